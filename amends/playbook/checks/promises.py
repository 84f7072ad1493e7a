"""A promise needs a time: an hour, a day, a number of hours (S3-26, S3-27, C-05)."""

from collections.abc import Iterator
from datetime import timedelta

from amends.playbook.contract import Found
from amends.playbook.draft import Draft
from amends.playbook.sentences import Sentence
from amends.playbook.times import Time


_RULES = ("S3-26", "S1-22", "C-05")


def check(draft: Draft) -> Iterator[Found]:
    """Find promises without a time, and the first contact promised too late."""
    if draft.policy.promise_require_absolute_time and not draft.promises_a_time:
        yield from _open_promises(draft)
    yield from _late_contact(draft)


def _open_promises(draft: Draft) -> Iterator[Found]:
    """Find the vague word in a sentence that promises, else a promise that names no time at all."""
    vague = [time for time in draft.times if time.vague]
    promising = [s for s in draft.sentences if s.has("promise", "step")]
    for time in vague:
        if any(_inside(time, sentence) for sentence in promising) or _says_only(draft, time):
            yield Found("vague_time", time.start, time.end, _RULES)
            return
    if draft.context.fault == "none" or draft.context.stage == "closing":
        return
    for sentence in promising:
        for start, end in sentence.spans("promise"):
            yield Found("vague_time", start, end, _RULES)
            return


def _inside(time: Time, sentence: Sentence) -> bool:
    start, end = sentence.span
    return start <= time.start < end


def _says_only(draft: Draft, time: Time) -> bool:
    """Tell whether a sentence is little more than its vague time ("soon, God willing")."""
    home = next((s for s in draft.sentences if _inside(time, s)), None)
    length = home.span[1] - home.span[0] if home else 0
    return draft.context.fault != "none" and (time.end - time.start) * 2 >= length


def _late_contact(draft: Draft) -> Iterator[Found]:
    times = [time for time in draft.times if time.at]
    if not times or not draft.context.now or not draft.answers_complaint:
        return
    first = min(times, key=lambda time: time.at or draft.context.now)  # type: ignore[arg-type,return-value]  # `at` is set: filtered above
    latest = draft.context.now + timedelta(minutes=draft.policy.promise_next_contact_max_min)
    if first.at and first.at > latest:
        yield Found("contact_later_than_policy", first.start, first.end, ("S3-27", "C-05"))
