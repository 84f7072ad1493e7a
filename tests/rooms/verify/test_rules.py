from dataclasses import replace
from datetime import timedelta

import pytest
from people import NOW, minutes

from amends.rooms.verify import rules
from amends.rooms.verify.rules import Facts, Identification, Said, Sign, find_burst, judge


TEXT = "متجر سيئ جدا لا تشتروا منه أبدا"


def judged(*codes, customer=7, **known):
    return judge(Facts(signs=tuple(Sign(code, customer) for code in codes), **known)).value


@pytest.mark.parametrize(
    ("codes", "standing"),
    [
        (["email"], "customer"),
        (["phone"], "customer"),
        (["handle_of_platform"], "customer"),
        (["handle"], "plausible"),
        (["claimed_email"], "plausible"),
        (["claimed_email", "order_in_private"], "customer"),
        (["order_in_private"], "plausible"),
        (["order_in_private", "name"], "customer"),
        (["order_in_public"], "plausible"),
        (["order_in_public", "name"], "plausible"),
        (["order_in_public", "phone_in_text"], "customer"),
        (["order_in_public", "handle"], "customer"),
        (["name"], "unknown"),
        ([], "unknown"),
    ],
)
def test_judge_weighs_evidence_s3_02(codes, standing):
    found = judged(*codes)

    assert found.standing == standing
    assert found.customer_id == (7 if standing == "customer" else None)


@pytest.mark.parametrize(
    ("weight", "standing"),
    [(0.2999, "unknown"), (0.3, "plausible"), (0.6999, "plausible"), (0.7, "customer")],
)
def test_judge_on_both_sides_of_each_threshold(weight, standing):
    evidence = replace(rules.EVIDENCE, weights={"sign": weight})

    assert judge(Facts(signs=(Sign("sign", 1),)), evidence).value.standing == standing


def test_judge_takes_the_customer_for_whom_most_speaks():
    signs = (Sign("order_in_private", 1), Sign("email", 2), Sign("name", 1))

    verdict = judge(Facts(signs=signs))

    assert verdict.value == Identification("customer", 2, 0.95)
    assert verdict.because == ("email",)


def test_judge_counts_one_kind_of_sign_once():
    assert judged("order_in_public", "order_in_public").confidence == 0.5


def test_judge_never_forgets_what_was_known():
    known = {
        "known_standing": "customer",
        "known_customer_id": 3,
        "known_confidence": 0.95,
        "known_evidence": ("email",),
    }

    assert judged(**known) == Identification("customer", 3, 0.95)
    assert judged("order_in_public", **known) == Identification("customer", 3, 0.95)


def test_judge_burst_makes_suspected_only_without_evidence_s3_03():
    assert judged(has_burst=True).standing == "suspected_fake"
    assert judged("order_in_public", has_burst=True).standing == "plausible"
    assert judged("email", known_standing="suspected_fake").standing == "customer"


def test_judge_never_calls_anybody_a_troll_and_keeps_a_persons_word_s3_05():  # S4a-17
    assert judged("email", known_standing="troll").standing == "troll"
    standings = {judged(code, has_burst=True).standing for code in rules.EVIDENCE.weights}
    assert standings == {"customer", "plausible", "suspected_fake"}


def said(author=1, text=TEXT, at=NOW, **fields):
    return Said(author, text, at, fields.get("since", at), fields.get("is_unknown", True))


@pytest.mark.parametrize(("others", "found"), [(3, set()), (4, {1, 2, 3, 4, 5})])
def test_burst_needs_five_authors_s3_03(others, found):
    crowd = [said(n) for n in range(2, 2 + others)]

    assert find_burst(said(), crowd).value == found


@pytest.mark.parametrize(
    ("change", "is_burst"),
    [
        ({"at": NOW - minutes(60)}, True),
        ({"at": NOW - minutes(60.1)}, False),
        ({"since": NOW - timedelta(hours=48)}, True),
        ({"since": NOW - timedelta(hours=48.1)}, False),
        ({"is_unknown": False}, False),
        ({"text": f"{TEXT} والله"}, True),  # seven words of eight
        ({"text": f"{TEXT} والله العظيم"}, False),  # seven of nine
    ],
)
def test_burst_on_both_sides_of_each_threshold_s3_03(change, is_burst):
    crowd = [said(n) for n in (2, 3, 4)] + [said(5, **change)]

    assert bool(find_burst(said(), crowd).value) == is_burst


def test_burst_ignores_short_texts_one_author_and_known_customers():
    crowd = [said(n, text="سيئ جدا والله") for n in range(2, 9)]

    assert find_burst(said(text="سيئ جدا والله"), crowd).value == set()
    assert find_burst(said(), [said(2) for _ in range(9)]).value == set()
    assert find_burst(said(is_unknown=False), [said(n) for n in range(2, 9)]).value == set()


def test_wrong_table_names_its_row():
    good = {
        "weights": {"order_in_public": 0.5},
        "standing": {"customer_from": 0.7, "plausible_from": 0.3},
        "burst": dict.fromkeys(
            (
                "within_minutes",
                "new_within_hours",
                "from_authors",
                "similarity",
                "words_from",
                "looked_at",
            ),
            1,
        ),
    }

    rules.read_tables(good)
    with pytest.raises(rules.BadTable, match="email"):
        rules.read_tables(good | {"weights": {"order_in_public": 0.5, "email": 1.0}})
    with pytest.raises(rules.BadTable, match="must not make a customer"):
        rules.read_tables(good | {"weights": {"order_in_public": 0.7}})
    with pytest.raises(rules.BadTable, match="weights"):
        rules.read_tables({})
