"""Findings that no exact rule can decide: labels learnt from drafts, within what LABELS.md allows."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Final

from amends.playbook.checks.gifts import pleas
from amends.playbook.contract import LABELS, Found
from amends.playbook.draft import Draft
from amends.playbook.judgement import Judged, Weights, judge, load
from amends.playbook.policy import Policy
from amends.playbook.sentences import Sentence
from amends.playbook.signs import shown


RULES: Final = {
    "defensive": ("S0-07", "S2-20", "S3-24", "S4a-31", "S4d-14", "C-06"),
    "non_apology": ("C-13", "S4a-21", "S2-22"),
    "no_acknowledgement": ("S1-07", "S0-08", "S4b-12"),
    "no_empathy": ("S0-04", "S4b-08"),
    "no_apology_where_fault": ("S0-05", "S2-18", "S3-22"),
    "excuse_third_party": ("S2-20", "C-11"),
    "blames_customer": ("S2-20", "S0-07"),
    "argues": ("S4b-10", "S2-21", "S2-04"),
    "canned": ("S2-09", "S3-40", "S4b-14", "C-21"),
    "asks_private_data_in_public": ("S4c-07", "S4c-11"),
    "discloses_private_data": ("S4a-23", "C-03"),
    "no_next_step": ("S2-24", "S4a-32"),
    "vague_time": ("S3-26", "S1-22", "C-05"),
    "gift_for_deletion": ("C-02", "C-09", "S4a-34"),
    "gift_before_fix": ("S3-15", "C-09"),
    "over_apology": ("S4b-11", "C-15"),
    "exposes_other_customer": ("S4a-23",),
    "insult_back": ("S3-17", "S2-26", "S4a-15", "C-10"),
}
"""What is learnt; who was answered how often and in which language is counted, never learnt."""
_ONLY_PUBLIC: Final = frozenset(["asks_private_data_in_public", "discloses_private_data"])
# What a brand's policy lets pass, the corpus does not bring back (C-05, C-09, C-15, C-21).
_SWITCHED_OFF: Final[Mapping[str, Callable[[Policy], bool]]] = {
    "vague_time": lambda policy: not policy.promise_require_absolute_time,
    "gift_before_fix": lambda policy: policy.remedy_gift_timing == "any",
    "canned": lambda policy: not policy.lint_require_specific_detail,
    "over_apology": lambda policy: policy.lint_max_apologies_per_message > 1,
}
_NEEDS_FAULT: Final = frozenset(["no_apology_where_fault"])
_OF_THE_WHOLE: Final = frozenset(["canned"])


def weighed_by_corpus(
    draft: Draft, by_rules: Sequence[Found], weights: Weights | None = None
) -> list[Found]:
    """Return the findings of the rules that the corpus bears out, and those it adds."""
    known = weights or load()
    codes = {found.code for found in by_rules}
    judged = judge(shown(draft, by_rules), known)
    chances = judged.chances()
    low = dict(zip(LABELS, known.low.tolist(), strict=True))
    kept = [
        found
        for found in by_rules
        if found.is_exact
        or found.code not in RULES
        or chances[found.code] >= low[found.code]
        # Of what it may not add, the corpus has learnt nothing: the rule's word stands.
        or not admits(draft, found.code)
    ]
    return [*kept, *_added(draft, codes, judged, known)]


def _added(
    draft: Draft, codes: Collection[str], judged: Judged, weights: Weights
) -> Iterator[Found]:
    chances = judged.chances()
    for label, bound in zip(LABELS, weights.bound.tolist(), strict=True):
        if (
            label in RULES
            and label not in codes
            and chances[label] >= bound
            and admits(draft, label)
        ):
            yield Found(label, *_place(draft, label, judged), RULES[label])


def admits(draft: Draft, label: str) -> bool:
    """Tell whether a label can apply here at all, by its definition in LABELS.md."""
    if label in _ONLY_PUBLIC and not draft.context.public:
        return False
    if label in _IMPOSSIBLE and _IMPOSSIBLE[label](draft):
        return False
    if label in _SWITCHED_OFF and _SWITCHED_OFF[label](draft.policy):
        return False
    if label in _NEEDS_FAULT and draft.context.fault != "ours":
        return False
    return draft.answers_complaint if label.startswith("no_") else True


def _asks_in_private(draft: Draft) -> bool:
    """Every request for data names the private door in its own sentence (S4c-11).

    To own that one has asked for them is no request.
    """
    asking = [
        one for one in draft.sentences if one.has("data_noun") and not one.has("ownership")
    ]
    return bool(asking) and all(sentence.has("private_door", "no_ask") for sentence in asking)


def _is_of_this_case(draft: Draft) -> bool:
    """The customer's own words and a bounded time make a reply that fits no other message."""
    return draft.promises_a_time and len(draft.shared_words) >= _SOME


def _takes_up(draft: Draft) -> bool:
    return bool(draft.shared_words) and draft.has(
        "apology", "thanks", "empathy", "acknowledges"
    )


def _is_no_insult(draft: Draft) -> bool:
    """One word is too little for a sneer: rude words have a rule."""
    return sum(len(draft.words_in(one)) for one in draft.sentences) < _SOME


def _trades_nothing(draft: Draft) -> bool:
    """A plea that fills its sentence, with nothing offered, or pictures of our own (S4d-15)."""
    asking = [sentence for sentence in draft.sentences if sentence.has("delete_review")]
    if asking and not any(pleas(draft)):
        return True
    offers = draft.has("benefit", "gift")
    return bool(asking) and not offers and all(_has_little_beside(plea) for plea in asking)


def _has_little_beside(plea: Sentence) -> bool:
    start, end = next(iter(plea.spans("delete_review")))
    return (plea.span[1] - plea.span[0]) - (end - start) <= _A_COURTESY


_SOME: Final = 2
# Letters of a "ونرجو أن" or "please" beside what is asked for.
_A_COURTESY: Final = 14
_IMPOSSIBLE: Final[Mapping[str, Callable[[Draft], bool]]] = {
    "asks_private_data_in_public": _asks_in_private,
    "canned": _is_of_this_case,
    "no_acknowledgement": _takes_up,
    "insult_back": _is_no_insult,
    "gift_for_deletion": _trades_nothing,
}


def _place(draft: Draft, label: str, judged: Judged) -> tuple[int, int]:
    """Return the sentence that speaks most for a label; the whole draft for what is missing."""
    if label.startswith("no_") or label in _OF_THE_WHOLE or len(draft.sentences) < _SOME:
        return 0, len(draft.text)
    return draft.sentences[judged.worst(label)].span
