import numpy as np
import pytest
import taught as weights_of

from amends.playbook.contract import LABELS, Found, ReviewContext, Turn
from amends.playbook.draft import Draft
from amends.playbook.judgement import Weights
from amends.playbook.learnt import RULES, admits, weighed_by_corpus
from amends.playbook.policy import DEFAULT


BLAME = "The courier did it."
TEXT = f"We are sorry. {BLAME}"


def draft(text=TEXT, **facts):
    facts = {"lang": "en", "public": True, "conversation": (Turn("customer", "late"),)} | facts
    return Draft(text, ReviewContext(**facts), DEFAULT)


def taught(label, *, odds, bound=0.5, low=0.0):
    """Return weights that give a label its odds for the word courier, and no other label a chance."""
    at = LABELS.index(label)
    table = weights_of.table(len(LABELS), {})
    bias = np.where(np.arange(len(LABELS)) == at, 0, -30).astype(np.float32)
    bounds, lows = (np.full(len(LABELS), one, np.float32) for one in (bound, low))
    scale = np.ones(len(LABELS), np.float32)
    senses = weights_of.senses({"w:courier": 1}, at, each=odds)
    return Weights(weights_of.KNOWN, table, scale, bias, bounds, lows, senses)


@pytest.mark.parametrize(("odds", "codes"), [(0.1, ["excuse_third_party"]), (-0.1, [])])
def test_label_holds_from_its_bound_on(odds, codes):  # S2-20, C-11
    found = weighed_by_corpus(draft(BLAME), (), taught("excuse_third_party", odds=odds))

    assert [one.code for one in found] == codes


def test_finding_stands_at_the_sentence_that_speaks_for_it():
    (found,) = weighed_by_corpus(draft(), (), taught("excuse_third_party", odds=3))

    assert TEXT[found.start : found.end] == "The courier did it."
    assert found.rules == RULES["excuse_third_party"]


@pytest.mark.parametrize(("odds", "kept"), [(-1.0, []), (1.0, ["canned"])])
def test_rule_that_the_corpus_does_not_bear_out_is_dropped(odds, kept):
    by_rule = Found("canned", 0, 5, ("C-21",))
    weights = taught("canned", odds=odds, bound=1.1, low=0.4)

    assert [one.code for one in weighed_by_corpus(draft(BLAME), [by_rule], weights)] == kept


def test_what_is_counted_is_never_dropped():
    counted = Found("third_public_reply", 0, 5, ("S4c-01",))
    weights = taught("canned", odds=-1, bound=1.1, low=0.9)

    assert weighed_by_corpus(draft(), [counted], weights) == [counted]


@pytest.mark.parametrize(
    ("label", "facts", "admitted"),
    [
        ("asks_private_data_in_public", {"public": True}, True),
        ("asks_private_data_in_public", {"public": False}, False),
        ("no_apology_where_fault", {"fault": "ours"}, True),
        ("no_apology_where_fault", {"fault": "unknown"}, False),
        ("no_next_step", {"stage": "first"}, True),
        ("no_next_step", {"stage": "follow_up"}, False),
        ("no_next_step", {"fault": "none"}, False),
        ("no_empathy", {"safety": True}, False),
        ("argues", {"stage": "closing"}, True),
    ],
)
def test_label_is_admitted_by_its_definition(label, facts, admitted):
    assert admits(draft(**facts), label) == admitted


@pytest.mark.parametrize(
    ("label", "text", "admitted"),
    [
        ("asks_private_data_in_public", "Send your order number in a DM.", False),
        ("asks_private_data_in_public", "Send your order number.", True),
        ("canned", "The blue lamp shade leaves by 5 pm.", False),
        ("canned", "We are looking into it by 5 pm.", True),
        ("insult_back", "Sorry, that is ours. A new one left, if you can read.", True),
        ("insult_back", "Perhaps buy a candle.", True),
        ("insult_back", "Candle!", False),
        ("gift_for_deletion", "A new one left today. Please delete your review.", False),
        ("gift_for_deletion", "A voucher left today. Please delete your review.", True),
        ("gift_for_deletion", "A new one leaves the moment you delete your review.", True),
        ("no_acknowledgement", "Sorry about the lamp.", False),
        ("no_acknowledgement", "Please fill in the form.", True),
    ],
)
def test_what_a_draft_shows_rules_a_label_out(label, text, admitted):
    facts = {"conversation": (Turn("customer", "the shade of my blue lamp broke"),)}

    assert admits(draft(text, **facts), label) == admitted  # S4c-11, C-21, S1-07


def test_what_is_exact_is_kept_against_the_corpus():
    repeated = Found("canned", 0, 5, ("C-21",), is_exact=True)
    weights = taught("canned", odds=-1, bound=1.1, low=0.9)

    assert weighed_by_corpus(draft(), [repeated], weights) == [repeated]


@pytest.mark.parametrize(
    ("text", "admitted"),
    [
        ("لتفعيل الرسائل النصية أجب هنا برقم الطلب.", True),
        ("أرسل رقم الطلب في الرسائل.", False),
    ],
)
def test_text_messages_are_no_private_door(text, admitted):  # S4c-11
    assert admits(draft(text, lang="ar"), "asks_private_data_in_public") == admitted
