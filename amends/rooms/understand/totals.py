"""Add up what a file holds, batch by batch, in constant memory."""

import heapq
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from amends.connectors.values.dates import read_date
from amends.rooms.understand.analysis import FLAGS, Analysis, Reason
from amends.rooms.understand.bulk import Analysed


WORST = 10
SAMPLES = 3
_SHOWN = 600
_SIDES = {-1: "negative", 0: "neutral", 1: "positive"}


class Example(NamedTuple):
    """A complaint to be shown: how grave, and its number, decide which are kept."""

    rank: tuple[float, ...]
    number: int
    row_id: str
    text: str
    said: str
    lang: str
    severity: int
    anger: int
    topics: tuple[str, ...]
    because: tuple[Reason, ...]


@dataclass(slots=True)
class Totals:
    """What a file holds. `days` counts rows, complaints and causes by day, `blocks` by place."""

    rows: int = 0
    errors: int = 0
    complaints: int = 0
    answered: int = 0
    langs: Counter[str] = field(default_factory=Counter)
    topics: Counter[str] = field(default_factory=Counter)
    severities: Counter[int] = field(default_factory=Counter)
    sentiments: Counter[str] = field(default_factory=Counter)
    flags: Counter[str] = field(default_factory=Counter)
    days: dict[str, Counter[str]] = field(default_factory=dict)
    blocks: list[Counter[str]] = field(default_factory=list)
    worst: list[Example] = field(default_factory=list)
    samples: dict[str, list[Example]] = field(default_factory=dict)

    def merge(self, other: "Totals") -> None:
        """Add the totals of the rows that follow."""
        # Rows are numbered through the file, backwards: of two alike the earlier stays.
        for example in other.worst:
            _keep(self.worst, example._replace(number=example.number - self.rows), WORST)
        for topic, examples in other.samples.items():
            kept = self.samples.setdefault(topic, [])
            for example in examples:
                _keep(kept, example._replace(number=example.number - self.rows), SAMPLES)
        for name in ("rows", "errors", "complaints", "answered"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in ("langs", "topics", "severities", "sentiments", "flags"):
            getattr(self, name).update(getattr(other, name))
        for day, counts in other.days.items():
            self.days.setdefault(day, Counter()).update(counts)
        self.blocks += other.blocks

    def add(self, answer: Analysed) -> None:
        """Count one answer."""
        self.rows += 1
        analysis = answer.analysis
        if analysis is None:
            self.errors += 1
            return
        self.answered += answer.message.is_answered
        self.langs[analysis.lang] += 1
        self.sentiments[_SIDES[analysis.sentiment]] += 1
        counts = ["rows"]
        if analysis.is_complaint:
            self.complaints += 1
            self.topics.update(analysis.topics)
            self.severities[analysis.severity] += 1
            self.flags.update(flag for flag in FLAGS if getattr(analysis, flag))
            counts += ["complaints", *analysis.topics]
            self._show(answer, analysis)
        self.blocks[-1].update(counts)
        if answer.message.said and (day := _day_of(answer.message.said)):
            self.days.setdefault(day, Counter()).update(counts)

    def _show(self, answer: Analysed, analysis: Analysis) -> None:
        if not answer.message.is_answered:
            grave = (analysis.severity, analysis.anger, analysis.complaint_probability)
            if len(self.worst) < WORST or grave > self.worst[0].rank:
                _keep(self.worst, self._example(grave, answer, analysis), WORST)
        for topic in analysis.topics:
            kept = self.samples.setdefault(topic, [])
            # One that gives several reasons in a few words shows best what is meant.
            clear = (min(len(analysis.because), 4) - len(answer.message.text) / 400,)
            if len(kept) < SAMPLES or clear > kept[0].rank:
                _keep(kept, self._example(clear, answer, analysis), SAMPLES)

    def _example(
        self, rank: tuple[float, ...], answer: Analysed, analysis: Analysis
    ) -> Example:
        message = answer.message
        because = tuple(one for one in analysis.because if one.end <= _SHOWN)
        return Example(
            rank, -self.rows, message.row_id, message.text[:_SHOWN], message.said, analysis.lang,
            analysis.severity, analysis.anger, analysis.topics, because,
        )  # fmt: skip


@lru_cache(4096)  # a file names the same days over and over
def _day_of(said: str) -> str:
    moment = read_date(said)
    return moment.date().isoformat() if moment else ""


def _keep(heap: list[Example], example: Example, most: int) -> None:
    if len(heap) < most:
        heapq.heappush(heap, example)
    else:
        heapq.heappushpop(heap, example)


def totals_of(answers: list[Analysed]) -> Totals:
    """Return the totals of one batch."""
    totals = Totals(blocks=[Counter()])
    for answer in answers:
        totals.add(answer)
    return totals
