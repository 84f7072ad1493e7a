"""The answer of the understand room: every field of the output contract, frozen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """What we think a message says. `because` holds at most eight reasons, for people to read."""

    lang: str
    dialect: str | None
    is_complaint: bool
    complaint_probability: float
    sentiment: int
    sentiment_score: float
    topics: tuple[str, ...]
    severity: int
    anger: int
    insult_to_person: bool = False
    threat: bool = False
    churn: bool = False
    repeat: bool = False
    troll: bool = False
    sarcasm: bool = False
    abuse_score: float = 0.0
    private_data: tuple[str, ...] = ()
    private_data_spans: tuple[Span, ...] = ()
    probabilities: Mapping[str, float] = field(default_factory=dict)
    abstained: tuple[str, ...] = ()
    because: tuple[Reason, ...] = ()

    def as_row(self, row_id: str, error: str | None = None) -> dict[str, Any]:
        """Return the analysis as one output row, keys in the order of the contract."""
        row: dict[str, Any] = {name: getattr(self, name, None) for name in FIELDS}
        row["id"], row["error"] = row_id, error
        for name in ("topics", "private_data", "abstained"):
            row[name] = list(row[name])
        row["private_data_spans"] = [
            {"type": span.kind, "start": span.start, "end": span.end}
            for span in self.private_data_spans
        ]
        row["probabilities"] = dict(self.probabilities)
        row["because"] = [reason._asdict() for reason in self.because]
        return row


def error_row(row_id: str, error: str) -> dict[str, Any]:
    """Return the output row of an input row that could not be read: id and error, the rest null."""
    return {**dict.fromkeys(FIELDS), "id": row_id, "error": error}
