"""The search index of the database at hand; no model stands for it."""

from django.db import migrations

from amends.casebook import search


def create(apps, schema_editor):
    for statement in search.CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    schema_editor.execute(search.DROP)


class Migration(migrations.Migration):
    dependencies = [("casebook", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
