"""The analysis of a case beside its reasons: value first, then the words that said so."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext

from amends.casebook.models import Analysis, Mention
from amends.web.names import name_of
from amends.web.reader import number, percent, tame


SHOWN_FLAGS = ("repeat", "churn", "threat", "insult_to_person", "sarcasm", "troll")
CORRECTABLE = ("is_complaint", "severity", "anger", "topic", *SHOWN_FLAGS)


@dataclass(frozen=True, slots=True)
class Reading:
    """One field of an analysis as it is read."""

    field: str
    name: str
    value: str
    quotes: tuple[str, ...]
    step: int = 0


def speaking(mentions: Iterable[Mention]) -> Mention | None:
    """Return the mention whose analysis stands for the case: its latest complaint, else its latest."""
    read = [m for m in mentions if not m.is_ours and getattr(m, "analysis", None)]
    complaints = [m for m in read if m.analysis.is_complaint]
    return next(iter(complaints or read), None)


def readings(mention: Mention) -> list[Reading]:
    """Return what was understood of a mention, field by field."""
    analysis = mention.analysis
    kind = gettext("Complaint") if analysis.is_complaint else gettext("No complaint")
    sure = percent(analysis.complaint_probability)
    rows = [
        _reading(mention, "is_complaint", f"{kind} {sure}"),
        _reading(
            mention, "severity", name_of("severities", analysis.severity), analysis.severity
        ),
        _reading(mention, "anger", gettext("%s of 3") % number(analysis.anger)),
        _reading(mention, "topics", _listed(_topics(analysis))),
        *(_reading(mention, f, gettext("Yes")) for f in SHOWN_FLAGS if getattr(analysis, f)),
    ]
    if analysis.private_data:
        rows.append(_reading(mention, "private_data", gettext("Yes, handle with care")))
    return rows


def _topics(analysis: Analysis) -> list[str]:
    return [name_of("topics", topic) for topic in analysis.topics]


def _reading(mention: Mention, field: str, value: str, step: int = 0) -> Reading:
    text = mention.text or mention.subject
    mine = [r for r in mention.analysis.because if r["field"] == field]
    quotes = dict.fromkeys(tame(text[r["start"] : r["end"]]) for r in mine)
    return Reading(field, name_of("fields", field), value, tuple(q for q in quotes if q), step)


def _listed(words: list[str]) -> str:
    comma = gettext(", ")
    return comma.join(words) or gettext("None")
