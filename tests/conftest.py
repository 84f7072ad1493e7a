import gc
import os
import sys
from pathlib import Path


ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amends.settings")
os.environ.setdefault("AMENDS_SECRET_KEY", "for tests only, long enough to be accepted")
os.environ.setdefault("AMENDS_VAULT_KEY", "for tests only, also long enough to be accepted")
os.environ.setdefault("AMENDS_HOME", str(ROOT / "var" / "tests"))
os.environ.setdefault("AMENDS_SHARED", str(ROOT.parent / "shared"))
os.environ.setdefault("AMENDS_ALLOW_HOSTS", "")

import django  # noqa: E402 - the environment comes first: settings read it at import
import pytest  # noqa: E402 - the same
from django.conf import settings as desk  # noqa: E402 - the same
from django.contrib.auth.hashers import Argon2PasswordHasher  # noqa: E402 - the same
from hypothesis import settings as trials  # noqa: E402 - the same
from servers import mail  # noqa: E402 - the same
from servers import snac as fediverse  # noqa: E402 - the same


# A timing is never a test, and a failure must come back with the same input.
trials.register_profile("desk", deadline=None, derandomize=True)
trials.load_profile("desk")
# The hash of a password is Argon2's here too, but takes no hundred megabytes and third of a second.
Argon2PasswordHasher.memory_cost = 64
Argon2PasswordHasher.time_cost = Argon2PasswordHasher.parallelism = 1
if not desk.ENVIRONMENT.database_url:
    # Each worker of xdist has its own memory; pytest-django knows that of the stock backend only.
    desk.DATABASES["default"].setdefault("TEST", {})["NAME"] = ":memory:"
django.setup()


def _empty_also_what_has_no_model():
    """Let PostgreSQL empty the tables that the search index refers to: no model names it."""
    from django.db.backends.postgresql.operations import DatabaseOperations

    stock = DatabaseOperations.sql_flush

    def sql_flush(self, style, tables, *, reset_sequences=False, allow_cascade=False):
        return stock(self, style, tables, reset_sequences=reset_sequences, allow_cascade=True)

    DatabaseOperations.sql_flush = sql_flush


if desk.ENVIRONMENT.database_url:
    _empty_also_what_has_no_model()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers():
    """Take one worker more than there are cores: one of them always waits for somebody."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items):
    """Put what waits for servers first and what takes seconds last, where a worker takes two at a time.

    What stands first all falls to one worker, and the others work while it waits.
    """
    items.sort(key=_turn)
    in_browser = [item for item in items if item.get_closest_marker("browser")]
    if in_browser:
        items[-len(in_browser) :] = _spread(in_browser)


def _turn(item):
    marks = {mark.name for mark in item.iter_markers()}
    if "browser" in marks:
        return 3
    return 0 if "servers" in marks else 1 + ("slow" in marks)


def _spread(items):
    """Return them with those that wait for servers apart from each other."""
    waits = [item for item in items if item.get_closest_marker("servers")]
    works = [item for item in items if not item.get_closest_marker("servers")]
    apart = len(works) // (len(waits) or 1) + 1
    for number, item in enumerate(waits):
        works.insert(number * apart, item)
    return works


def pytest_collection_finish():
    """Keep fourteen thousand collected tests out of each search for garbage."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _nobody_has_tried_before():
    """Forget how often one address signed in: thirty times a minute, and a worker is that fast."""
    from django.core.cache import cache

    cache.clear()


@pytest.fixture(autouse=True)
def _guarded_ledger(request):
    """Lift the ledger's guards before a transactional test is flushed, and only then."""
    marker = request.node.get_closest_marker("django_db")
    wants = {"transactional_db", "live_server"} & set(request.fixturenames)
    if not wants and not (marker and marker.kwargs.get("transaction")):
        yield
        return
    request.getfixturevalue("transactional_db")
    from django.db import connection

    from amends.casebook.guards import lift_guards, restore_guards
    from amends.casebook.search import TABLE

    restore_guards()
    yield
    lift_guards()
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE}")


@pytest.fixture(scope="session")
def snac():
    """Return a real server that speaks Mastodon's API, one per worker: its address is the process's."""
    if fediverse.why_not():
        pytest.skip(fediverse.why_not())
    with fediverse.running_snac() as server:
        yield server


@pytest.fixture(scope="session")
def mail_server():
    """Return Dovecot and Postfix, one pair per worker."""
    if mail.why_not():
        pytest.skip(mail.why_not())
    with mail.running_mail_server() as server:
        yield server
