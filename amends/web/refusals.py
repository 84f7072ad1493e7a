"""What a rule's refusal says to the person: code by code, in his language, with what to do.

Rule ids such as S4c-01 are shown beside the sentence; a code without a sentence shows itself.
"""

import re
from collections.abc import Iterable

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _


RULE = re.compile(r"^(?:S\d[a-d]?|C)-\d{2}[a-z]?$")
SENTENCES = {
    "reason_missing": _("Please write a reason: it is kept with the case."),
    "investigation_empty": _("Please write what you found out."),
    "investigation_missing": _("First write down what you found out."),
    "wish_missing": _("First note what the customer wants, or that he was asked."),
    "wish_empty": _("Please write what the customer wants."),
    "cause_missing": _("Please name a cause, or say that it is unknown."),
    "cause_kind": _("Please choose what kind of cause it is."),
    "cause_of_another_brand": _("This cause belongs to another brand."),
    "promise_open": _("A promise is still open: keep it first."),
    "promise_empty": _("Please write what was promised."),
    "promise_settled": _("This promise is settled already."),
    "promise_in_the_past": _("A promise needs a time in the future."),
    "promise_too_far": _("This is too far away: give a nearer time for the next contact."),
    "remedy_open": _("A remedy is not delivered yet."),
    "one_remedy": _("There is a remedy already; only a gift of goodwill may come beside it."),
    "amount_needs_currency": _("Please say in which currency."),
    "no_such_remedy": _("Please choose one of the remedies."),
    "remedy_decided": _("This remedy was decided already."),
    "remedy_not_approved": _("This remedy waits for approval."),
    "entitlement_is_no_gift": _("What the customer is owed is not a gift."),
    "gift_before_fix": _("First make it good: a gift comes after the fix."),
    "no_such_verdict": _("Please choose a verdict."),
    "no_such_outcome": _("Please choose how it ended."),
    "not_confirmed": _("The customer has not confirmed yet that it is solved."),
    "verdict_missing": _("First decide whether the customer is right."),
    "kudos_to_oneself": _("Praise is for colleagues: your own reply cannot be praised by you."),
    "not_sent": _("This reply has not gone out."),
    "kudos_given": _("You praised this reply already."),
    "third_public_reply": _(
        "Two public replies are the most for one person in one thread. The private door stays open."
    ),
    "no_such_exemption": _("Please choose one of the exemptions."),
    "exemption_not_borne_out": _("The case does not show what this exemption asks for."),
    "managers_exception": _("A manager made an exception."),
    "no_public_door": _("This channel cannot be answered in public."),
    "no_private_door": _("This customer cannot be reached in private on this channel."),
    "reply_empty": _("Please write something first."),
    "too_long": _("This is longer than the channel takes."),
    "window_closed": _(
        "The channel's time for an answer is over; try another way to reach him."
    ),
    "unreasoned": _("A warning needs a reason before this can go out."),
    "blocked": _("The review found something that cannot be sent."),
    "not_unknown": _("This is decided already."),
    "not_link": _("This is not waiting to be posted by hand."),
    "same_owner": _("This person owns the case already."),
    "not_a_colleague": _("This person does not work for the brand."),
    "case_closed": _("The case is closed; open it again first."),
    "no_such_field": _("This field cannot be corrected."),
}


def sentences(because: Iterable[str]) -> list[str]:
    """Return what to tell a person about a refusal, rule ids at the end of the last sentence."""
    codes = list(because)
    rules = [code for code in codes if RULE.match(code)]
    told = [gettext(SENTENCES.get(code, code)) for code in codes if not RULE.match(code)]
    told = told or [gettext("A rule of the playbook refuses this.")]
    if rules:
        told[-1] += f" ({', '.join(rules)})"
    return told
