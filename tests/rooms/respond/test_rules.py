from dataclasses import replace
from datetime import timedelta

import people
import pytest

from amends.connectors.protocol import Capability, Counting, Door
from amends.playbook.contract import Finding
from amends.playbook.policy import DEFAULT, parse_overrides
from amends.rooms.respond import rules
from amends.rooms.respond.rules import DeskFacts, DoorFacts, PublicFacts, ReceiptFacts


@pytest.mark.parametrize(
    ("facts", "value", "because"),
    [
        (PublicFacts(given=0), "allowed", ("S4c-01",)),
        (PublicFacts(given=1), "allowed", ("S4c-01",)),
        (PublicFacts(given=2), "refused", ("third_public_reply", "S4c-01", "C-12")),
        (PublicFacts(given=2, is_safety=True), "exempt", ("safety", "C-12")),
        (PublicFacts(given=2, is_confirmed=True), "exempt", ("confirmed_closure", "C-12")),
        (
            PublicFacts(given=2, has_exception=True),
            "exception",
            ("managers_exception", "S4c-01", "C-12"),
        ),
        (PublicFacts(given=1, is_safety=True), "allowed", ("S4c-01",)),
    ],
)
def test_public_replies_are_counted(facts, value, because):
    verdict = rules.judge_public_reply(facts, DEFAULT)

    assert (verdict.value, verdict.because) == (value, because)


@pytest.mark.parametrize(
    ("claimed", "borne_out"),
    [
        ("safety", {"is_safety": True}),
        ("confirmed_closure", {"is_confirmed": True}),
        ("other_person", {"is_other_person": True}),
        ("new_issue", {"has_new_words": True, "has_reason": True}),
    ],
)
def test_claim_holds_only_when_the_rows_bear_it_out(claimed, borne_out):  # C-12
    claim = PublicFacts(given=2, claimed=claimed)

    assert rules.judge_public_reply(claim, DEFAULT).value == "refused"
    assert rules.judge_public_reply(replace(claim, **borne_out), DEFAULT).value == "exempt"


@pytest.mark.parametrize("missing", ["has_new_words", "has_reason"])
def test_new_question_needs_both_words_and_reason(missing):
    facts = PublicFacts(given=2, claimed="new_issue", has_new_words=True, has_reason=True)

    assert rules.judge_public_reply(replace(facts, **{missing: False}), DEFAULT).because == (
        "exemption_not_borne_out",
        "C-12",
    )


def test_exemption_switched_off_holds_no_more():
    policy = parse_overrides({"public.exemptions": ["new_issue"]})

    told = [
        rules.judge_public_reply(PublicFacts(given=2, is_safety=True), policy).value,
        rules.judge_public_reply(
            PublicFacts(given=2, is_safety=True, claimed="safety"), policy
        ).because,
    ]

    assert told == ["refused", ("no_such_exemption", "C-12")]


DOOR = DoorFacts(
    text="سلام", visibility="public", capability=Capability(public=Door.API, max_length=4),
    last_heard_at=people.NOW, now=people.NOW,
)  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "door", "because"),
    [
        ({}, Door.API, ()),
        ({"text": "سلام!"}, Door.NONE, ("too_long",)),
        (
            {"text": "a" * 20_000, "capability": Capability(public=Door.API)},
            Door.API,
            (),
        ),
        (
            {"text": "a" * 20_001, "capability": Capability(public=Door.API)},
            Door.NONE,
            ("longer_than_reviewed",),
        ),
        ({"text": "  "}, Door.NONE, ("reply_empty",)),
        ({"visibility": "private"}, Door.NONE, ("no_private_door", "C-03")),
        ({"capability": None}, Door.NONE, ("no_public_door", "C-03")),
        ({"capability": Capability(public=Door.DEEP_LINK)}, Door.DEEP_LINK, ()),
        (
            {
                "capability": Capability(
                    public=Door.API, max_length=7, counting=Counting.UTF8_BYTES
                )
            },
            Door.NONE,
            ("too_long",),
        ),
    ],
)
def test_text_goes_through_the_door_the_channel_has(changes, door, because):
    verdict = rules.judge_door(replace(DOOR, **changes))

    assert (verdict.value, verdict.because) == (door, because)


@pytest.mark.parametrize(
    ("hours", "door"),
    [(24, Door.API), (24.01, Door.NONE)],
)
def test_door_closes_after_the_channels_window(hours, door):
    facts = replace(
        DOOR,
        capability=Capability(public=Door.API, public_window_hours=24),
        now=people.NOW + timedelta(hours=hours),
    )

    assert rules.judge_door(facts).value is door
    assert rules.judge_door(replace(facts, last_heard_at=None)).because == ("window_closed",)


DESK = DeskFacts(
    visibility="private", case_visibility="public", has_public_reply=False,
    has_public_door=True, is_insult_only=False, is_known_customer=False,
)  # fmt: skip
PRIVATE_FIRST = (("private_first", ("S4b-16", "C-03")),)


@pytest.mark.parametrize(
    ("changes", "warnings"),
    [
        ({}, PRIVATE_FIRST),
        ({"visibility": "public"}, ()),
        ({"case_visibility": "private"}, ()),
        ({"has_public_reply": True}, ()),
        ({"has_public_door": False}, ()),
    ],
)
def test_private_first_answer_in_public_warns(changes, warnings):  # C-03
    assert rules.desk_warnings(replace(DESK, **changes), DEFAULT) == warnings


def test_private_first_is_silent_where_the_policy_says_so():
    policy = parse_overrides({"channel.public_first": False})

    assert rules.desk_warnings(DESK, policy) == ()


@pytest.mark.parametrize(("is_known", "count"), [(False, 1), (True, 0)])
def test_insult_only_is_answered_once_to_a_customer(is_known, count):  # C-10, S0-19
    facts = replace(DESK, visibility="public", is_insult_only=True, is_known_customer=is_known)

    assert len(rules.desk_warnings(facts, DEFAULT)) == count


RECEIPT = ReceiptFacts(
    is_live=True, is_on=True, is_new=True, is_automatic=False, is_backlog=False, has_door=True,
    had_one=False, to_author_today=2,
)  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "because"),
    [
        ({}, ("automatic_receipt", "C-07")),
        ({"is_live": False}, ("policy_not_approved",)),  # S1-24
        ({"is_on": False}, ("switched_off",)),
        ({"is_new": False}, ("not_new",)),
        ({"is_automatic": True}, ("automatic",)),
        ({"is_backlog": True}, ("backlog",)),
        ({"has_door": False}, ("no_private_door",)),
        ({"had_one": True}, ("had_one",)),
        ({"to_author_today": 3}, ("loop_guard",)),
    ],
)
def test_receipt_goes_to_people_once(changes, because):
    verdict = rules.receipt_wanted(replace(RECEIPT, **changes), 3)

    assert (verdict.value, verdict.because) == (not changes, because)


def found(code, level):
    return Finding(code, level, 0, 1, "", "")


def test_each_warning_needs_its_reason():
    findings = [found("canned", "warn"), found("argues", "warn"), found("canned", "warn")]

    assert rules.unreasoned(findings, {"canned": " ", "argues": "x"}) == ("canned",)
    assert rules.unreasoned([found("self_praise", "hint")], {}) == ()


def test_blocks_are_named_once():
    findings = [found("insult_back", "block")] * 2 + [found("canned", "warn")]

    assert rules.blocked(findings) == ("insult_back",)


@pytest.mark.parametrize(
    ("code", "level"),
    [("removal_request", "block"), ("over_promise", "warn"), ("self_praise", "hint")],
)
def test_some_things_weigh_more_here_s4d_15_s3_23(code, level):
    hint = Finding(code, "hint", 0, 1, "because", "suggestion", ())

    assert [one.level for one in rules.weighed_here([hint], DEFAULT)] == [level]


@pytest.mark.parametrize(
    ("level", "levels"), [("warn", ["warn"]), ("block", ["block"]), ("off", [])]
)
def test_apology_without_a_next_step_weighs_what_the_policy_says_c_16(level, levels):
    policy = parse_overrides({"lint.apology_without_next_step": level})
    hint = Finding("apology_without_next_step", "hint", 0, 1, "because", "suggestion", ())

    assert [one.level for one in rules.weighed_here([hint], policy)] == levels
