import people
import pytest


pytestmark = pytest.mark.django_db


def address(case):
    return f"/cases/rabwa/{case.number}/"


@pytest.mark.parametrize(
    ("subject", "shown"),
    [
        ("The grinder after a month", True),
        ("Re: The grinder after a month", False),
        ("رد: المطحنة", False),
        ("words of mine", False),  # the words themselves
    ],
)
def test_case_shows_the_title_once(desk, case, at, subject, shown):
    people.mention(at, "words of mine", by=case.author, case=case, subject=subject)

    page = desk.get(address(case)).content.decode()

    assert (f'<h3 class="msg-title" dir="auto">{subject}</h3>' in page) is shown


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        ({"rating": 2}, "2 of 5 stars"),
        ({"rating": 7, "rating_of": 10}, "7 of 10 stars"),
        ({"rating": 7}, ""),
        ({"rating": "bad"}, ""),
        ({}, ""),
    ],
)
def test_case_shows_the_stars(desk, case, at, data, shown):
    people.mention(at, "words", by=case.author, case=case, data=data)

    page = desk.get(address(case)).content.decode()

    assert ("stars" in page) is bool(shown)
    assert shown in page
