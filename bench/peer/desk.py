"""What the bench asks of the peer, run in the peer's own environment; answers one line of JSON.

desk.py fill COUNT        so many open tickets with one follow-up each; prints a session key
desk.py import PLACE [WARM]   take the mails of a place in, as its cron job does

A place is a folder, or ``imap://user:password@host:port``; what WARM holds comes first, uncounted.
"""

import json
import logging
import sys
import time
from datetime import timedelta
from itertools import islice
from typing import Any
from urllib.parse import unquote, urlsplit

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


def take_in(place: str) -> dict[str, Any]:
    from helpdesk import email
    from helpdesk.models import FollowUp, Ticket

    at, before, said = box(place), Ticket.objects.count(), FollowUp.objects.count()
    wall, cpu = time.perf_counter(), time.process_time()
    email.process_queue(at, logging.getLogger("peer"))
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return {
        "wall_s": wall,
        "cpu_s": cpu,
        "new": Ticket.objects.count() - before,
        "followups": FollowUp.objects.count() - said,
    }


def box(place: str) -> Any:
    """Return the queue with its mailbox at a place."""
    at, where = queue(), urlsplit(place)
    if where.scheme != "imap":
        at.email_box_local_dir = place
        return at
    at.email_box_type, at.email_box_ssl, at.email_box_imap_folder = "imap", False, "INBOX"
    at.email_box_host, at.email_box_port = where.hostname, where.port
    at.email_box_user, at.email_box_pass = unquote(where.username or ""), where.password
    return at


def main() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    what, argument, *warm = sys.argv[1:]
    call_command("migrate", verbosity=0)
    for one in warm:
        take_in(one)
    print(json.dumps(fill(int(argument)) if what == "fill" else take_in(argument)))


if __name__ == "__main__":
    main()
