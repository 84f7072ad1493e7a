"""Ask a language model for a draft: three tries at most, each reviewed, then the skeleton.

It writes no reply and sends nothing: a person edits the words and sends them. The model is asked
outside any transaction.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from time import monotonic
from typing import Final, Protocol
from zoneinfo import ZoneInfo

import structlog

from amends.casebook import drafters, ledger, roles
from amends.casebook.errors import NotAllowed, Refused
from amends.casebook.models import Brand, Case, User
from amends.casebook.vault import VaultLocked
from amends.connectors.network.language_model import LanguageModel, Settings, read_settings
from amends.connectors.protocol import (
    BrokenPage,
    Busy,
    ConnectorError,
    Door,
    NeedsReconnecting,
)
from amends.connectors.source_settings import SettingsError
from amends.playbook.drafting import asking, judging
from amends.playbook.drafting.asking import DraftFacts
from amends.playbook.drafting.placeholders import Placeholders
from amends.rooms.respond import rules
from amends.rooms.respond.draft import Draft
from amends.rooms.respond.facts import draft_facts
from amends.rooms.respond.occasion import offers_for


log = structlog.get_logger()
TRIES: Final = 3
LONGEST_S: Final = 45.0  # for all tries together: a page is waiting
NO_REASONS: Final[Mapping[str, str]] = {}
PROBLEM_BY_ERROR: Final[Mapping[type[ConnectorError], str]] = {
    Busy: "model_busy", NeedsReconnecting: "model_refused_key", BrokenPage: "model_unreadable",
}  # fmt: skip


class Writer(Protocol):
    """Whoever writes a draft to a question."""

    def write(self, messages: Sequence[Mapping[str, str]]) -> str:
        """Return a text; raises ConnectorError."""
        ...


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Words to begin with. ``problem`` says why they are the skeleton's, not the model's."""

    text: str
    is_skeleton: bool
    tries: int
    problem: str = ""


@dataclass(slots=True)
class _Try:
    """The best draft so far, and what the next question is."""

    question: list[asking.Message]
    best: str = ""
    tries: int = 0


def suggest(
    case: Case, *, user: User, visibility: str, now: datetime, writer: Writer | None = None
) -> Suggestion:
    """Return a draft to begin with; whatever goes wrong, the skeleton of a reply.

    Raises Refused where no reply could go out anyway.
    """
    if not roles.may(user, "casebook.answer", case):
        raise NotAllowed(NotAllowed.__doc__)
    draft = Draft(case, "…", user, visibility, now, NO_REASONS)
    _let_out(draft)
    facts = draft_facts(case, draft.where, draft.known, policy=draft.policy, now=now)
    if draft.way:
        facts = replace(facts, max_length=draft.way.capability.max_length)
    made = _ask(draft, facts, writer)
    told = {"is_skeleton": made.is_skeleton, "tries": made.tries, "problem": made.problem}
    told |= {"visibility": str(visibility)}
    ledger.append(case, "draft_suggested", now=now, facts=told, actor=user)
    return made


def _let_out(draft: Draft) -> None:
    if draft.way is None or draft.door.value is Door.NONE:
        raise Refused(*(draft.door.because or ("no_private_door",)))
    if draft.count.value == rules.REFUSED:
        raise Refused(*draft.count.because)


def _ask(draft: Draft, facts: DraftFacts, writer: Writer | None) -> Suggestion:
    try:
        writer = writer or _writer_of(draft.case)
    except (SettingsError, VaultLocked):
        return _skeleton(draft, 0, "model_not_set_up")
    if writer is None:
        return _skeleton(draft, 0, "model_off")
    own = asking.placeholders_for(facts)
    state = _Try(asking.first_question(facts, own))
    problem = "model_not_good_enough"
    try:
        _try_until_clean(draft, facts, own, writer, state)
    except ConnectorError as error:
        log.warning("draft_not_written", case=draft.case.pk, error=repr(error))
        problem = problem_of(error)
    if state.best:
        return Suggestion(state.best, is_skeleton=False, tries=state.tries)
    return _skeleton(draft, state.tries, problem)


def problem_of(error: ConnectorError) -> str:
    """Return the code of what is wrong with a model."""
    return PROBLEM_BY_ERROR.get(type(error), "model_unreachable")


def model_of(brand: Brand) -> Settings | None:
    """Return the settings of the model that drafts for a brand; None while drafts are off.

    Raises SettingsError for an address that is no longer allowed, VaultLocked for another key.
    """
    given = drafters.drafter_of(brand)
    return read_settings(given) if given else None


def _writer_of(case: Case) -> Writer | None:
    settings = model_of(case.brand)
    return LanguageModel(settings) if settings else None


def _try_until_clean(
    draft: Draft, facts: DraftFacts, own: Placeholders, writer: Writer, state: _Try
) -> None:
    """Ask until the review is silent; keep the newest draft that it would let out with a reason."""
    began = monotonic()
    while state.tries < TRIES and monotonic() - began < LONGEST_S:
        answer = writer.write(state.question).strip()
        state.tries += 1
        problems = [
            judging.sentence_of(code, facts.language)
            for code in judging.problems_of(answer, own, facts)
        ]
        if not problems:
            problems = _judge(draft, facts, own, answer, state)
        if not problems:
            return
        state.question = asking.next_question(facts.language, state.question, answer, problems)


def _judge(
    draft: Draft, facts: DraftFacts, own: Placeholders, answer: str, state: _Try
) -> list[str]:
    """Review a draft as any person's words; keep it unless something blocks; say what to mend."""
    text = own.show(answer)[0]
    judged = replace(draft, text=judging.without_marks(text)).review_in(facts.language)
    if judged.verdict != "block":
        zone = ZoneInfo(draft.case.brand.timezone)
        state.best = judging.mark_unsure(text, facts, zone, draft.now)
    return [
        own.hide(
            f"{judging.without_marks(text)[one.start : one.end][:200]} — {one.because} {one.suggestion}"
        )
        for one in judged.findings
        if one.level != "hint"
    ]


def _skeleton(draft: Draft, tries: int, problem: str) -> Suggestion:
    """Return one shape for each part of the reply, the same for the same case."""
    offers = offers_for(draft.case, draft.visibility, policy=draft.policy, now=draft.now)
    chosen = [
        part.shapes[draft.case.pk % len(part.shapes)] for part in offers.parts if part.shapes
    ]
    return Suggestion(" ".join(chosen), is_skeleton=True, tries=tries, problem=problem)
