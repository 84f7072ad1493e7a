"""Choose the few words that decided, for people to read."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from amends.language.folding import FoldedBatch
from amends.rooms.understand.analysis import FLAGS, TOPICS, Reason
from amends.rooms.understand.cues import Hits, known_cues
from amends.rooms.understand.judge import Verdicts
from amends.rooms.understand.phrases import Cue
from amends.rooms.understand.tokens import Numbers
from amends.rooms.understand.verdict import Verdict


MOST = 8
WHY = "words like these stand in complaints"
"""Said where no cue tells why a text is a complaint, only the model."""
_FIELD_OF = {
    "negative": "is_complaint",
    "mild": "severity",
    "abuse": "abuse_score",
    "news": "is_complaint",
    "praise": "sentiment",
}
_OF_COMPLAINTS = frozenset({"negative", "mild", "abuse", "anger", "severity"})
_ALWAYS, _IN_COMPLAINTS, _IN_PRAISE, _NEVER = range(4)


class _Traits:
    """Where each cue is a reason, as arrays by the number of the cue."""

    def __init__(self) -> None:
        self.count = 0

    def update(self) -> None:
        """Learn the cues that were met since."""
        cues = known_cues()
        if len(cues) == self.count:
            return
        self.count = len(cues)
        self.flag = np.array([_place(cue.field, FLAGS) for cue in cues])
        self.topic = np.array([_place(cue.field, TOPICS) for cue in cues])
        self.when = np.array([_when(cue) for cue in cues])
        self.field = [_FIELD_OF.get(cue.field, cue.field) for cue in cues]
        self.why = [cue.why for cue in cues]
        self.weight = [cue.weight + cue.severity for cue in cues]
        names = {(cue.field, cue.why): number for number, cue in enumerate(cues)}
        self.name = np.array([names[cue.field, cue.why] for cue in cues])
        columns = (self.flag, self.topic, self.when, self.name)
        self.of_cue = list(zip(*(column.tolist() for column in columns), strict=True))


def _place(name: str, names: Sequence[str]) -> int:
    return names.index(name) if name in names else -1


def _when(cue: Cue) -> int:
    if cue.field == "news" or (cue.field in _OF_COMPLAINTS and cue.severity):
        return _ALWAYS
    if cue.field in _OF_COMPLAINTS:
        return _IN_COMPLAINTS
    return _IN_PRAISE if cue.field == "praise" else _NEVER


_TRAITS = _Traits()


def reasons(hits: Hits, verdicts: Verdicts, folded: FoldedBatch) -> dict[int, list[Reason]]:
    """Return at most eight reasons for each text that has any, in the order of the text."""
    _TRAITS.update()
    for_topic = _speaks_for_topic(hits, verdicts)
    speaks = np.flatnonzero(for_topic | _speaks_otherwise(hits, verdicts))
    # Said twice is read once.
    names = hits.owners[speaks] * _TRAITS.count + _TRAITS.name[hits.cues[speaks]]
    first = np.sort(np.unique(names, return_index=True)[1])
    speaks = speaks[first]
    found: dict[int, list[tuple[float, Reason]]] = defaultdict(list)
    for owner, cue, is_topic, start, end in zip(
        hits.owners[speaks].tolist(),
        hits.cues[speaks].tolist(),
        for_topic[speaks].tolist(),
        folded.origins[hits.starts[speaks]].tolist(),
        folded.origins[hits.ends[speaks] - 1].tolist(),
        strict=True,
    ):
        field = "topics" if is_topic else _TRAITS.field[cue]
        found[owner].append(
            (_TRAITS.weight[cue], Reason(field, start, end + 1, _TRAITS.why[cue]))
        )
    return {owner: _few(reasons) for owner, reasons in found.items()}


def reasons_of(spots: Sequence[tuple[int, int, int]], verdict: Verdict) -> list[Reason]:
    """Return the reasons of one text; `spots` are cues by number and where they stand in it."""
    _TRAITS.update()
    flags, topics = verdict.flags, verdict.topics
    found: dict[int, tuple[float, Reason]] = {}
    for cue, start, end in spots:
        flag, topic, when, name = _TRAITS.of_cue[cue]
        is_topic = topic >= 0 and TOPICS[topic] in topics
        if is_topic or (flag >= 0 and flags[flag]) or _is_time(when, verdict.is_complaint):
            reason = Reason(
                "topics" if is_topic else _TRAITS.field[cue], start, end, _TRAITS.why[cue]
            )
            # Said twice is read once.
            found.setdefault(name, (_TRAITS.weight[cue], reason))
    return _few(list(found.values()))


def _is_time(when: int, is_complaint: bool) -> bool:  # noqa: FBT001 - a truth is what it is about
    return when in {_ALWAYS, _IN_COMPLAINTS if is_complaint else _IN_PRAISE}


def _few(weighed: list[tuple[float, Reason]]) -> list[Reason]:
    if len(weighed) <= MOST:
        return [reason for _, reason in weighed]
    # The lightest go; what is left keeps its order.
    least = sorted((weight for weight, _ in weighed), reverse=True)[MOST - 1]
    return [reason for weight, reason in weighed if weight >= least][:MOST]


def _speaks_for_topic(hits: Hits, verdicts: Verdicts) -> NDArray[np.bool_]:
    topic = _TRAITS.topic[hits.cues]
    chosen: Numbers = verdicts.topics[hits.owners]
    return np.asarray((topic >= 0) & ((chosen[:, 0] == topic) | (chosen[:, 1] == topic)))


def _speaks_otherwise(hits: Hits, verdicts: Verdicts) -> NDArray[np.bool_]:
    flag, when = _TRAITS.flag[hits.cues], _TRAITS.when[hits.cues]
    is_complaint = verdicts.is_complaint[hits.owners]
    return np.asarray(
        ((flag >= 0) & verdicts.flags[hits.owners, flag])
        | (when == _ALWAYS)
        | ((when == _IN_COMPLAINTS) & is_complaint)
        | ((when == _IN_PRAISE) & ~is_complaint)
    )
