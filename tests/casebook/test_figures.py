from datetime import timedelta

import people
import pytest

from amends.casebook import figures
from amends.casebook.models import Clock, Customer, Kudos, Reply, Survey


pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def rabwa():
    return people.brand()


def span(brand, **fields):
    week = people.NOW - timedelta(days=7)
    return figures.Span([brand.pk], week, people.NOW, **fields)


def clock(case, kind="first_reply", state="kept", **fields):
    at = people.NOW - 2 * HOUR
    values = {
        "started_at": at, "target_at": at + HOUR, "limit_at": at + HOUR, "wall_target_at": at + HOUR,
        "wall_limit_at": at + HOUR, "stopped_at": at + HOUR if state != "running" else None,
    }  # fmt: skip
    return Clock.objects.create(
        case=case, owner=case.owner, kind=kind, state=state, **(values | fields)
    )


def answered(brand, covered, wall=None, **fields):
    case = people.case(brand, first_reply_at=people.NOW)
    wall = covered if wall is None else wall
    return clock(case, covered_seconds=covered, wall_seconds=wall, **fields)


@pytest.mark.parametrize(
    ("seconds", "band"),
    [(0, "15"), (900, "15"), (901, "30"), (1800, "30"), (1801, "60"), (3600, "60"), (3601, "over")],
)  # fmt: skip
def test_first_reply_falls_into_its_band_on_both_clocks(rabwa, seconds, band):  # S4b-06
    answered(rabwa, seconds, wall=seconds)

    bands = figures.reply_bands(span(rabwa))

    assert [name for name, n in bands.items() if n] == [
        f"covered-{band}-in", f"wall-{band}-in",
    ]  # fmt: skip


def test_reply_to_a_night_message_counts_outside_covered_hours(rabwa):
    at = people.NOW
    answered(rabwa, 60, wall=30_000, target_at=at + HOUR, limit_at=at + HOUR)

    bands = figures.reply_bands(span(rabwa))

    assert [name for name, n in bands.items() if n] == ["covered-15-out", "wall-over-out"]


def test_each_figure_counts_what_opens_behind_it(rabwa):  # S0-21, S2-11, S4a-40
    answered(rabwa, 60)
    late = people.case(rabwa, visibility="private")
    clock(late, state="running")
    solved = people.case(rabwa, resolved_at=people.NOW, first_reply_at=people.NOW)
    Survey.objects.create(
        case=solved, sent_at=people.NOW, expires_at=people.NOW, satisfaction=5
    )
    at = people.source(rabwa)
    people.mention(at, "grumble", case=solved, directness="overheard")
    clock(solved, "promise", "missed")
    reply = Reply.objects.create(
        case=solved, user=rabwa.owner, source=at, visibility="public", written_at=people.NOW
    )
    Kudos.objects.create(
        reply=reply, giver=people.member(rabwa), receiver=rabwa.owner, given_at=people.NOW
    )
    people.case(rabwa, state="closed", outcome="not_a_complaint")

    counts = figures.counts(span(rabwa))

    assert counts == {
        "complaints": 3, "answered": 2, "waiting": 1, "unanswered": 1, "resolved": 1,
        "recovered": 1, "unhappy": 0, "surveyed": 1, "indirect": 1, "praised": 1,
        "promises-kept": 0, "promises-broken": 1,
    }  # fmt: skip
    for name, n in counts.items():
        assert figures.behind(name, span(rabwa)).count() == n
    for name, n in figures.reply_bands(span(rabwa)).items():
        assert figures.behind(name, span(rabwa)).count() == n


def test_figures_of_another_brand_stay_outside(rabwa):
    other = people.brand("other")
    answered(other, 60)
    clock(people.case(other), state="running")

    assert set(figures.counts(span(rabwa)).values()) == {0}


def test_private_side_is_counted_alone(rabwa):
    people.case(rabwa)
    people.case(rabwa, visibility="private")

    assert figures.counts(span(rabwa, visibility="private"))["complaints"] == 1


def test_unanswered_is_counted_however_old(rabwa):  # S4a-04
    old = people.case(rabwa, opened_at=people.NOW - timedelta(days=60))
    clock(old, state="running")

    assert figures.counts(span(rabwa))["unanswered"] == 1


def test_contacts_are_averaged_over_resolved_cases(rabwa):  # S4c-08
    at = people.source(rabwa)
    for said in (1, 4):
        case = people.case(rabwa, at=at, resolved_at=people.NOW)
        for _ in range(said):
            people.mention(at, case=case)
    people.mention(at, case=people.case(rabwa, at=at))

    assert figures.contacts_per_resolution(span(rabwa)) == 2.5
    assert figures.contacts_per_resolution(span(people.brand("other"))) is None


def test_bands_by_time_fall_between_their_edges(rabwa):
    answered(rabwa, 60)
    answered(rabwa, 1000)
    answered(rabwa, 4000)
    edges = [people.NOW - 3 * HOUR, people.NOW - HOUR, people.NOW]

    assert figures.bands_by_time(span(rabwa), edges) == [(1, 1, 1), (0, 0, 0)]


def test_topics_are_counted_most_frequent_first(rabwa):
    for topic in ("refund", "damaged", "damaged", ""):
        people.case(rabwa, topic=topic)

    assert figures.topics(span(rabwa)) == [("damaged", 2), ("refund", 1)]


def test_figure_that_does_not_exist_raises(rabwa):
    for name in ("nothing", "covered-99-in"):
        with pytest.raises(KeyError):
            figures.behind(name, span(rabwa))


def test_customer_is_counted_once_for_two_promises(rabwa):
    case = people.case(rabwa, customer=Customer.objects.create(brand=rabwa))
    clock(case, "promise", "kept")
    clock(case, "promise", "kept")

    assert figures.counts(span(rabwa))["promises-kept"] == 1


def test_reach_adds_up_the_readers_of_what_was_said_in_public_s3_01(rabwa):
    at = people.source(rabwa)
    case = people.case(rabwa, at=at)
    for fields in ({"data": {"reach": 1200}}, {"data": {"reach": 30}}, {"data": {}}):
        people.mention(at, case=case, **fields)
    people.mention(at, case=case, visibility="private", data={"reach": 7})
    people.mention(at, case=case, is_ours=True, data={"reach": 7})
    people.mention(people.source(rabwa, "fake_link"), data={"reach": 7})

    assert figures.reach(span(rabwa)) == 1230
    assert figures.reach(span(people.brand("other"))) == 0
