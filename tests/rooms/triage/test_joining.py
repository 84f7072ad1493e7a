from dataclasses import replace
from datetime import timedelta

import pytest
from people import NOW

from amends.rooms.triage.joining import Arrival, Candidate, choose_case


ARRIVAL = Arrival(
    author_id=1, customer_id=None, said_at=NOW, source_id=1, topics=frozenset({"damaged"})
)
CASE = Candidate(
    id=9,
    state="investigating",
    author_id=1,
    customer_id=None,
    source_id=1,
    last_heard_at=NOW,
    topics=frozenset({"damaged"}),
)


def tie(arrival=None, **case):
    verdict = choose_case(replace(ARRIVAL, **(arrival or {})), [replace(CASE, **case)])
    return verdict.because[-1] if verdict.value == 9 else None


@pytest.mark.parametrize(("days", "expected"), [(30, "topic"), (30.01, None)])
def test_same_problem_joins_within_thirty_days_s2_14(days, expected):
    assert tie(last_heard_at=NOW - timedelta(days=days)) == expected


@pytest.mark.parametrize(("hours", "expected"), [(24, "talk"), (24.01, "only_open_case")])
def test_words_without_a_problem_of_their_own_join_the_talk(hours, expected):
    unspecific = {"topics": frozenset({"other"})}

    assert tie(unspecific, last_heard_at=NOW - timedelta(hours=hours)) == expected


@pytest.mark.parametrize(("days", "expected"), [(7, "only_open_case"), (7.01, None)])
def test_only_open_case_is_gone_on_with_in_private_c_03(days, expected):
    in_private = {"topics": frozenset({"other"}), "source_id": 2}

    assert tie(in_private, last_heard_at=NOW - timedelta(days=days)) == expected
    assert tie({"topics": frozenset({"no_response"})}, last_heard_at=NOW) == "only_open_case"


def test_answer_to_our_private_message_joins_whatever_it_names_c_03():
    other_problem = {"topics": frozenset({"delivery_late"}), "source_id": 2}

    assert tie(other_problem, is_written_to=True) == "our_private_message"
    assert tie(other_problem) is None
    assert tie({"author_id": 2}, is_written_to=True) is None


def test_one_of_two_open_cases_is_not_guessed():
    vague = replace(ARRIVAL, topics=frozenset({"other"}), source_id=2)

    assert choose_case(vague, [CASE, replace(CASE, id=8)]).value is None


def test_another_problem_is_another_case():
    assert tie({"topics": frozenset({"payment"})}) is None
    assert tie({"topics": frozenset({"other"})}, topics=frozenset({"other"})) == "talk"


def test_two_orders_are_two_problems():
    assert tie({"order_id": 5}, order_ids=frozenset({5}), topics=frozenset()) == "order"
    assert tie({"order_id": 5}, order_ids=frozenset({6})) is None


@pytest.mark.parametrize(("days", "expected"), [(60, "thread"), (60.01, None)])
def test_closed_case_is_reached_by_its_thread_for_sixty_days(days, expected):
    closed = {"state": "closed", "closed_at": NOW - timedelta(days=days)}

    assert tie(**closed, is_same_thread=True) == expected
    assert tie(**closed) is None


def test_reference_of_a_stranger_opens_nothing():
    stranger = {"author_id": 2}

    assert tie(stranger, is_referenced=True, is_same_thread=True) is None
    assert tie({"author_id": None}, author_id=None, is_referenced=True) is None
    assert tie({"is_forged": True}, is_referenced=True) is None


def test_customer_on_another_channel_is_the_same_person():
    assert tie({"author_id": 2, "customer_id": 7}, customer_id=7) == "topic"
    assert tie({"author_id": 2, "customer_id": 7}, customer_id=8) is None


def test_set_aside_words_join_only_their_conversation():
    assert tie({"deserves_case": False}) is None
    assert tie({"deserves_case": False}, is_same_thread=True) == "thread"


def test_conversation_wins_over_problem_and_latest_over_earlier():
    older = replace(CASE, id=1, last_heard_at=NOW - timedelta(days=2), is_referenced=True)

    assert choose_case(ARRIVAL, [CASE, older]).value == 1
    assert choose_case(ARRIVAL, [replace(older, is_referenced=False), CASE]).value == 9
    assert choose_case(ARRIVAL, []).because == ("new",)
