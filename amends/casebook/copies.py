"""Safe copies of a live database and its files."""

import sqlite3
import subprocess
import tempfile
import zipfile
from pathlib import Path

from django.conf import settings
from django.db import connection


def backup(path: Path) -> None:
    """Copy the database as it stands at one instant, and every file, into one ZIP."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / (
                "amends.sqlite3" if connection.vendor == "sqlite" else "amends.sql"
            )
            _copy_sqlite(copy) if connection.vendor == "sqlite" else _copy_postgres(copy)
            archive.write(copy, copy.name)
        root = Path(settings.MEDIA_ROOT)
        for file in sorted(p for p in root.rglob("*") if p.is_file() and p.suffix != ".part"):
            archive.write(file, f"files/{file.relative_to(root)}")


def _copy_sqlite(copy: Path) -> None:
    source, target = sqlite3.connect(connection.settings_dict["NAME"]), sqlite3.connect(copy)
    with source, target:
        source.backup(target)
    source.close()
    target.close()


def _copy_postgres(copy: Path) -> None:
    given = connection.settings_dict
    argv = ["pg_dump", "--file", str(copy), "--dbname", given["NAME"], "--username", given["USER"],
            "--host", given["HOST"] or "localhost", "--port", given["PORT"] or "5432"]  # fmt: skip
    subprocess.run(argv, check=True, env={"PGPASSWORD": given["PASSWORD"]})  # noqa: S603 - fixed argv, no shell
