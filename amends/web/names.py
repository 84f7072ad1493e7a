"""What every code is called: states, severities, topics, roles, channels, reasons.

One table per noun, English message ids; whoever shows a name translates it by asking here.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from amends.web import arrival_names, monitor_names, reply_names


Names = Mapping[str, Any]

STATES: Names = {
    "new": pgettext_lazy("state of a case", "New"),
    "acknowledged": pgettext_lazy("state of a case", "Acknowledged"),
    "investigating": pgettext_lazy("state of a case", "Investigating"),
    "waiting": pgettext_lazy("state of a case", "With the customer"),
    "resolved": pgettext_lazy("state of a case", "Resolved"),
    "closed": pgettext_lazy("state of a case", "Closed"),
}
STATE_GLYPHS = {
    "new": "new", "acknowledged": "ack", "investigating": "look",
    "waiting": "wait", "resolved": "done", "closed": "closed",
}  # fmt: skip
OUTCOMES: Names = {
    "accepted": pgettext_lazy("outcome", "Accepted by the customer"),
    "rejected": pgettext_lazy("outcome", "Rejected, with reasons and where to go next"),
    "withdrawn": pgettext_lazy("outcome", "Withdrawn by the customer"),
    "no_answer": pgettext_lazy("outcome", "The customer did not answer"),
    "not_a_complaint": pgettext_lazy("outcome", "Not a complaint"),
    "merged": pgettext_lazy("outcome", "It lives on in another case"),
}
VERDICTS: Names = {
    "upheld": pgettext_lazy("verdict", "The customer is right"),
    "partly": pgettext_lazy("verdict", "The customer is partly right"),
    "not_upheld": pgettext_lazy("verdict", "The claim is not right"),
    "cannot_tell": pgettext_lazy("verdict", "It cannot be told"),
}
FAULTS: Names = {
    "ours": pgettext_lazy("whose failure", "Ours"),
    "not_ours": pgettext_lazy("whose failure", "Not ours"),
    "unknown": pgettext_lazy("whose failure", "Not known yet"),
    "none": pgettext_lazy("whose failure", "Nobody’s"),
}
MODEL_PROBLEMS: Names = {
    "model_off": _("Drafts by a model are off."),
    "model_not_set_up": _("The model is not set up: its address is no longer allowed."),
    "model_unreachable": _("The model could not be reached."),
    "model_unreadable": _("The model's answer could not be read."),
    "model_busy": _("The model is busy; try again in a moment."),
    "model_refused_key": _("The model does not accept the key."),
    "model_not_good_enough": _("No draft of the model passed the review in three tries."),
}
SEVERITIES: Mapping[int, Any] = {
    1: pgettext_lazy("severity", "A remark"),
    2: pgettext_lazy("severity", "Minor"),
    3: pgettext_lazy("severity", "Ordinary"),
    4: pgettext_lazy("severity", "Serious"),
    5: pgettext_lazy("severity", "Safety"),
}
TOPICS: Names = {
    "delivery_late": pgettext_lazy("topic", "Late delivery"),
    "not_received": pgettext_lazy("topic", "Not received"),
    "wrong_item": pgettext_lazy("topic", "Wrong item"),
    "damaged": pgettext_lazy("topic", "Arrived damaged"),
    "defective": pgettext_lazy("topic", "Defective"),
    "missing_part": pgettext_lazy("topic", "Part missing"),
    "not_as_described": pgettext_lazy("topic", "Not as described"),
    "size_fit": pgettext_lazy("topic", "Size and fit"),
    "refund": pgettext_lazy("topic", "Refund"),
    "return_exchange": pgettext_lazy("topic", "Return or exchange"),
    "payment": pgettext_lazy("topic", "Payment"),
    "price_promo": pgettext_lazy("topic", "Price or offer"),
    "app_site": pgettext_lazy("topic", "App or site"),
    "account_privacy": pgettext_lazy("topic", "Account or privacy"),
    "staff_behavior": pgettext_lazy("topic", "Behaviour of staff"),
    "no_response": pgettext_lazy("topic", "No response"),
    "safety_health": pgettext_lazy("topic", "Safety and health"),
    "stock_cancel": pgettext_lazy("topic", "Out of stock or cancelled"),
    "warranty_service": pgettext_lazy("topic", "Warranty and service"),
    "packaging": pgettext_lazy("topic", "Packaging"),
    "question": pgettext_lazy("topic", "A question"),
    "praise": pgettext_lazy("topic", "Praise"),
    "other": pgettext_lazy("topic", "Something else"),
}
ROLES: Names = {
    "owner": pgettext_lazy("role", "Owner"),
    "manager": pgettext_lazy("role", "Manager"),
    "agent": pgettext_lazy("role", "Agent"),
    "moderator": pgettext_lazy("role", "Moderator"),
    "analyst": pgettext_lazy("role", "Analyst"),
}
REMEDIES: Names = {
    "refund": pgettext_lazy("remedy", "Refund"),
    "replacement": pgettext_lazy("remedy", "Replacement"),
    "repair": pgettext_lazy("remedy", "Repair"),
    "redelivery": pgettext_lazy("remedy", "New delivery"),
    "discount": pgettext_lazy("remedy", "Discount"),
    "gift": pgettext_lazy("remedy", "Gift"),
    "explanation": pgettext_lazy("remedy", "Explanation"),
}
REMEDY_STATES: Names = {
    "proposed": pgettext_lazy("state of a remedy", "Proposed"),
    "approved": pgettext_lazy("state of a remedy", "Approved"),
    "refused": pgettext_lazy("state of a remedy", "Refused"),
    "delivered": pgettext_lazy("state of a remedy", "Delivered"),
}
DELIVERY_STATES: Names = {
    "held": pgettext_lazy("state of a delivery", "Waiting for a colleague's second look"),
    "ready": pgettext_lazy("state of a delivery", "Waiting to go out"),
    "sending": pgettext_lazy("state of a delivery", "Going out"),
    "sent": pgettext_lazy("state of a delivery", "Sent"),
    "failed": pgettext_lazy("state of a delivery", "Not sent"),
    "unknown": pgettext_lazy("state of a delivery", "Not known whether it went out"),
    "link": pgettext_lazy("state of a delivery", "To be posted by hand"),
    "cancelled": pgettext_lazy("state of a delivery", "Cancelled"),
}
ORDER_STATES: Names = {  # the words shops commonly use; another shows itself
    "pending": pgettext_lazy("state of an order", "Not paid yet"),
    "processing": pgettext_lazy("state of an order", "Being prepared"),
    "late": pgettext_lazy("state of an order", "Late"),
    "shipped": pgettext_lazy("state of an order", "On its way"),
    "delivered": pgettext_lazy("state of an order", "Delivered"),
    "completed": pgettext_lazy("state of an order", "Delivered"),
    "cancelled": pgettext_lazy("state of an order", "Cancelled"),
    "returned": pgettext_lazy("state of an order", "Returned"),
    "refunded": pgettext_lazy("state of an order", "Refunded"),
}
MESSAGES: Names = {
    "reply": pgettext_lazy("kind of message", "Reply"),
    "receipt": pgettext_lazy("kind of message", "Automatic receipt"),
    "confirmation": pgettext_lazy("kind of message", "Question whether it is solved"),
    "survey": pgettext_lazy("kind of message", "Survey"),
    "notice": pgettext_lazy("kind of message", "Notice"),
    "invitation": pgettext_lazy("kind of message", "Invitation"),
}
CAUSE_KINDS: Names = {
    "people": pgettext_lazy("kind of cause", "People"),
    "process": pgettext_lazy("kind of cause", "Process"),
    "product": pgettext_lazy("kind of cause", "Product"),
    "partner": pgettext_lazy("kind of cause", "Partner"),
    "information": pgettext_lazy("kind of cause", "Information"),
    "system": pgettext_lazy("kind of cause", "System"),
    "expectation": pgettext_lazy("kind of cause", "Expectation"),
    "situation": pgettext_lazy("kind of cause", "Situation"),
    "unknown": pgettext_lazy("kind of cause", "Unknown"),
}
STANDINGS: Names = {
    "customer": pgettext_lazy("who is speaking", "Customer"),
    "plausible": pgettext_lazy("who is speaking", "Probably a customer"),
    "unknown": pgettext_lazy("who is speaking", "Not known to us"),
    "suspected_fake": pgettext_lazy("who is speaking", "Perhaps not a customer"),
    "troll": pgettext_lazy("who is speaking", "Provokes"),
}
SEGMENTS: Names = {
    "angry": pgettext_lazy("segment", "Angry"),
    "vip": pgettext_lazy("segment", "Important customer"),
    "previous": pgettext_lazy("segment", "Complained before"),
    "silent": pgettext_lazy("segment", "Seldom speaks"),
}
SET_ASIDE: Names = {
    "not_a_complaint": pgettext_lazy("why no case", "Not a complaint"),
    "ours": pgettext_lazy("why no case", "Our own words"),
    "bounce": pgettext_lazy("why no case", "Returned mail"),
    "auto_reply": pgettext_lazy("why no case", "Automatic answer"),
    "list": pgettext_lazy("why no case", "Mailing list"),
    "loop": pgettext_lazy("why no case", "Mail going in circles"),
    "praise": pgettext_lazy("why no case", "Praise"),
    "insult_only": pgettext_lazy("why no case", "Only an insult"),
    "maybe_us": pgettext_lazy("why no case", "Perhaps not about us: somebody is asked"),
    "not_us": pgettext_lazy("why no case", "Not about us"),
    "not_named": pgettext_lazy("why no case", "None of our names stands in it"),
    "indirect": pgettext_lazy("why no case", "Not said to us, and we listen to nothing else"),
    "other_language": pgettext_lazy("why no case", "In a language we do not listen to"),
}
IDENTITIES: Names = {
    "email": pgettext_lazy("how a customer is known", "E-mail"),
    "phone": pgettext_lazy("how a customer is known", "Phone"),
    "handle": pgettext_lazy("how a customer is known", "Account"),
}
CAUSE_STANDINGS: Names = {
    "bare": pgettext_lazy("standing of a cause", "No action"),
    "asked": pgettext_lazy("standing of a cause", "Waits for a plan"),
    "acting": pgettext_lazy("standing of a cause", "Under way"),
    "proving": pgettext_lazy("standing of a cause", "Being proven"),
    "gone": pgettext_lazy("standing of a cause", "Gone, proven"),
    "back": pgettext_lazy("standing of a cause", "Came back"),
}
CAUSE_TONES = {
    "bare": "ember", "asked": "amber", "acting": "amber", "proving": "amber",
    "gone": "accent", "back": "ember",
}  # fmt: skip
CLOCKS: Names = {
    "first_reply": pgettext_lazy("clock", "First reply"),
    "next_reply": pgettext_lazy("clock", "Next reply"),
    "promise": pgettext_lazy("clock", "Promise"),
    "window": pgettext_lazy("clock", "Time to answer there"),
}
LANGUAGES: Names = {
    "ar": _("Arabic"),
    "fa": _("Persian"),
    "en": _("English"),
    "mixed": _("Mixed languages"),
    "other": _("Another language"),
}
FIELDS: Names = {
    "is_complaint": pgettext_lazy("field of an analysis", "Kind"),
    "severity": pgettext_lazy("field of an analysis", "Severity"),
    "anger": pgettext_lazy("field of an analysis", "Anger"),
    "topics": pgettext_lazy("field of an analysis", "Topic"),
    "repeat": pgettext_lazy("field of an analysis", "Wrote before"),
    "churn": pgettext_lazy("field of an analysis", "May leave us"),
    "threat": pgettext_lazy("field of an analysis", "Threat"),
    "insult_to_person": pgettext_lazy("field of an analysis", "Insult to a person"),
    "sarcasm": pgettext_lazy("field of an analysis", "Sarcasm"),
    "troll": pgettext_lazy("field of an analysis", "Provokes"),
    "sentiment": pgettext_lazy("field of an analysis", "Mood"),
    "lang": pgettext_lazy("field of an analysis", "Language"),
    "private_data": pgettext_lazy("field of an analysis", "Private data"),
}
SENTIMENTS: Mapping[int, Any] = {
    -2: pgettext_lazy("mood", "Very unhappy"),
    -1: pgettext_lazy("mood", "Unhappy"),
    0: pgettext_lazy("mood", "Neutral"),
    1: pgettext_lazy("mood", "Content"),
    2: pgettext_lazy("mood", "Very content"),
}
EXEMPTIONS: Names = {
    "safety": pgettext_lazy("exemption", "Safety is at stake"),
    "confirmed_closure": pgettext_lazy("exemption", "The customer confirmed that it is solved"),
    "other_person": pgettext_lazy("exemption", "Another person asks"),
    "new_issue": pgettext_lazy("exemption", "A new question, with a reason"),
}
EVIDENCE: Names = {
    "email": pgettext_lazy("evidence", "known by e-mail"),
    "phone": pgettext_lazy("evidence", "known by phone"),
    "handle": pgettext_lazy("evidence", "known by account"),
    "order": pgettext_lazy("evidence", "known by order number"),
    "order_in_private": pgettext_lazy("evidence", "gave a known order number in private"),
    "order_in_public": pgettext_lazy("evidence", "named an order number in public"),
    "email_in_text": pgettext_lazy("evidence", "wrote a known e-mail address"),
    "phone_in_text": pgettext_lazy("evidence", "wrote a known phone number"),
    "claimed_email": pgettext_lazy("evidence", "gave a known e-mail address, not proven"),
    "claimed_phone": pgettext_lazy("evidence", "gave a known phone number, not proven"),
    "handle_of_platform": pgettext_lazy("evidence", "known account of this place"),
    "name": pgettext_lazy("evidence", "known by name"),
}
FIGURES: Names = {
    "complaints": pgettext_lazy("figure", "Complaints"),
    "answered": pgettext_lazy("figure", "Answered"),
    "waiting": pgettext_lazy("figure", "Without a first reply"),
    "unanswered": pgettext_lazy("figure", "Past the limit without a reply"),
    "resolved": pgettext_lazy("figure", "Resolved"),
    "recovered": pgettext_lazy("figure", "Content after the complaint"),
    "unhappy": pgettext_lazy("figure", "Unhappy after the complaint"),
    "surveyed": pgettext_lazy("figure", "Told us how it was"),
    "indirect": pgettext_lazy("figure", "Never named us"),
    "praised": pgettext_lazy("figure", "Praised replies"),
    "promises-kept": pgettext_lazy("figure", "Promises kept"),
    "promises-broken": pgettext_lazy("figure", "Promises broken"),
}
BANDS: Names = {
    "15": pgettext_lazy("band of first replies", "Within 15 minutes"),
    "30": pgettext_lazy("band of first replies", "15 to 30 minutes"),
    "60": pgettext_lazy("band of first replies", "30 to 60 minutes"),
    "over": pgettext_lazy("band of first replies", "Over an hour"),
}
CLOCK_SIDES: Names = {
    "covered": pgettext_lazy("which clock", "covered hours"),
    "wall": pgettext_lazy("which clock", "wall clock"),
}
SHIFT_SIDES: Names = {
    "in": pgettext_lazy("when it was heard", "in covered hours"),
    "out": pgettext_lazy("when it was heard", "outside them"),
}
CHANNEL_ICONS = {
    "fake_public": "globe", "fake_private": "chat", "fake_chat": "chat", "fake_link": "star",
    "email": "mail", "imap": "mail", "feed": "feed", "google_alerts": "feed", "form": "form", "webhook": "door",
    "hacker_news": "globe", "stack_exchange": "globe", "reddit": "globe", "wordpress": "globe",
    "discourse": "globe", "monitoring": "feed",
    "app_store": "star", "app_store_feed": "star", "g2": "star", "google_business": "star",
    "google_play": "star", "tripadvisor": "star", "trustpilot": "star", "yelp": "star",
    "facebook_page": "globe", "messenger": "chat", "whatsapp": "chat",
    "phone": "phone", "instagram": "instagram", "telegram": "telegram", "x": "x",
    "bluesky": "globe", "youtube": "globe",
}  # fmt: skip


def name_of(table: str, code: object) -> str:
    """Return the name of a code in the reader's language; a code without one shows itself."""
    table = table.upper()
    places = (globals(), vars(reply_names), vars(monitor_names), vars(arrival_names))
    names: Mapping[Any, Any] = next(place[table] for place in places if table in place)
    return str(names.get(code, code))
