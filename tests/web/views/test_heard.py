import desk_rows
import people
import pytest

from amends.casebook import search
from amends.casebook.models import Case


pytestmark = pytest.mark.django_db


def aside(at, text="hello", **fields):
    who = people.author(at.brand, external_id=text[:20], platform=at.kind)
    made = people.mention(
        at, text, by=who, set_aside="not_a_complaint", state="triaged", **fields
    )
    desk_rows.analysis(made, is_complaint=False, severity=1)
    return made


@pytest.mark.parametrize("count", [1, 3])
def test_heard_asks_five_times_whatever_the_number(desk, at, django_assert_num_queries, count):
    for n in range(count):
        aside(at, f"hello {n}")

    # session, person, brands, what was heard, how much waits for an answer
    with django_assert_num_queries(5):
        desk.get("/heard/")


@pytest.mark.parametrize(
    ("query", "found"),
    [("", 2), ("?kind=aside", 1), ("?kind=cases", 1), ("?kind=indirect", 0), ("?kind=zzz", 2)],
)
def test_heard_is_narrowed(desk, at, query, found):
    aside(at)
    desk_rows.complaint(at)

    assert len(desk.get("/heard/" + query).context["mentions"]) == found


def test_heard_is_searched_in_any_spelling(desk, at):
    said = aside(at, "شكرًا على السرعة")
    search.index(said.pk, said.text)

    assert len(desk.get("/heard/?q=السرعه").context["mentions"]) == 1
    assert len(desk.get("/heard/?q=غسالة").context["mentions"]) == 0


def test_heard_goes_on_before_the_last_one(desk, at):
    for n in range(43):
        people.mention(at, f"m {n}")

    first = desk.get("/heard/").context
    rest = desk.get(f"/heard/?before={first['next']}").context

    assert (len(first["mentions"]), len(rest["mentions"]), rest["next"]) == (40, 3, None)


def test_set_aside_becomes_a_case_when_a_person_says_so(desk, at):
    said = aside(at)

    desk.post(f"/heard/rabwa/{said.pk}/complaint/")

    said.refresh_from_db()
    assert said.set_aside == ""
    assert Case.objects.get() == said.case
