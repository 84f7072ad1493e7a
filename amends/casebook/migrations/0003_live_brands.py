"""A brand speaks after its policy was approved once; those that spoke already go on."""

from django.db import migrations, models


def let_speakers_live(apps, schema_editor):
    """Count a brand that has answered, or approved everything, as live since then."""
    Brand = apps.get_model("casebook", "Brand")
    Delivery = apps.get_model("casebook", "Delivery")
    for brand in Brand.objects.all():
        first = Delivery.objects.filter(case__brand=brand).order_by("not_before").first()
        approvals = brand.policy_approvals.order_by("-approved_at")
        since = first.not_before if first else None
        if since is None and approvals.count() >= 27:
            since = approvals.first().approved_at
        if since:
            Brand.objects.filter(pk=brand.pk).update(live_at=since)


class Migration(migrations.Migration):
    dependencies = [("casebook", "0002_search")]
    operations = [
        migrations.AddField("brand", "live_at", models.DateTimeField(blank=True, null=True)),
        migrations.RunPython(let_speakers_live, migrations.RunPython.noop),
    ]
