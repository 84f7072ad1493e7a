import re
from pathlib import Path

import pytest
from django.utils import translation

import amends
from amends.playbook.review import sentences_of
from amends.web import entries
from amends.web.refusals import SENTENCES, denial, sentences


ROOMS = Path(amends.__file__).parent / "rooms"
CODE = re.compile(r'raise (?:Refused|ReplyBlocked)\(\s*"([a-z_]+)"')
LINE = re.compile(r'ledger\.append\(\s*[a-z_.]+,\s*"([a-z_]+)"')


def said_in_rooms(pattern):
    return {code for path in ROOMS.rglob("*.py") for code in pattern.findall(path.read_text())}


def test_each_refusal_of_a_room_has_its_sentence():
    assert said_in_rooms(CODE) - set(SENTENCES) == set()


def test_each_line_of_the_ledger_has_its_sentence():
    assert said_in_rooms(LINE) - set(entries.KINDS) == set()


@pytest.mark.parametrize(
    ("because", "told"),
    [
        (("open_promise", "S3-26"), ["A promise is still open: keep it first. (S3-26)"]),
        (("no_wish", "S0-11", "no_cause", "S0-01"),
         ["First note what the customer wants, or that he was asked.",
          "First name the cause, or say that it is unknown. (S0-11, S0-01)"]),
        (("reason_missing", "argues"), ["Please write a reason: it is kept with the case."]),
        (("nothing_we_know",), ["A rule of the playbook refuses this."]),
    ],
)  # fmt: skip
def test_refusal_says_what_to_do(because, told):
    with translation.override("en"):
        assert sentences(because) == told


def test_refusal_of_a_finding_says_what_the_review_says():
    with translation.override("en"):
        assert sentences(("gift_for_deletion",))[0] not in {
            "gift_for_deletion",
            "A rule of the playbook refuses this.",
        }


@pytest.mark.parametrize("language", ["ar", "fa", "en"])
def test_plea_to_delete_a_review_is_refused_in_the_readers_language_s4d_15(language):
    with translation.override(language):
        told = sentences(("removal_request",))

    assert told == [sentences_of("removal_request", language)[0]]


def test_denial_unknown_says_the_plain_thing():
    with translation.override("en"):
        assert denial("secret detail") == "You may not do this."
