"""What a person can do to keep cases in order, beside the work on them; and every deed together."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_noop as _

from amends.casebook.errors import Refused
from amends.casebook.models import Awaited, Case, Tag, User
from amends.rooms.follow_up import service as follow_up
from amends.rooms.listen import service as listen
from amends.rooms.respond import service as respond
from amends.rooms.triage import service as triage
from amends.web.deeds import DEEDS as WORK
from amends.web.deeds import Deed, row
from amends.web.forms import case as forms
from amends.web.forms import tidy


def _tell(case: Case, form: Any, user: User, now: datetime) -> object:
    called = [one.pk for one in form.cleaned_data["called"]]
    text = form.cleaned_data["text"]
    return triage.write_note(case, text, actor=user, now=now, called=called)


def _seen(case: Case, _form: Any, user: User, now: datetime) -> object:
    return triage.see_calls(case, user, now=now)


def _tag(case: Case, form: Any, user: User, now: datetime) -> object:
    return triage.tag(case, form.cleaned_data["name"], actor=user, now=now)


def _untag(case: Case, form: Any, user: User, now: datetime) -> object:
    found = row(Tag.objects.filter(brand=case.brand_id), form.cleaned_data["row"])
    return triage.untag(case, found, actor=user, now=now)


def _snooze(case: Case, form: Any, user: User, now: datetime) -> object:
    return triage.snooze(case, form.wakes_at, actor=user, now=now)


def _wake(case: Case, _form: Any, user: User, now: datetime) -> object:
    return triage.wake(case, actor=user, now=now)


def _merge(case: Case, form: Any, user: User, now: datetime) -> object:
    number = form.cleaned_data["number"]
    into = Case.objects.filter(brand=case.brand_id, number=number).first()
    if into is None:
        raise Refused("no_such_case")
    return triage.merge(case, into, actor=user, now=now)


def _undo_merge(case: Case, _form: Any, user: User, now: datetime) -> object:
    return triage.undo_merge(case, actor=user, now=now)


def _split(case: Case, form: Any, user: User, now: datetime) -> object:
    return triage.split(case, form.cleaned_data["words"], actor=user, now=now)


def _undo(case: Case, form: Any, user: User, now: datetime) -> object:
    deliveries = case.deliveries.select_related("case", "reply", "author")
    return respond.undo_reply(row(deliveries, form.cleaned_data["row"]), user=user, now=now)


def _approve(case: Case, form: Any, user: User, now: datetime) -> object:
    held = row(
        case.deliveries.select_related("case", "reply", "source"), form.cleaned_data["row"]
    )
    return respond.approve_reply(held, user=user, now=now)


def _send_back(case: Case, form: Any, user: User, now: datetime) -> object:
    given = form.cleaned_data
    held = row(case.deliveries.select_related("case", "reply", "author"), given["row"])
    return respond.send_back(held, user=user, now=now, reason=given["reason"])


def _send_now(case: Case, form: Any, user: User, now: datetime) -> object:
    deliveries = case.deliveries.select_related("case", "reply", "author")
    return respond.end_cool_down(row(deliveries, form.cleaned_data["row"]), user=user, now=now)


def _invite(case: Case, _form: Any, user: User, now: datetime) -> object:
    return follow_up.invite(case, user=user, now=now)


def _fetch(case: Case, form: Any, _user: User, now: datetime) -> object:
    awaited = Awaited.objects.filter(mention__case=case).select_related("mention")
    return listen.fetch_again(row(awaited, form.cleaned_data["row"]), now=now)


SEE, ANSWER, ASSIGN = "casebook.see", "casebook.answer", "casebook.assign"
TIDY: Mapping[str, Deed] = {
    "tell": Deed(tidy.NoteForm, _tell, _("Noted. Only your team reads it."), SEE),
    "seen": Deed(forms.NoForm, _seen, _("Seen."), SEE),
    "tag": Deed(tidy.TagForm, _tag, _("Tagged."), ANSWER),
    "untag": Deed(forms.RowForm, _untag, _("The tag is off."), ANSWER),
    "snooze": Deed(tidy.SnoozeForm, _snooze, _("Out of sight. Its clocks run on."), ANSWER),
    "wake": Deed(forms.NoForm, _wake, _("Back in sight."), ANSWER),
    "merge": Deed(tidy.MergeForm, _merge, _("Merged. You can undo it for a day."), ASSIGN),
    "undo-merge": Deed(forms.NoForm, _undo_merge, _("These are two cases again."), ASSIGN),
    "split": Deed(tidy.SplitForm, _split, _("Split. The new case has its own clock."), ASSIGN),
    "approve": Deed(forms.RowForm, _approve, _("Approved. It is on its way."), ANSWER),
    "send-back": Deed(tidy.BackForm, _send_back, _("It is back with its writer."), ANSWER),
    "send-now": Deed(forms.RowForm, _send_now, _("It leaves now."), ANSWER),
    "invite": Deed(
        forms.NoForm, _invite, _("Invited, once: the customer may leave it as it is."), ANSWER
    ),
    "fetch": Deed(forms.RowForm, _fetch, _("It is asked for again, in a moment."), ANSWER),
    "undo": Deed(forms.RowForm, _undo, _("Called back. It does not go out."), ANSWER),
}
DEEDS: Mapping[str, Deed] = {**WORK, **TIDY}
