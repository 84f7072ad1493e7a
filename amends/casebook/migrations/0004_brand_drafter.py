"""The model that may draft a brand's replies, sealed; empty is off."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casebook", "0003_live_brands")]
    operations = [migrations.AddField("brand", "drafter", models.TextField(blank=True))]
