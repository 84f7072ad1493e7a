import pytest
from django.utils import translation

from amends.casebook.errors import CannotMove, NotAllowed, OwnerRequired, Refused
from amends.web.attempts import attempt


def raising(error):
    def deed():
        raise error

    return deed


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (Refused("open_promise", "S3-26"), "A promise is still open: keep it first. (S3-26)"),
        (CannotMove("new -> closed"), "The case cannot go there from where it is now."),
        (OwnerRequired(), "Somebody must own it."),
        (NotAllowed("inner detail"), "You may not do this."),
        (NotAllowed("Only a manager makes an exception (S4c-01)."),
         "Only a manager makes an exception (S4c-01)."),
    ],
)  # fmt: skip
def test_refusal_becomes_a_sentence(error, told):
    with translation.override("en"):
        assert attempt(raising(error)) == [told]


def test_deed_done_has_nothing_to_say():
    done = []

    assert attempt(lambda: done.append(1)) == []
    assert done == [1]


def test_surprise_is_no_refusal():
    with pytest.raises(ZeroDivisionError):
        attempt(raising(ZeroDivisionError()))
