"""Write what an errand carries: the mail of a person, the words of a push."""

import json
from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language_bidi, gettext

from amends.casebook.models import Errand, Notice
from amends.connectors.protocol import Outgoing, Visibility
from amends.messages.when import digits
from amends.rooms.triage.reaching import words
from amends.rooms.triage.reaching.kinds import REACHING
from amends.rooms.triage.reaching.truth import over


LONGEST_LINE = 300  # letters; a push holds some thousand bytes
LISTED = 50  # notices in one mail; the rest is counted


def carried(errand: Errand) -> list[Notice]:
    """Return what an errand still has to tell, what burns first."""
    rows = list(errand.notices.select_related("brand", "case").order_by("pk"))
    done = over(rows)
    left = [row for row in rows if row.pk not in done]
    return sorted(left, key=lambda row: not REACHING.kinds[row.kind].is_urgent)


def mail_of(errand: Errand, rows: Sequence[Notice], now: datetime) -> Outgoing:
    """Return the mail: a line and a link for each notice, and where to ask for fewer."""
    user = errand.user
    with translation.override(user.language):
        lines = [(words.say(row, now), words.link(words.path_of(row))) for row in rows[:LISTED]]
        rest = len(rows) - len(lines)
        return Outgoing(
            to=user.email,
            text=_text(lines, rest, user.language),
            html=_html(lines, rest, user.language),
            subject=_subject(errand, lines[0][0], len(rows), user.language),
            visibility=Visibility.PRIVATE,
            key=errand.key,
            language=user.language,
            automatic=True,
        )


def push_of(errand: Errand, rows: Sequence[Notice], now: datetime) -> bytes:
    """Return the words of a push as the service worker reads them; without notices it is a trial."""
    user = errand.user
    with translation.override(user.language):
        told = {
            "title": str(errand.brand) if errand.brand else gettext("Amends"),
            "body": _body(rows, now, user.language)[:LONGEST_LINE],
            "url": words.path_of(rows[0]) if len(rows) == 1 else reverse("inbox"),
            # What burns stays beside what comes after it; the rest gives way to the newest.
            "tag": errand.key if errand.is_urgent else f"brand-{errand.brand_id or 0}",
            "lang": user.language,
            "dir": "rtl" if get_language_bidi() else "ltr",
            "urgent": errand.is_urgent,
        }
    return json.dumps(told, ensure_ascii=False).encode()


def _body(rows: Sequence[Notice], now: datetime, language: str) -> str:
    if not rows:
        return gettext("This is how a notice reaches you here.")
    first = words.say(rows[0], now)
    if len(rows) == 1:
        return first
    more = digits(str(len(rows) - 1), language)
    return gettext("%(first)s And %(n)s more.") % {"first": first, "n": more}


def _subject(errand: Errand, first: str, count: int, language: str) -> str:
    told = f"{words.isolated(errand.brand)}: {first}"
    return told if count == 1 else f"{told} (+{digits(str(count - 1), language)})"


def _text(lines: Sequence[tuple[str, str]], rest: int, language: str) -> str:
    said = "\n\n".join(f"{line}\n{link}" for line, link in lines)
    return "\n\n".join(part for part in (said, _more(rest, language), _foot()) if part)


def _html(lines: Sequence[tuple[str, str]], rest: int, language: str) -> str:
    said = format_html_join("\n", '<p><a href="{1}">{0}</a></p>', lines)
    foot = "\n".join(part for part in (_more(rest, language), _foot()) if part)
    return format_html("{}\n<p>{}</p>", said, foot)


def _more(rest: int, language: str) -> str:
    return gettext("And %(n)s more.") % {"n": digits(str(rest), language)} if rest else ""


def _foot() -> str:
    said = gettext("Nobody reads answers to this mail. What is mailed to you, you choose here:")
    return f"{said} {words.link(reverse('my_notices'))}"
