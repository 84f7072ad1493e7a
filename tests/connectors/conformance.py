"""What every connector must pass: each kind has a stage of its own in ``stages/``.

A stage prepares a channel out of plain posts (dicts with id, text, author) and can make it fail.
Where a kind cannot fail in a certain way the stage leaves that fault out of ``faults``. A module of
``stages`` holds STAGE or STAGES for what is asked, HOOK for what is called, FILES for
what is fetched afterwards.
"""

import importlib
import pkgutil

from connectors import stages


def _held(*names):
    modules = [
        importlib.import_module(f"connectors.stages.{one.name}")
        for one in pkgutil.iter_modules(stages.__path__)
    ]
    found = [getattr(module, name, ()) for module in modules for name in names]
    return tuple(
        stage for held in found for stage in (held if isinstance(held, tuple) else (held,))
    )


STAGES = _held("STAGE", "STAGES")
HOOKS = _held("HOOK")
FILES = _held("FILES")

# Kinds that nobody polls and no service calls have a kit of their own: (kind, its test).
UNPOLLED = {
    "web_form": "tests/connectors/test_web_form.py",
    "live_chat": "tests/connectors/test_live_chat.py",
    "phone": "tests/connectors/test_phone.py",
}
# Kinds whose posts are no plain dicts have theirs too.
OTHER_KITS = {
    "email": "tests/connectors/mail/test_imap.py",
    "google_alerts": "tests/connectors/test_google_alerts.py",
    "monitoring": "tests/connectors/test_monitoring.py",
}
