"""What the bench asks of the peer, run in the peer's own environment; answers one line of JSON.

desk.py fill COUNT        so many open tickets with one follow-up each; prints a session key
desk.py import FOLDER     take the mails of a folder in, as its cron job does
"""

import json
import logging
import sys
import time
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from sayings import sayings


CHUNK = 5000


def queue() -> Any:
    from helpdesk.models import Queue

    return Queue.objects.get_or_create(
        slug="shop",
        defaults={
            "title": "Shop",
            "email_address": "support@shop.test",
            "allow_email_submission": True,
            "email_box_type": "local",
            "enable_notifications_on_email_events": False,
        },
    )[0]


def session_key() -> str:
    from django.contrib.auth import get_user_model
    from django.contrib.sessions.backends.db import SessionStore

    user, is_new = get_user_model().objects.get_or_create(
        username="agent",
        defaults={"is_staff": True, "is_superuser": True, "email": "a@shop.test"},
    )
    if is_new:
        user.set_password("only for the bench")
        user.save()
    session = SessionStore()
    session["_auth_user_id"] = str(user.pk)
    session["_auth_user_backend"] = "django.contrib.auth.backends.ModelBackend"
    session["_auth_user_hash"] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def fill(count: int) -> dict[str, Any]:
    from django.db import connection
    from django.utils import timezone
    from helpdesk.models import FollowUp, Ticket

    at, now, said = queue(), timezone.now(), sayings(count)
    while rows := list(islice(said, CHUNK)):
        tickets = Ticket.objects.bulk_create(
            Ticket(
                queue=at,
                title=one.subject[:200],
                description=one.text,
                submitter_email=one.address,
                status=Ticket.OPEN_STATUS,
                created=now - timedelta(seconds=count - one.number),
                secret_key=f"key{one.number}",
            )
            for one in rows
        )
        FollowUp.objects.bulk_create(
            FollowUp(
                ticket=t,
                date=t.created,
                title="E-Mail Received",
                comment=t.description,
                public=True,
            )
            for t in tickets
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return {"tickets": Ticket.objects.count(), "session": session_key()}


def take_in(folder: str) -> dict[str, Any]:
    from helpdesk import email
    from helpdesk.models import FollowUp, Ticket

    at = queue()
    at.email_box_local_dir = folder
    count, before = len(list(Path(folder).iterdir())), Ticket.objects.count()
    wall, cpu = time.perf_counter(), time.process_time()
    email.process_queue(at, logging.getLogger("peer"))
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return {
        "mails": count,
        "wall_s": wall,
        "cpu_s": cpu,
        "new": Ticket.objects.count() - before,
        "followups": FollowUp.objects.count(),
    }


def main() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    what, argument = sys.argv[1:]
    call_command("migrate", verbosity=0)
    print(json.dumps(fill(int(argument)) if what == "fill" else take_in(argument)))


if __name__ == "__main__":
    main()
