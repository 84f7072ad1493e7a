"""What is named of things on their way: files that have not come, texts that did not arrive."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _


Names = Mapping[str, Any]

AWAITED_FILES: Names = {
    "": _("It is being fetched."),
    "gone": _("The channel does not have it any more."),
    "too_big": _("It is larger than 10 MB: open it in the channel's own app."),
    "needs_reconnecting": _(
        "The channel does not accept our sign-in: look at the source's settings."
    ),
    "busy": _("The channel asked us to wait."),
    "unreachable": _("The channel could not be reached."),
    "broken_page": _("The channel answered something we could not read."),
    "unexpected": _("Something unexpected happened."),
}
DELIVERY_TROUBLES: Names = {
    "bounced": _("The mail came back: this address takes nothing."),
    "not_delivered": _("The channel could not deliver it."),
    "not_reachable": _("The customer cannot be reached there: call, or write by another way."),
    "window_closed": _("The time to answer there was over: wait until the customer writes."),
    "too_many": _("The channel takes no more messages for now: send it again later."),
    "undeliverable": _("The channel refuses it for good."),
    "needs_reconnecting": AWAITED_FILES["needs_reconnecting"],
    "out_of_credits": _("The credits of this account are used up."),
    "busy": AWAITED_FILES["busy"],
    "unreachable": AWAITED_FILES["unreachable"],
    "source_not_usable": _("The settings of this source are wrong."),
    "worker_lost": _("The desk stopped while it was being sent."),
    "no_answer": _("The channel did not say whether it took it."),
    "third_public_reply": _("It would have been a third public reply."),
    "sent_back": _("A colleague sent it back."),
    "undone": _("It was called back."),
}
