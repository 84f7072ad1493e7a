"""What a person can do with a case: one line per deed, each calling one verb of a room."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404
from django.utils.translation import gettext_noop as _

from amends.casebook.models import Case, User
from amends.rooms.coach import service as coach
from amends.rooms.diagnose import service as diagnose
from amends.rooms.resolve import service as resolve
from amends.rooms.respond import service as respond
from amends.rooms.triage import service as triage
from amends.web.forms import case as forms


Do = Callable[[Case, Any, User, datetime], object]


@dataclass(frozen=True, slots=True)
class Deed:
    """A form, what it takes to do it, the verb, and what is said when it is done."""

    form: type[forms.CaseForm]
    do: Do
    done: str
    permission: str = "casebook.resolve"


def row(rows: Any, pk: int) -> Any:
    """Return a row that belongs to the case; another's does not exist here."""
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _wait(case: Case, _form: Any, user: User, now: datetime) -> object:
    return resolve.wait_for_customer(case, user=user, now=now)


def _solve(case: Case, _form: Any, user: User, now: datetime) -> object:
    return resolve.resolve(case, user=user, now=now)


def _note(case: Case, form: Any, user: User, now: datetime) -> object:
    return resolve.investigate(case, form.cleaned_data["text"], user=user, now=now)


def _wish(case: Case, form: Any, user: User, now: datetime) -> object:
    return resolve.set_wish(case, form.cleaned_data["text"], user=user, now=now)


def _decide(case: Case, form: Any, user: User, now: datetime) -> object:
    given = form.cleaned_data
    return resolve.decide(case, given["verdict"], user=user, now=now, fault=given["fault"])


def _promise(case: Case, form: Any, user: User, now: datetime) -> object:
    given = form.cleaned_data
    what, due_at, reason = given["what"], given["due_at"], given["reason"]
    return resolve.promise(case, what, due_at, user=user, now=now, reason=reason)


def _keep(case: Case, form: Any, user: User, now: datetime) -> object:
    promise = row(case.promises.select_related("case", "clock"), form.cleaned_data["row"])
    return resolve.keep_promise(promise, user=user, now=now)


def _remedy(case: Case, form: Any, user: User, now: datetime) -> object:
    given = form.cleaned_data
    return resolve.propose_remedy(
        case,
        given["kind"],
        user=user,
        now=now,
        amount_minor=form.amount_minor,
        currency=given["currency"],
        is_goodwill=given["is_goodwill"],
    )


def _decide_remedy(case: Case, form: Any, user: User, now: datetime) -> object:
    given = form.cleaned_data
    remedy = row(case.remedies.select_related("case"), given["row"])
    return resolve.decide_remedy(
        remedy, user=user, now=now, approve=given["approve"], reason=given["reason"]
    )


def _deliver_remedy(case: Case, form: Any, user: User, now: datetime) -> object:
    remedy = row(case.remedies.select_related("case"), form.cleaned_data["row"])
    return resolve.deliver_remedy(remedy, user=user, now=now)


def _close(case: Case, form: Any, user: User, now: datetime) -> object:
    given = form.cleaned_data
    return resolve.close(case, given["outcome"], user=user, now=now, reason=given["reason"])


def _reopen(case: Case, form: Any, user: User, now: datetime) -> object:
    return resolve.reopen(case, user=user, now=now, reason=form.cleaned_data["reason"])


def _hand_over(case: Case, form: Any, user: User, now: datetime) -> object:
    given = form.cleaned_data
    return triage.hand_over(
        case,
        given["to"],
        actor=user,
        now=now,
        reason=given["reason"],
        tell_customer=given["tell"],
    )


def _take(case: Case, _form: Any, user: User, now: datetime) -> object:
    return triage.hand_over(case, user, actor=user, now=now)


def _no_complaint(case: Case, form: Any, user: User, now: datetime) -> object:
    return triage.not_a_complaint(case, actor=user, now=now, reason=form.cleaned_data["reason"])


def _causes(case: Case, form: Any, user: User, now: datetime) -> object:
    kind = form.cleaned_data["kind"]
    return diagnose.choose_causes(case, form.given, kind, user=user, now=now)


def _settle(case: Case, form: Any, user: User, now: datetime) -> object:
    given = form.cleaned_data
    delivery = row(case.deliveries.select_related("case", "reply"), given["row"])
    return respond.settle_unknown(delivery, user=user, now=now, went_out=given["went_out"])


def _posted(case: Case, form: Any, user: User, now: datetime) -> object:
    given = form.cleaned_data
    delivery = row(case.deliveries.select_related("case", "reply"), given["row"])
    return respond.mark_posted(delivery, user=user, now=now, url=given["url"])


def _praise(case: Case, form: Any, user: User, now: datetime) -> object:
    given = form.cleaned_data
    reply = row(case.replies.select_related("case", "user"), given["row"])
    return coach.praise(reply, giver=user, now=now, words=given["words"])


def _correct(case: Case, form: Any, user: User, now: datetime) -> object:
    given = form.cleaned_data
    mention = row(case.mentions.all(), given["row"])
    return triage.correct(mention, given["field"], given["value"], actor=user, now=now)


DEEDS: Mapping[str, Deed] = {
    "note": Deed(forms.TextForm, _note, _("Noted. Only your team reads it.")),
    "wish": Deed(forms.WishForm, _wish, _("Noted what the customer wants.")),
    "verdict": Deed(forms.VerdictForm, _decide, _("The verdict is written down.")),
    "causes": Deed(forms.CausesForm, _causes, _("The cause is written down.")),
    "promise": Deed(forms.PromiseForm, _promise, _("Promised. Its clock is running.")),
    "keep": Deed(forms.RowForm, _keep, _("The promise is kept.")),
    "remedy": Deed(forms.RemedyForm, _remedy, _("The remedy is written down.")),
    "decide-remedy": Deed(
        forms.DecideRemedyForm, _decide_remedy, _("The remedy is decided."), "casebook.approve"
    ),
    "deliver-remedy": Deed(
        forms.RowForm, _deliver_remedy, _("Delivered. Tell the customer now.")
    ),
    "wait": Deed(forms.NoForm, _wait, _("It is the customer's turn.")),
    "resolve": Deed(forms.NoForm, _solve, _("Resolved. The customer will be asked.")),
    "close": Deed(forms.CloseForm, _close, _("The case is closed.")),
    "reopen": Deed(forms.ReasonForm, _reopen, _("The case is open again.")),
    "hand-over": Deed(forms.HandOverForm, _hand_over, _("Handed over."), "casebook.assign"),
    "take": Deed(forms.NoForm, _take, _("The case is yours."), "casebook.assign"),
    "no-complaint": Deed(
        forms.ReasonForm, _no_complaint, _("Closed as not a complaint."), "casebook.answer"
    ),
    "correct": Deed(
        forms.CorrectForm,
        _correct,
        _("Thank you: the reader learns from it."),
        "casebook.answer",
    ),
    "settle": Deed(forms.SettleForm, _settle, _("Decided."), "casebook.settle_unknown"),
    "posted": Deed(forms.PostedForm, _posted, _("Written down as posted."), "casebook.answer"),
    "praise": Deed(
        forms.PraiseForm, _praise, _("Your praise is on the board."), "casebook.praise"
    ),
}
