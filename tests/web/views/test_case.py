from datetime import timedelta

import desk_rows
import people
import pytest
from django.utils import timezone

from amends.casebook.models import Analysis, Case, CaseState, Entry, Investigation


pytestmark = pytest.mark.django_db
EN = {"accept-language": "en"}


def address(case, end=""):
    return f"/cases/rabwa/{case.number}/{end}"


@pytest.mark.parametrize("turns", [1, 3])
def test_case_asks_a_fixed_number_of_times(desk, case, at, django_assert_num_queries, turns):
    for _ in range(turns - 1):
        desk_rows.analysis(people.mention(at, "more", by=case.author, case=case))

    with django_assert_num_queries(34):
        desk.get(address(case))


def test_case_shows_words_analysis_and_an_intact_chain(desk, case):
    Analysis.objects.update(because=[{"field": "severity", "start": 17, "end": 23, "why": "x"}])

    page = desk.get(address(case)).content.decode()

    assert '<mark class="why">' in page
    assert "Chain intact" in page


def test_case_shows_hostile_words_as_words(desk, case, at):
    people.mention(
        at,
        "",
        html="<script>alert(1)</script><p onclick=x>hi &amp; <b>there</b></p>",
        by=case.author,
        case=case,
    )
    people.mention(at, "<iframe src=x>\u202edcba", by=case.author, case=case)

    page = desk.get(address(case)).content.decode()

    assert "<iframe" not in page
    assert "alert(1)" not in page
    assert "onclick" not in page
    assert "\u202e" not in page


def test_case_folds_the_older_part_behind_one_link(desk, case, at):
    for n in range(55):
        people.mention(at, f"turn-{n:02}.", by=case.author, case=case)

    folded = desk.get(address(case)).content.decode()
    whole = desk.get(address(case, "?whole=1")).content.decode()

    assert ("turn-00." in folded, "turn-54." in folded, "?whole=1" in folded) == (
        False,
        True,
        True,
    )
    assert ("turn-00." in whole, "turn-54." in whole) == (True, True)


def test_case_keeps_public_and_private_in_different_places(desk, case, at):
    people.mention(
        at,
        "between us",
        by=case.author,
        case=case,
        visibility="private",
        said_at=timezone.now(),
    )

    page = desk.get(address(case)).content.decode()

    assert page.index("zone-public") < page.index("zone-private") < page.index("between us")


def test_case_folds_quoted_mail(desk, case, at):
    people.mention(
        at, "new words", full_text="new words\n> old words", by=case.author, case=case
    )

    page = desk.get(address(case)).content.decode()

    assert page.index('class="quoted"') < page.index("&gt; old words")


def test_case_gives_htmx_head_thread_and_ledger_but_never_the_composer(desk, case):
    part = desk.get(address(case), headers={"hx-request": "true"}).content.decode()

    assert part.count("hx-swap-oob") == 3
    assert "<textarea" not in part


def test_case_of_an_analyst_has_no_composer(client, at, case):
    client.force_login(people.member(at.brand, role="analyst"))

    assert 'id="composer"' not in client.get(address(case)).content.decode()


def test_note_is_written_down_and_kept(desk, case):
    response = desk.post(address(case, "do/note/"), {"text": "The box was thin."})

    assert response.headers["Location"] == address(case)
    assert Investigation.objects.get().text == "The box was thin."


def test_note_for_the_team_calls_a_colleague_until_he_saw_it(desk, case, at, client):
    bob = people.member(at.brand)

    desk.post(address(case, "do/tell/"), {"text": "@Bob look", "called": []})

    assert "@Bob look" in desk.get(address(case)).content.decode()
    client.force_login(bob)
    assert "A note calls you." in client.get(address(case)).content.decode()
    client.post(address(case, "do/seen/"))
    assert "A note calls you." not in client.get(address(case)).content.decode()


def test_tag_goes_on_and_off(desk, case):
    desk.post(address(case, "do/tag/"), {"name": "fragile"})
    assert "<bdi>fragile</bdi>" in desk.get(address(case)).content.decode()

    desk.post(address(case, "do/untag/"), {"row": case.tags.get().pk})
    assert case.tags.count() == 0


@pytest.mark.parametrize(
    ("given", "asleep"),
    [({"until": "customer"}, True), ({"until": "tomorrow"}, True),
     ({"until": "at", "at": "2050-01-01T09:00"}, False), ({"until": "at"}, False)],
)  # fmt: skip
def test_case_is_put_out_of_sight_and_woken(desk, case, given, asleep):
    case.clocks.update(limit_at=timezone.now() + timedelta(hours=2))
    Case.objects.update(limit_at=timezone.now() + timedelta(hours=2))

    desk.post(address(case, "do/snooze/"), given)

    case.refresh_from_db()
    assert (case.snoozed_until is not None) == asleep
    desk.post(address(case, "do/wake/"))
    case.refresh_from_db()
    assert case.snoozed_until is None


def test_two_cases_become_one_on_one_page_and_two_again(desk, case, at):
    other = people.case(at.brand, at=at, by=case.author)
    said = people.mention(at, "the other words", by=case.author, case=other)

    desk.post(address(other, "do/merge/"), {"number": f"C-{case.number}"})
    page = desk.get(address(case)).content.decode()
    assert "the other words" in page
    assert f"C-{other.number}" in page
    desk.post(address(other, "do/undo-merge/"))

    said.refresh_from_db()
    assert said.case == other


def test_merge_into_a_number_that_is_not_there_says_so(desk, case):
    page = desk.post(address(case, "do/merge/"), {"number": "999"}, follow=True)

    assert "There is no case of that number" in page.content.decode()


def test_split_makes_a_second_case(desk, case, at):
    more = people.mention(at, "another matter", by=case.author, case=case)

    desk.post(address(case, "do/split/"), {"words": [more.pk]})

    more.refresh_from_db()
    assert more.case != case


def test_deed_refused_says_why_on_the_next_page(desk, case):
    page = desk.post(address(case, "do/resolve/"), follow=True).content.decode()

    case.refresh_from_db()
    assert case.state == CaseState.NEW
    assert "notice-error" in page


def test_deed_with_an_empty_form_says_what_is_missing(desk, case):
    page = desk.post(address(case, "do/wish/"), {"text": " "}, follow=True).content.decode()

    assert "This field is required." in page


def test_deed_unknown_is_not_there(desk, case):
    assert desk.post(address(case, "do/dance/")).status_code == 404


def test_deed_on_a_row_of_another_case_is_not_there(desk, case, at):
    other = desk_rows.complaint(at, by="other")
    said = other.mentions.get()

    response = desk.post(
        address(case, "do/correct/"), {"row": said.pk, "field": "severity", "value": "5"}
    )

    assert response.status_code == 404


def test_correction_is_kept_with_the_reader_in_mind(desk, case):
    said = case.mentions.get()

    desk.post(address(case, "do/correct/"), {"row": said.pk, "field": "severity", "value": "5"})

    assert list(said.corrections.values_list("field", "value")) == [("severity", 5)]


@pytest.mark.parametrize(
    ("field", "value"), [("severity", "6"), ("topic", "weather"), ("churn", "5")]
)
def test_correction_that_makes_no_sense_changes_nothing(desk, case, field, value):
    said = case.mentions.get()

    desk.post(address(case, "do/correct/"), {"row": said.pk, "field": field, "value": value})

    assert said.corrections.count() == 0


def test_hand_over_gives_the_case_to_a_colleague(desk, case, at):
    bob = people.member(at.brand)

    desk.post(address(case, "do/hand-over/"), {"to": bob.pk, "reason": "your language"})

    case.refresh_from_db()
    assert case.owner == bob


def test_hand_over_to_a_stranger_is_refused(desk, case):
    charlie = people.person("Charlie")

    desk.post(address(case, "do/hand-over/"), {"to": charlie.pk})

    case.refresh_from_db()
    assert case.owner != charlie


def test_case_is_not_a_complaint_with_a_reason(desk, case):
    desk.post(address(case, "do/no-complaint/"), {"reason": "He only said thanks."})

    case.refresh_from_db()
    assert (case.state, case.outcome) == ("closed", "not_a_complaint")


def test_promise_is_read_in_the_time_of_the_brand(desk, case):
    given = {"what": "call", "due_at": "2050-01-01T18:00", "reason": "far"}
    desk.post(address(case, "do/promise/"), given)

    assert case.promises.get().due_at.isoformat() == "2050-01-01T15:00:00+00:00"


def test_ledger_lines_have_no_customers_words(desk, case):
    desk.post(address(case, "do/wish/"), {"text": "a new machine"})

    assert "machine" not in str(list(Entry.objects.values_list("facts", flat=True)))


@pytest.mark.parametrize(
    ("wish", "shown"), [("refund", "Refund"), ("my box, whole", "my box, whole")]
)
def test_case_names_the_wish_of_the_form_s0_11(desk, at, wish, shown):
    case = desk_rows.complaint(at, desired_outcome=wish)

    page = desk.get(address(case)).content.decode()

    assert f'<p class="wants" dir="auto">{shown}</p>' in page


def test_promise_no_calendar_reaches_is_refused(desk, case):
    given = {"what": "call", "due_at": "0001-01-01T00:00"}  # in UTC that is before year 1

    assert desk.post(address(case, "do/promise/"), given).status_code < 500
    assert case.promises.count() == 0
