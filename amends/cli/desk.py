"""Start the desk's settings for a command: keys of this installation first, then Django."""

import ctypes
import gc
import os
import secrets
from contextlib import suppress
from pathlib import Path


KEY_FILE = "keys.env"
ARENA_MAX = -8  # of mallopt, from malloc.h
NEW_OBJECTS = 3_000  # made since the last look before the collector looks again; Python: 700
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


def share_heap() -> None:
    """Let the threads of this process share one heap, where the C library can: glibc's.

    One of its own for each thread keeps what that thread once needed. Call it before there are any.
    """
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(ARENA_MAX, 1)


def start() -> None:
    """Load settings and Django; a missing or wrong setting ends the command with its name."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amends.settings")
    read_keys()
    home().mkdir(parents=True, exist_ok=True)
    import django

    django.setup()
    _spare_the_collector()


def _spare_the_collector() -> None:
    """Look for dead circles seldom, and never in what was loaded: a page makes thousands of rows.

    At Python's own pace the collector took a tenth of a mail and of a page.
    """
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS)


def migrate() -> None:
    """Bring the database up to date and the static files into place."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
