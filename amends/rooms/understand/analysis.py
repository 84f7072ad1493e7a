"""The answer of the understand room: every field of the output contract, and its output row."""

import json
from functools import lru_cache
from typing import Any, NamedTuple

from amends.language.entities import Span


TOPICS = (
    "delivery_late", "not_received", "wrong_item", "damaged", "defective", "missing_part",
    "not_as_described", "size_fit", "refund", "return_exchange", "payment", "price_promo",
    "app_site", "account_privacy", "staff_behavior", "no_response", "safety_health",
    "stock_cancel", "warranty_service", "packaging", "question", "praise", "other",
)  # fmt: skip
FLAGS = ("insult_to_person", "threat", "churn", "repeat", "troll", "sarcasm")
FIELDS = (
    "id", "lang", "dialect", "is_complaint", "complaint_probability", "sentiment",
    "sentiment_score", "topics", "severity", "anger", *FLAGS, "abuse_score", "private_data",
    "private_data_spans", "probabilities", "abstained", "because", "error",
)  # fmt: skip


class Reason(NamedTuple):
    """The words that spoke for a field, as code points of the text, and what they mean."""

    field: str
    start: int
    end: int
    why: str


class Analysis(NamedTuple):
    """What we think a message says, in the order of the contract.

    `probabilities` stand in the order of FLAGS; `because` holds at most eight reasons.
    """

    lang: str
    dialect: str | None
    is_complaint: bool
    complaint_probability: float
    sentiment: int
    sentiment_score: float
    topics: tuple[str, ...]
    severity: int
    anger: int
    insult_to_person: bool
    threat: bool
    churn: bool
    repeat: bool
    troll: bool
    sarcasm: bool
    abuse_score: float
    private_data: tuple[str, ...]
    private_data_spans: tuple[Span, ...]
    probabilities: tuple[float, ...]
    abstained: tuple[str, ...]
    because: tuple[Reason, ...]

    def as_row(self, row_id: str, error: str | None = None) -> dict[str, Any]:
        """Return the analysis as one output row, keys in the order of the contract."""
        row: dict[str, Any] = {"id": row_id, **self._asdict(), "error": error}
        for name in ("topics", "private_data", "abstained"):
            row[name] = list(row[name])
        row["private_data_spans"] = [
            {"type": span.kind, "start": span.start, "end": span.end}
            for span in self.private_data_spans
        ]
        row["probabilities"] = dict(zip(FLAGS, self.probabilities, strict=True))
        row["because"] = [reason._asdict() for reason in self.because]
        return row

    def as_json(self, row_id: str) -> str:
        """Return the output row as one line of JSON: what `json.dumps(as_row(...))` writes, faster."""
        (
            lang, dialect, is_complaint, chance, sentiment, score, topics, severity, anger,
            insult, threat, churn, repeat, troll, sarcasm, abuse, private, spans, chances,
            unsure, because,
        ) = self  # fmt: skip
        one, two, three, four, five, six = chances
        return _LINE % (
            _quoted(row_id), lang, f'"{dialect}"' if dialect else "null", _BOOLS[is_complaint],
            _DIGITS[chance], sentiment, _DIGITS[score], _listed(topics), severity, anger,
            _BOOLS[insult], _BOOLS[threat], _BOOLS[churn], _BOOLS[repeat], _BOOLS[troll],
            _BOOLS[sarcasm], _DIGITS[abuse], _listed(private),
            ", ".join([_SPAN % span for span in spans]) if spans else "",
            _DIGITS[one], _DIGITS[two], _DIGITS[three], _DIGITS[four], _DIGITS[five], _DIGITS[six],
            _listed(unsure), ", ".join([_REASON % reason for reason in because]) if because else "",
        )  # fmt: skip


def error_row(row_id: str, error: str) -> dict[str, Any]:
    """Return the output row of an input row that could not be read: id and error, the rest null."""
    return {**dict.fromkeys(FIELDS), "id": row_id, "error": error}


_BOOLS = ("false", "true")


class _Digits(dict[float, str]):
    """The digits of numbers between -1 and 1 with three places, which are written again and again."""

    def __missing__(self, number: float) -> str:
        return repr(number)


_DIGITS = _Digits({at / 1000: repr(at / 1000) for at in range(-1000, 1001)})
# Kinds, codes and reasons are our own plain words: only the id has to be escaped.
_SPAN = '{"type": "%s", "start": %d, "end": %d}'
_REASON = '{"field": "%s", "start": %d, "end": %d, "why": "%s"}'
_NESTED = {
    "topics": "[%s]",
    "private_data": "[%s]",
    "private_data_spans": "[%s]",
    "abstained": "[%s]",
    "because": "[%s]",
    "lang": '"%s"',
    "error": "null",
    "probabilities": "{" + ", ".join(f'"{flag}": %s' for flag in FLAGS) + "}",
}
_LINE = "{" + ", ".join(f'"{name}": {_NESTED.get(name, "%s")}' for name in FIELDS) + "}"


@lru_cache(maxsize=4096)
def _listed(words: tuple[str, ...]) -> str:
    return '"' + '", "'.join(words) + '"' if words else ""


_quoted = json.JSONEncoder(ensure_ascii=False).encode
