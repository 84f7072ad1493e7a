import people
import pytest

from amends.casebook import doors, notices
from amends.casebook.errors import Refused


pytestmark = pytest.mark.django_db


def closing(case, where, key="k"):
    return notices.put_notice(
        case, where, "closing", message="notice", now=people.NOW, key=key,
        reopen_link="https://desk.example/status/x/",
    )  # fmt: skip


@pytest.mark.parametrize("language", ["ar", "fa", "en"])
def test_notice_is_filled_in_the_customers_language(language):
    rabwa = people.brand(names={"ar": "رَبوة", "fa": "ربوه"})
    at = people.source(rabwa, "fake_private")
    case = people.case(rabwa, at=at, by=people.author(rabwa), language=language)

    made = closing(case, doors.address(case, at, "private"))

    assert made.language == language
    assert rabwa.name_in(language) in made.text
    assert "https://desk.example/status/x/" in made.text
    assert (made.counts, made.key, made.visibility) == (False, "k", "private")
    assert made.subject


def test_notice_in_a_thread_keeps_its_subject():
    rabwa = people.brand()
    mail = people.source(rabwa, "email")
    noura = people.author(rabwa, email="n@mail.example")
    case = people.case(rabwa, at=mail, by=noura)
    people.mention(mail, by=noura, case=case, visibility="private", subject="الطلب")

    assert closing(case, doors.address(case, mail, "private")).subject == "Re: الطلب"


def test_notice_with_a_value_that_insults_is_refused():
    rabwa = people.brand()
    rabwa.name = "you idiot"
    at = people.source(rabwa, "fake_private")
    case = people.case(rabwa, at=at, language="en")

    with pytest.raises(Refused) as refused:
        closing(case, doors.address(case, at, "private"))

    assert refused.value.because == ("notice_blocked", "closing")
