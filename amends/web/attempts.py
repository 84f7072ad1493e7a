"""Try a verb; a refusal becomes sentences the person can act on, never a broken page."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext

from amends.casebook.errors import CannotMove, NotAllowed, OwnerRequired, Refused
from amends.web.refusals import denial, sentences


def attempt(deed: Callable[[], object]) -> list[str]:
    """Do something; return why it was refused, nothing when it was done."""
    try:
        deed()
    except Refused as refusal:
        return sentences(refusal.because)
    except CannotMove:
        return [gettext("The case cannot go there from where it is now.")]
    except OwnerRequired:
        return [gettext("Somebody must own it.")]
    except NotAllowed as refusal:
        return [denial(str(refusal))]
    return []


def tell(request: HttpRequest, problems: list[str], done: str) -> None:
    """Put on the next page what was done, or why it was not."""
    for problem in problems:
        messages.error(request, problem)
    if not problems:
        messages.success(request, gettext(done))
