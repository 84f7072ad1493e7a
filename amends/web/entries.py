"""Lines of the ledger as sentences; codes and rule ids stay beside them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from amends.casebook import ledger
from amends.casebook.models import Case, Entry
from amends.web.names import name_of
from amends.web.reader import digits
from amends.web.refusals import RULE


SHOWN = 60
KINDS = {
    "opened": _("The case was opened"),
    "heard": _("The customer's words were heard"),
    "joined": _("The customer wrote again"),
    "assigned": _("Given to its owner"),
    "moved": _("Moved from “%(from)s” to “%(to)s”"),
    "handed_over": _("Handed over"),
    "corrected": _("The analysis was corrected"),
    "weighed_again": _("New words were weighed"),
    "severity_changed": _("The severity was changed"),
    "not_a_complaint": _("It is not a complaint"),
    "delighted": _("A small delight was given"),
    "named_us": _("A person said that we are meant"),
    "replied": _("A reply was decided"),
    "draft_suggested": _("A draft was suggested"),
    "reply_blocked": _("A reply was stopped by the review"),
    "delivery_sent": _("It went out"),
    "delivery_failed": _("It did not arrive"),
    "delivery_settled": _("It did not go out, or nobody knows"),
    "unknown_settled": _("A person said whether it went out"),
    "receipt_put": _("An automatic receipt is on its way"),
    "receipt_declined": _("No automatic receipt was sent"),
    "clock_started": _("A clock began: %(kind)s"),
    "clock_stopped": _("A clock stopped: %(kind)s"),
    "clock_cancelled": _("A clock is no longer needed: %(kind)s"),
    "clock_target_missed": _("The target was missed"),
    "clock_limit_missed": _("The limit was missed"),
    "clock_runs_on": _("A clock runs on: what stopped it did not arrive: %(kind)s"),
    "clock_tightened": _("A clock was set earlier: %(kind)s"),
    "no_clock": _("No clock: it was written long ago"),
    "investigated": _("Something was found out"),
    "decided": _("The verdict: %(verdict)s"),
    "wish_noted": _("What the customer wants was noted"),
    "promised": _("A promise was made"),
    "promise_nears": _("A promise is nearly due: its owner and the managers were called"),
    "passed_on": _("Nobody had looked: the next in the shift was told"),
    "promise_kept": _("A promise was kept"),
    "remedy_proposed": _("A remedy was proposed: %(remedy_kind)s"),
    "remedy_decided": _("A remedy was decided: %(state)s"),
    "remedy_delivered": _("A remedy was delivered"),
    "reopened": _("Opened again"),
    "reopened_by_customer": _("Opened again by the customer"),
    "closed_by_person": _("Closed by a person"),
    "causes_chosen": _("Causes were chosen"),
    "praised": _("A reply was praised"),
    "confirmation_asked": _("The customer was asked whether it is solved"),
    "confirmation_answered": _("The customer said whether it is solved"),
    "survey_sent": _("A survey was sent"),
    "survey_declined": _("No survey was sent"),
    "survey_answered": _("The survey was answered"),
    "survey_stopped": _("The customer wants no more surveys"),
    "mention_edited": _("The customer changed what was written"),
    "file_not_fetched": _("A file that came could not be fetched"),
    "invited": _("The customer was invited to bring the review up to date"),
    "mention_deleted": _("The customer took back what was written"),
    "snoozed": _("Put out of sight for a while"),
    "woken": _("Back in sight"),
    "tagged": _("A tag was put on"),
    "untagged": _("A tag was taken off"),
    "noted": _("A note was written"),
    "merged_into": _("It lives on in case C-%(number)s"),
    "absorbed": _("Case C-%(number)s was merged into this one"),
    "merge_undone": _("The merge was undone"),
    "split": _("A part went into case C-%(number)s"),
    "split_from": _("Split from case C-%(number)s"),
    "cool_down_ended": _("A colleague let the reply leave before its pause was over"),
    "reply_approved": _("A colleague took the second look and let it leave"),
    "reply_sent_back": _("A colleague sent the reply back to its writer"),
    "reply_undone": _("The reply was called back before it went out"),
    "person_erased": _("The person's data were erased"),
}


SLOTS = (
    ("from", "states", "from"), ("to", "states", "to"), ("verdict", "verdicts", "verdict"),
    ("kind", "clocks", "kind"), ("remedy_kind", "remedies", "kind"),
    ("state", "remedy_states", "state"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the ledger as it is read."""

    at: datetime
    words: str
    who: str
    rules: str
    reason: str


def lines_of(case: Case) -> list[Line]:
    """Return the latest lines of the ledger, newest first, with the reasons people typed."""
    entries = list(case.entries.select_related("actor").order_by("-seq")[:SHOWN])
    reasons = dict(case.reasons.values_list("pk", "text"))
    return [_line(entry, reasons) for entry in entries]


def is_intact(case: Case) -> bool:
    """Tell whether the chain of the ledger holds."""
    return ledger.first_broken(case) is None


def _line(entry: Entry, reasons: Mapping[int, str]) -> Line:
    rules = ", ".join(code for code in entry.because if RULE.match(code))
    reason = reasons.get(entry.facts.get("reason") or 0, "")
    return Line(entry.at, _words(entry), str(entry.actor or ""), rules, reason)


def _words(entry: Entry) -> str:
    said = KINDS.get(entry.kind)
    if said is None:
        return entry.kind.replace("_", " ")
    named = {w: name_of(table, entry.facts.get(fact, "—")) for w, table, fact in SLOTS}
    return gettext(said) % (named | {"number": digits(entry.facts.get("number", "—"))})
