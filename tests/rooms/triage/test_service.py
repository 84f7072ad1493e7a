from datetime import timedelta

import people
import pytest
from people import NOW, minutes

from amends.casebook import ledger
from amends.casebook.models import Case, Clock, Customer, Mention
from amends.rooms.triage import service


PRAISE = {"is_complaint": False, "sentiment": 1, "topics": ["praise"], "severity": 1}
NEUTRAL = {"is_complaint": False, "sentiment": 0, "topics": ["other"], "severity": 1}


def kinds(case):
    return [entry.kind for entry in case.entries.all()]


def triage(mention, now=NOW):
    return service.triage(mention, now=now)


def test_triage_opens_a_case_with_one_owner_and_its_clock(brand, at, say):
    author = people.author(brand)
    mention = say(at, author)

    case = triage(mention)

    assert (case.owner, case.state, case.severity) == (brand.owner, "new", 3)
    assert (case.number, case.topic, case.language) == (1, "damaged", "ar")
    assert kinds(case) == ["heard", "opened", "assigned", "clock_started"]
    clock = Clock.objects.get()
    assert (clock.target_at, clock.limit_at) == (NOW + minutes(15), NOW + minutes(60))
    assert (case.limit_at, clock.owner) == (clock.limit_at, brand.owner)
    row = Mention.objects.get()
    assert (row.state, row.case, row.set_aside) == ("triaged", case, "")
    assert ledger.first_broken(case) is None


@pytest.mark.parametrize("kind", ["mastodon", "email", "phone", "google_play"])
def test_every_channel_makes_the_same_case_s4a_36(brand, say, kind):
    case = triage(say(people.source(brand, kind), people.author(brand)))

    assert (case.owner, case.state, case.topic) == (brand.owner, "new", "damaged")
    assert kinds(case)[:4] == ["heard", "opened", "assigned", "clock_started"]


@pytest.mark.parametrize(
    ("data", "wish", "noted"),
    [({"wish": "refund"}, "refund", ["wish_noted"]), ({}, "", [])],
)
def test_triage_keeps_the_wish_of_the_form_s0_11(at, say, data, wish, noted):
    case = triage(say(at, data=data))

    assert Case.objects.get(pk=case.pk).desired_outcome == wish
    assert [kind for kind in kinds(case) if kind == "wish_noted"] == noted


def test_triage_twice_does_nothing(brand, at, say):
    mention = say(at, people.author(brand))
    case = triage(mention)

    assert triage(mention) == case
    assert Case.objects.count() == 1
    assert kinds(case) == ["heard", "opened", "assigned", "clock_started"]


def test_triage_starts_the_clock_when_it_was_heard(at, say):
    triage(say(at), NOW + minutes(10))

    assert Clock.objects.get().target_at == NOW + minutes(15)


def test_triage_private_clock_by_the_policy_s3_11(at, say):
    triage(say(at, visibility="private"))

    clock = Clock.objects.get()
    assert (clock.target_at, clock.limit_at) == (NOW + minutes(60), NOW + minutes(240))


def test_triage_safety_first_on_the_wall_s4c_13(brand, at, say):
    brand.policy_settings.create(
        key="coverage.calendar", value={"*": ["mon-sun closed"]}, set_by=brand.owner, set_at=NOW
    )

    case = triage(say(at, reading={"severity": 5}))

    assert Clock.objects.get().limit_at == NOW + minutes(15)
    assert case.priority > 1000


@pytest.mark.parametrize(("days", "clocks"), [(7, 1), (7.01, 0)])
def test_triage_archive_gets_a_case_without_clock(at, say, days, clocks):
    case = triage(say(at, said_at=NOW - timedelta(days=days)))

    assert Clock.objects.count() == clocks
    assert kinds(case)[-1] == ("clock_started" if clocks else "no_clock")
    assert case.entries.last().because[0] == ("C-04" if clocks else "backlog")


@pytest.mark.parametrize(
    ("fields", "reading", "set_aside"),
    [
        ({}, PRAISE, "praise"),
        ({}, NEUTRAL, "not_a_complaint"),
        ({"visibility": "private"}, NEUTRAL, ""),
        ({}, NEUTRAL | {"topics": ["question"]}, ""),
        ({"automatic": "bounce"}, {}, "bounce"),
        ({"automatic": "auto_reply"}, {}, "auto_reply"),
        ({"automatic": "loop", "is_ours": True}, {}, "loop"),
        ({"is_ours": True}, {}, "ours"),
    ],
)
def test_triage_sets_aside_what_nobody_has_to_answer_s3_10(at, say, fields, reading, set_aside):
    triage(say(at, reading=reading, **fields))

    row = Mention.objects.get()
    assert (row.set_aside, row.state, row.case is None) == (
        set_aside,
        "triaged",
        bool(set_aside),
    )


def test_triage_mention_nobody_could_read_gets_a_case(at):
    case = triage(people.mention(at, "", state="verified", visibility="private"))

    assert case.severity == 2


def test_triage_stranger_in_the_same_thread_gets_his_own_case(brand, at, say):
    triage(say(at, people.author(brand, "noura"), thread="post"))
    triage(say(at, people.author(brand, "sara"), thread="post"))

    assert Case.objects.count() == 2


def test_triage_joins_by_thread_reference_and_problem_s2_14(brand, at, say):
    noura = people.author(brand)
    first = say(at, noura, thread="post")
    case = triage(first)

    assert triage(say(at, noura, thread="post", topics=["refund"])) == case
    assert triage(say(at, noura, parents=[first.external_id], topics=["payment"])) == case
    assert triage(say(at, noura, topics=["damaged"])) == case
    case.refresh_from_db()
    assert case.topics == ["damaged", "refund", "payment"]
    assert case.mentions.count() == 4


def test_triage_later_words_wait_for_us_with_one_more_clock(brand, at, say):
    noura = people.author(brand)
    case = triage(say(at, noura))
    Clock.objects.update(state="kept")
    Case.objects.update(waits_for_us=False, first_reply_at=NOW, state="acknowledged")
    later = NOW + minutes(30)
    angry = {"severity": 4, "anger": 3}

    triage(say(at, noura, reading=angry, said_at=later, heard_at=later), later)

    case.refresh_from_db()
    assert (case.severity, case.anger, case.waits_for_us) == (4, 3, True)
    assert (case.last_heard_at, case.segments) == (later, ["angry"])
    clock = Clock.objects.get(state="running")
    assert (clock.kind, clock.limit_at) == ("next_reply", later + minutes(480))
    assert case.limit_at == clock.limit_at


def test_triage_owes_one_answer_at_a_time(brand, at, say):
    noura = people.author(brand)
    triage(say(at, noura))

    triage(say(at, noura))

    assert Clock.objects.get().kind == "first_reply"


def test_triage_case_that_turns_grave_is_pulled_to_the_safety_limit(brand, at, say):
    noura = people.author(brand)
    case = triage(say(at, noura))

    triage(say(at, noura, reading={"severity": 5}))

    case.refresh_from_db()
    assert Clock.objects.get().limit_at == case.limit_at == NOW + minutes(15)
    assert "severity_changed" in kinds(case)


@pytest.mark.parametrize(
    ("state", "reading", "after"),
    [
        ("waiting", {}, "investigating"),
        ("waiting", PRAISE, "waiting"),
        ("resolved", {}, "investigating"),
        ("resolved", PRAISE, "resolved"),
        ("closed", {"repeat": True}, "investigating"),
        ("closed", PRAISE, "closed"),
        ("acknowledged", {}, "acknowledged"),
    ],
)
def test_triage_word_of_the_customer_moves_his_case(brand, at, say, state, reading, after):
    noura = people.author(brand)
    case = triage(say(at, noura, thread="t"))
    outcome = "accepted" if state == "closed" else ""
    Case.objects.update(state=state, outcome=outcome, closed_at=NOW)

    triage(say(at, noura, thread="t", reading=reading))

    case.refresh_from_db()
    assert case.state == after
    reopened = state in {"resolved", "closed"} and after == "investigating"
    assert ("reopened" in kinds(case)) == reopened
    assert case.mentions.count() == 2


def test_triage_previous_complainer_is_taken_seriously_s1_13(brand, at, say):
    noura = people.author(brand)
    first = triage(say(at, noura, topics=["damaged"]))
    Case.objects.update(state="closed", outcome="accepted")

    second = triage(say(at, noura, topics=["refund"]))

    assert second.segments == ["previous_complainer"]
    assert second.priority > first.priority


def test_triage_edited_mention_is_weighed_again(brand, at, say):
    mention = say(at, people.author(brand))
    case = triage(mention)
    Mention.objects.update(state="verified")
    type(mention.analysis).objects.update(severity=5)

    assert triage(mention) == case

    case.refresh_from_db()
    assert (case.severity, Case.objects.count()) == (5, 1)


def test_run_takes_all_and_one_bad_mention_never_stops_the_next(brand, at, say):
    bad, good = say(at, data={"authentication": "no table"}), say(at)

    assert service.run(NOW) == 1

    assert Mention.objects.get(pk=good.pk).state == "triaged"
    assert Mention.objects.get(pk=bad.pk).retry_at == NOW + minutes(1)
    assert service.run(NOW) == 0


def test_triage_asks_a_bounded_number_of_queries(brand, at, say, django_assert_max_num_queries):
    customer = Customer.objects.create(brand=brand)
    noura = people.author(brand, customer=customer)
    triage(say(at, noura, topics=["refund"]))
    mention = say(at, noura, parents=["a", "b"], thread="b")

    with django_assert_max_num_queries(31):
        triage(mention)


@pytest.mark.parametrize("count", [1, 30])
def test_triage_opens_as_many_cases_as_there_are_in_as_many_queries(
    brand, at, say, django_assert_num_queries, count
):
    customers = [Customer.objects.create(brand=brand) for _ in range(count)]
    for n, one in enumerate(customers):
        say(at, people.author(brand, str(n), customer=one), parents=[f"p{n}"], thread=f"t{n}")

    # in turn, savepoint, authors, customers, mentions, sources; policy; cases of authors and of
    # customers, answered mentions and texts of ours, threads, orders of customers; members and
    # shifts; two for numbers; cases, clocks, entries, states, savepoint; then sleepers, brands
    # and three for ages
    with django_assert_num_queries(28):
        assert service.run(NOW) == count

    assert Case.objects.count() == Clock.objects.count() == count
    assert sorted(Case.objects.values_list("number", flat=True)) == list(range(1, count + 1))


@pytest.mark.parametrize("count", [1, 30])
def test_triage_sets_aside_in_as_many_queries(brand, at, say, django_assert_num_queries, count):
    for n in range(count):
        say(at, people.author(brand, str(n)), reading=PRAISE)

    # in turn, savepoint, authors, mentions, sources, policy, cases of authors, states, version,
    # savepoint; then sleepers, brands and one for ages
    with django_assert_num_queries(13):
        assert service.run(NOW) == count
