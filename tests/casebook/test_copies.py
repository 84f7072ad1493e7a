import sqlite3
import zipfile

import people
import pytest
from django.conf import settings
from django.db import connection

from amends.casebook.copies import backup


pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(bool(settings.ENVIRONMENT.database_url), reason="SQLite's own copy"),
]


def test_backup_holds_the_database_at_one_instant(tmp_path, monkeypatch):
    people.brand()
    live = tmp_path / "live.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(live)])
    monkeypatch.setitem(connection.settings_dict, "NAME", str(live))

    backup(tmp_path / "copy.zip")

    with zipfile.ZipFile(tmp_path / "copy.zip") as archive:
        archive.extract("amends.sqlite3", tmp_path)
    rows = sqlite3.connect(tmp_path / "amends.sqlite3").execute(
        "SELECT slug FROM casebook_brand"
    )
    assert rows.fetchall() == [("rabwa",)]
