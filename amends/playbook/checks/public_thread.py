"""At most two public replies to one person in one thread (S4c-01, S4c-02, S4c-04, C-12)."""

import re
from collections.abc import Iterator
from typing import Final

from amends.language.normalise import fold
from amends.playbook.contract import Found, ReviewContext, Turn
from amends.playbook.draft import Draft, content_words
from amends.playbook.patterns import patterns


_ASKS: Final = re.compile("[?\u061f]")


def check(draft: Draft) -> Iterator[Found]:
    """Find a public reply beyond the limit to the person who wrote last."""
    context = draft.context
    if not context.public:
        return
    given = replies_to(current_person(context.conversation), context)
    if given < draft.policy.public_max_replies_per_person_thread:
        yield from _without_a_door(draft, given)
        return
    if not set(exemptions(draft)) & set(draft.policy.public_exemptions):
        yield Found("third_public_reply", 0, len(draft.text), ("S4c-01", "C-12"))


def _without_a_door(draft: Draft, given: int) -> Iterator[Found]:
    """The last public reply invites to a private message (S4c-03, S4c-06)."""
    is_last = given == draft.policy.public_max_replies_per_person_thread - 1 and given > 0
    if (
        is_last
        and draft.context.fault != "none"
        and draft.context.stage != "closing"
        and not draft.has("private_door")
    ):
        yield Found("no_private_door", 0, len(draft.text), ("S4c-03", "S4a-22", "C-03"))


def current_person(conversation: tuple[Turn, ...]) -> str:
    """Name who is being answered: the last one who is not the shop."""
    return next((turn.who for turn in reversed(conversation) if turn.who != "shop"), "customer")


def replies_to(person: str, context: ReviewContext) -> int:
    """Count earlier public replies to one person; what the thread does not show goes to the only one.

    Replies that the conversation shows but the channel did not count were private.
    """
    addressed, last = [], ""
    for turn in context.conversation:
        if turn.who == "shop":
            addressed.append(last)
        else:
            last = turn.who
    people = {turn.who for turn in context.conversation if turn.who != "shop"}
    unseen = max(0, context.public_replies_already - len(addressed))
    shown = min(addressed.count(person), context.public_replies_already)
    return shown + (unseen if len(people) <= 1 else 0)


def exemptions(draft: Draft) -> Iterator[str]:
    """Yield the exemptions of C-12 that hold for this draft, `other_person` by the count itself."""
    if is_for_safety(draft) or draft.has("legal_correction"):
        yield "safety"
    if is_confirmed(draft):
        yield "confirmed_closure"
    if asks_something_new(draft.context) and _takes_it_up(draft):
        yield "new_issue"


def is_confirmed(draft: Draft) -> bool:
    """Tell whether the customer has confirmed and this is the closing note."""
    return draft.context.confirmed or (draft.context.stage == "closing" and _is_well(draft))


def _is_well(draft: Draft) -> bool:
    """Tell whether the last message says that it is well now: denies, asks and complains of nothing."""
    said = draft.customer_texts[-1] if draft.customer_texts else ""
    table = patterns(draft.context.lang if draft.context.lang in {"ar", "fa"} else "en")
    against = any(table[name].search(fold(said)) for name in ("grievance", "insult", "denies"))
    return bool(table["confirms"].search(fold(said))) and not against and not _ASKS.search(said)


def is_for_safety(draft: Draft) -> bool:
    """Tell whether a case of safety gets what it needs: what to do, or a helper on the way.

    A kind word, a defence or a plea in a case of safety is one more public reply as any other. What
    the customer tells last may be of safety before the desk has said so.
    """
    return (draft.context.safety or _tells_of_danger(draft)) and draft.has("keeps_safe")


def _tells_of_danger(draft: Draft) -> bool:
    table = patterns(draft.context.lang if draft.context.lang in {"ar", "fa"} else "en")
    return bool(draft.customer_texts and table["danger"].search(fold(draft.customer_texts[-1])))


def _takes_it_up(draft: Draft) -> bool:
    """Tell whether a draft speaks of the new question: a reminder of the old matter does not."""
    turns = draft.context.conversation
    own = [turn.text for turn in turns if turn.who == current_person(turns)]
    ours = [turn.text for turn in turns if turn.who == "shop"]
    old, new = content_words(" ".join((*own[:-1], *ours))), content_words(own[-1])
    written = content_words(draft.text)
    if written & (new - old):
        return True
    return not written & (old - new) and not draft.has("canned", "delete_review")


def asks_something_new(context: ReviewContext) -> bool:
    """Tell whether the last message is a new, different question, not the old grievance again.

    Who says that it is well now and goes on to ask, asks something else.
    """
    person = current_person(context.conversation)
    own = [turn.text for turn in context.conversation if turn.who == person]
    table = patterns(context.lang if context.lang in {"ar", "fa"} else "en")
    last = fold(own[-1]) if own else ""
    if any(table[name].search(last) for name in ("grievance", "insult", "same_again")):
        return False
    if table["new_question"].search(last):
        return True
    asks = bool(own and _ASKS.search(own[-1])) or bool(table["question"].search(last))
    if len(own) < 2 or not asks:  # noqa: PLR2004 - what is not called new needs an earlier message to differ from
        return False
    if table["confirms"].search(last) and not table["denies"].search(last):
        return True
    said = content_words(" ".join(own[:-1]))
    return bool(content_words(own[-1])) and not content_words(own[-1]) & said
