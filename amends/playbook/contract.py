"""What goes into the review of a reply and what comes out (LABELS.md, exactly)."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Final, Literal


Visible = Literal["block", "warn", "hint"]
Verdict = Literal["block", "warn", "send"]

LABELS: Final = (
    "defensive", "non_apology", "no_acknowledgement", "no_empathy", "no_apology_where_fault",
    "excuse_third_party", "blames_customer", "argues", "canned", "asks_private_data_in_public",
    "discloses_private_data", "no_next_step", "vague_time", "third_public_reply",
    "gift_for_deletion", "gift_before_fix", "over_apology", "wrong_language",
    "exposes_other_customer", "insult_back",
)  # fmt: skip
HINTS: Final = (
    "self_praise", "absolute_guarantee", "names_colleague", "name_individual", "removal_request",
    "invitation_beside_remedy", "asks_known_detail", "legal_threat",
    "apology_without_next_step", "contact_later_than_policy", "no_private_door",
    "promise_without_deed", "bystander_may_misread", "over_promise",
)  # fmt: skip


@dataclass(frozen=True)
class Turn:
    """One message of the conversation; `who` is customer, customer_1, customer_2 or shop."""

    who: str
    text: str


@dataclass(frozen=True, slots=True)
class Money:
    """Whether money may be promised back, and how much at most, in the main unit; None is no bound."""

    may_return: bool
    most: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class ReviewContext:
    """What the desk knows while a reply is drafted.

    `fault` none means that there is no complaint. The fields after `confirmed` are facts that
    only the desk has: how the customer's account is called, names of his that it does not show, his
    private details that we hold, names of colleagues, names and numbers of other customers, and what may be promised.
    """

    lang: str
    public: bool
    dialect: str | None = None
    channel: str = ""
    conversation: tuple[Turn, ...] = ()
    public_replies_already: int = 0
    fault: str = "unknown"
    stage: str = "first"
    now: datetime | None = None
    timezone: str = "UTC"
    recent_replies: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    safety: bool = False
    confirmed: bool = False
    shown_names: tuple[str, ...] = ()
    customer_names: tuple[str, ...] = ()
    known_private: tuple[str, ...] = ()
    known_order_numbers: tuple[str, ...] = ()
    colleague_names: tuple[str, ...] = ()
    other_customers: tuple[str, ...] = ()
    order_pattern: str | None = None
    money: Money | None = None


@dataclass(frozen=True)
class Found:
    """What one check has found: a label or hint, its code points, the rules behind it.

    What is counted or compared, not understood, is exact: the corpus cannot speak against it.
    """

    code: str
    start: int
    end: int
    rules: tuple[str, ...]
    is_exact: bool = False


@dataclass(frozen=True)
class Finding:
    """A found thing with its level and its sentences, as the person who writes sees it."""

    code: str
    level: Visible
    start: int
    end: int
    because: str
    suggestion: str
    rules: tuple[str, ...] = ()

    @property
    def is_label(self) -> bool:
        """Tell a label of the closed list from a hint."""
        return self.code in LABELS


@dataclass(frozen=True)
class Review:
    """The judgement of one draft."""

    verdict: Verdict
    findings: tuple[Finding, ...] = field(default=())

    @property
    def labels(self) -> tuple[str, ...]:
        """Give the labels at level block or warn in the order of the closed list; none if clean."""
        held = {f.code for f in self.findings if f.is_label and f.level != "hint"}
        return tuple(label for label in LABELS if label in held) or ("none",)
