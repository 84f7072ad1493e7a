"""Every noun of the product; the data model is readable in this folder."""

from amends.casebook.models.analysis import Analysis, Correction
from amends.casebook.models.author import Author, Standing
from amends.casebook.models.brand import Brand, MemberInvitation, Membership, Role
from amends.casebook.models.case import Case, CaseState, CaseVerdict, Fault, Outcome
from amends.casebook.models.cause import Cause, CauseKind, CorrectiveAction, Outreach
from amends.casebook.models.clock import Clock, ClockKind, ClockState
from amends.casebook.models.community import Delight, Participation
from amends.casebook.models.crisis import Crisis
from amends.casebook.models.customer import Customer, Identity, IdentityKind, Order
from amends.casebook.models.delivery import Delivery, DeliveryState, Message
from amends.casebook.models.device import Device, SenderKey
from amends.casebook.models.entry import Entry, Reason
from amends.casebook.models.errand import Errand, ErrandState, Way
from amends.casebook.models.mention import (
    Attachment,
    Awaited,
    Directness,
    Mention,
    MentionState,
    Visibility,
    What,
)
from amends.casebook.models.merge import Merge
from amends.casebook.models.monitor import Hit, HitState, Lesson, Monitor, Tells
from amends.casebook.models.note import Call, Note
from amends.casebook.models.notice import Notice
from amends.casebook.models.policy import PolicyApproval, PolicyChange, PolicySetting
from amends.casebook.models.practice import PracticeAnswer
from amends.casebook.models.presence import Presence
from amends.casebook.models.promise import (
    HandOver,
    Investigation,
    Promise,
    Remedy,
    RemedyKind,
    RemedyState,
)
from amends.casebook.models.reply import Finding, FindingLevel, Kudos, Reply
from amends.casebook.models.service_call import ServiceCall, ServiceCallState
from amends.casebook.models.shift import Shift
from amends.casebook.models.snippet import Snippet
from amends.casebook.models.source import Rhythm, Source
from amends.casebook.models.spending import Spending
from amends.casebook.models.survey import Confirmation, Invitation, Survey
from amends.casebook.models.tag import Tag
from amends.casebook.models.user import Language, Theme, User


__all__ = [
    "Analysis",
    "Attachment",
    "Author",
    "Awaited",
    "Brand",
    "Call",
    "Case",
    "CaseState",
    "CaseVerdict",
    "Cause",
    "CauseKind",
    "Clock",
    "ClockKind",
    "ClockState",
    "Confirmation",
    "Correction",
    "CorrectiveAction",
    "Crisis",
    "Customer",
    "Delight",
    "Delivery",
    "DeliveryState",
    "Device",
    "Directness",
    "Entry",
    "Errand",
    "ErrandState",
    "Fault",
    "Finding",
    "FindingLevel",
    "HandOver",
    "Hit",
    "HitState",
    "Identity",
    "IdentityKind",
    "Investigation",
    "Invitation",
    "Kudos",
    "Language",
    "Lesson",
    "MemberInvitation",
    "Membership",
    "Mention",
    "MentionState",
    "Merge",
    "Message",
    "Monitor",
    "Note",
    "Notice",
    "Order",
    "Outcome",
    "Outreach",
    "Participation",
    "PolicyApproval",
    "PolicyChange",
    "PolicySetting",
    "PracticeAnswer",
    "Presence",
    "Promise",
    "Reason",
    "Remedy",
    "RemedyKind",
    "RemedyState",
    "Reply",
    "Rhythm",
    "Role",
    "SenderKey",
    "ServiceCall",
    "ServiceCallState",
    "Shift",
    "Snippet",
    "Source",
    "Spending",
    "Standing",
    "Survey",
    "Tag",
    "Tells",
    "Theme",
    "User",
    "Visibility",
    "Way",
    "What",
]
