"""What customers fill in. What is asked stands here; what may come in is decided by the connector."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from amends.connectors.web_form import HONEYPOT, Settings


# The codes are those of remedies, so that the desk names a wish and a remedy alike.
WISHES = (
    ("replacement", pgettext_lazy("wish of a customer", "A sound one instead of this")),
    ("refund", pgettext_lazy("wish of a customer", "My money back")),
    (
        "explanation",
        pgettext_lazy("wish of a customer", "To understand what happened, and that it stops"),
    ),
    ("", pgettext_lazy("wish of a customer", "Something else, or I do not know yet")),
)
STEPS = (
    (1, pgettext_lazy("answer on a scale", "Not at all")),
    (2, pgettext_lazy("answer on a scale", "A little")),
    (3, pgettext_lazy("answer on a scale", "In between")),
    (4, pgettext_lazy("answer on a scale", "Yes")),
    (5, pgettext_lazy("answer on a scale", "Yes, fully")),
)
LONGEST_WORDS = 2000


class SeveralFiles(forms.FileInput):
    """A box for more than one file; it is never filled in again, browsers forbid that."""

    allow_multiple_selected = True


def _line(label: Any, **attrs: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"} | attrs),
    )


class MessageForm(forms.Form):
    """Words and files: a later word about a case, and the beginning of every complaint."""

    text = forms.CharField(
        label=pgettext_lazy("box of a customer", "Your message"),
        required=False,
        widget=forms.Textarea(attrs={"required": True, "rows": 6}),
    )
    files = forms.FileField(  # type: ignore[assignment]  # a box; Django's own attribute stays
        label=_("Photos or files (optional)"),
        required=False,
        widget=SeveralFiles(attrs={"class": "input"}),
    )

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Put each problem beside its box; what stands nowhere on the page comes on top."""
        for name, problem in problems.items():
            self.add_error(name if name in self.fields else None, _(problem))


class ComplaintForm(MessageForm):
    """The complaint form of a brand, with the boxes its owner wants asked."""

    wish = forms.ChoiceField(
        label=_("What would make it good? (optional)"),
        required=False,
        choices=WISHES,
        widget=forms.RadioSelect(),
    )
    order = _line(_("Order number (if it is at hand)"), dir="ltr")
    name = _line(_("Your name (optional)"), autocomplete="name")
    email = forms.CharField(
        label=_("E-mail"),
        required=False,
        help_text=_("For the answer, and for nothing else."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = _line(_("Telephone"), dir="ltr", inputmode="tel", autocomplete="tel")

    def __init__(self, given: Mapping[str, str] | None, asked: Settings, token: str) -> None:
        super().__init__(given, initial={"wish": ""})
        self.token = token
        self.fields["text"].label = _("What happened?")
        self.fields["text"].help_text = _("Write as you speak, in any language.")
        unasked = {
            "name": asked.ask_name,
            "phone": asked.ask_phone,
            "order": asked.ask_order,
            "files": asked.max_files > 0,
        }
        for name, is_asked in unasked.items():
            if not is_asked:
                del self.fields[name]


def typed(post: QueryDict) -> dict[str, str]:
    """Return what was typed, without the one character no database keeps."""
    return {name: str(value).replace("\0", "") for name, value in post.items()}


def given_in(post: QueryDict) -> dict[str, str]:
    """Return what was typed into the boxes of a complaint; a wish nobody offered is none."""
    names = (*ComplaintForm.base_fields, HONEYPOT)
    words = typed(post)
    given = {name: words.get(name, "") for name in names if name != "files"}
    if given["wish"] not in dict(WISHES):
        given["wish"] = ""
    return given


class AnswerForm(forms.Form):
    """One tap: solved or not; and room for words."""

    is_solved = forms.TypedChoiceField(
        choices=[("yes", "yes"), ("no", "no")], coerce=lambda said: said == "yes"
    )
    words = forms.CharField(
        label=_("Something you would like to say? (optional)"),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _scale(label: Any, hint: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        help_text=hint,
        choices=STEPS,
        coerce=int,
        widget=forms.RadioSelect(),
        error_messages={"required": _("Please choose one of the five.")},
    )


class SurveyForm(forms.Form):
    """Two questions and no more (S2-12, S2-25)."""

    satisfaction = _scale(
        _("Is the problem really solved?"),
        _("If it is not, write to us: the case opens again, with the same person."),
    )
    felt_valued = _scale(
        _("Did you feel that we listened to you?"), _("About the way, not about the result.")
    )
    words = forms.CharField(
        label=_("Something you would like to say? (optional)"),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
