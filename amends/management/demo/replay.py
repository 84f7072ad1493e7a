"""Live the demo's history through the real verbs, each at its own time; the rest is yet to come."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import structlog
from django.conf import settings

from amends import pipeline
from amends.casebook.errors import CasebookError
from amends.casebook.models import Case, Mention, Reply, Source, User
from amends.connectors.protocol import Batch, Heard, Visibility
from amends.connectors.registry import CONNECTORS
from amends.management.demo import story
from amends.management.demo.brands import SOURCES, Row, Stage
from amends.management.demo.script import ANSWERED, SAID, Step, fill_times, mentions, steps
from amends.rooms.listen.service import store
from amends.rooms.respond import service as respond
from amends.rooms.triage import service as triage
from amends.rooms.understand import service as understand
from amends.rooms.verify import service as verify


log = structlog.get_logger()
DELIVER = tuple(room for room in pipeline.ROOMS if room[0] == "deliver")


def replay(stage: Stage, now: datetime) -> None:
    """Live through the history and write what is still to be said into the practice worlds."""
    for step in steps(now):
        _take(stage, step, now)
    pipeline.settle(now)
    story.settle_old(now)
    _write_worlds(stage)


def _take(stage: Stage, step: Step, now: datetime) -> None:
    if step.rank == SAID:
        _hear(stage, step)
        return
    case = case_of(stage, step.mention)
    if case is None:
        return
    happen: Callable[..., None] = _answer if step.rank == ANSWERED else story.happen
    try:
        happen(stage, case, step, now)
    except CasebookError as refusal:
        # The history was written by people; what a rule refuses simply did not happen.
        log.info("demo_step_refused", mention=step.mention, why=str(refusal))


def _hear(stage: Stage, step: Step) -> None:
    source = stage.sources[step.row["brand"], step.row["source"]]
    for mention in store(source, Batch(mentions=(heard(step.row, step.at),)), now=step.at):
        understand.understand([mention])
        verify.verify([mention], now=step.at)
        triage.triage(mention, now=step.at)


def heard(row: Row, at: datetime) -> Heard:
    """Return a row of the demo as a channel would tell it."""
    kind = SOURCES[row["source"]][0]
    return Heard(
        external_id=row["id"],
        text=row["text"],
        said_at=at,
        visibility=_visibility(kind),
        author_id=row["author_id"],
        author_name=row["author_name"],
        author_handle=row.get("handle", ""),
        author_email=row.get("email", ""),
        author_phone=row.get("phone", ""),
        subject=row.get("subject", ""),
        thread=row.get("thread", ""),
        parents=(row["parent"],) if row.get("parent") else (),
        url=row.get("url", ""),
        data={name: row[name] for name in ("rating", "order") if name in row},
    )


def _visibility(kind: str) -> Visibility:
    return CONNECTORS[kind].capability.default_visibility


def case_of(stage: Stage, mention: str) -> Case | None:
    """Return the case a mention of the demo came to; None when it was set aside."""
    sources = [source.pk for source in stage.sources.values()]
    found = Mention.objects.filter(source__in=sources, external_id=mention).select_related(
        "case"
    )
    row = found.first()
    return row.case if row else None


def take_over(case: Case, user: User, at: datetime) -> None:
    """Make somebody the owner, as a person who answers must be."""
    if case.owner_id != user.pk:
        triage.hand_over(case, user, actor=user, now=at, reason="وردية")


def _answer(stage: Stage, case: Case, step: Step, _: datetime) -> None:
    user = stage.people[step.row["by"]]
    visibility = Visibility.PUBLIC if step.row["public"] else Visibility.PRIVATE
    if case.visibility == Visibility.PRIVATE:
        visibility = Visibility.PRIVATE
    text = fill_times(step.row, step.at, case.brand.timezone)
    take_over(case, user, step.at)
    review = respond.review_draft(case, text, user=user, visibility=visibility, now=step.at)
    reasons = {f.code: "كُتب قبل أن يُقرأ التنبيه" for f in review.findings if f.level == "warn"}
    reply = respond.send_reply(
        case, text, user=user, visibility=visibility, now=step.at, reasons=reasons
    )
    _send(reply, step.at)


def _send(reply: Reply, at: datetime) -> None:
    delivery = reply.delivery
    if delivery.state == "link":
        respond.mark_posted(delivery, user=reply.user, now=at)
        return
    pipeline.sweep(max(at, delivery.not_before), DELIVER)


def _write_worlds(stage: Stage) -> None:
    for (brand, code), source in stage.sources.items():
        folder = SOURCES[code][1]
        rows = [row for row in mentions() if (row["brand"], row["source"]) == (brand, code)]
        later = [_post(row, code) for row in rows if "after_s" in row]
        if folder:
            _append(Path(settings.HOME) / "demo" / brand / folder / "script.jsonl", later)
        else:
            _store_at_once(source, rows)


def _post(row: Row, code: str) -> dict[str, object]:
    return {**row, "visibility": str(_visibility(SOURCES[code][0]))}


def _append(path: Path, posts: list[dict[str, object]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.writelines(json.dumps(post, ensure_ascii=False) + "\n" for post in posts)


def _store_at_once(source: Source, rows: list[dict[str, object]]) -> None:
    """A form is not polled: what would come by it later has just been sent."""
    now = source.created_at
    for row in rows:
        if "after_s" in row:
            store(source, Batch(mentions=(heard(row, now - timedelta(minutes=1)),)), now=now)
