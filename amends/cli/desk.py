"""Start the desk's settings for a command: keys of this installation first, then Django."""

import os
import secrets
from pathlib import Path

from amends.cli import memory


KEY_FILE = "keys.env"
KEYS = ("AMENDS_SECRET_KEY", "AMENDS_VAULT_KEY")


def home() -> Path:
    """Return the folder of database, files and keys."""
    return Path(os.environ.get("AMENDS_HOME", "var")).absolute()


def make_keys() -> None:
    """Write random keys for this installation once, readable by its owner only.

    Keys in the environment win, and then no file is written.
    """
    path = home() / KEY_FILE
    if path.exists() or all(name in os.environ for name in KEYS):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = "".join(f"{name}={secrets.token_urlsafe(48)}\n" for name in KEYS)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(lines)


def read_keys() -> None:
    """Put the keys of this installation into the environment where it does not name them."""
    path = home() / KEY_FILE
    if not path.exists():
        return
    for line in path.read_text(encoding="ascii").splitlines():
        name, _, value = line.partition("=")
        if f"{name}_FILE" not in os.environ:
            os.environ.setdefault(name, value)


def start() -> None:
    """Load settings and Django; a missing or wrong setting ends the command with its name."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amends.settings")
    read_keys()
    home().mkdir(parents=True, exist_ok=True)
    memory.leave_out_painting()
    import django

    django.setup()
    memory.spare_the_collector()


def migrate() -> None:
    """Bring the database up to date and the static files into place."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
