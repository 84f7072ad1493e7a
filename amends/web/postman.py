"""Mail an invitation to a colleague out of the brand's own mailbox; the link is shown in any case.

It answers no customer and belongs to no case, so it is no delivery: it goes at once or not at all,
outside of any transaction.
"""

import structlog
from django.utils import translation
from django.utils.translation import gettext

from amends.casebook.models import Brand
from amends.connectors.mail.threads import make_message_id
from amends.connectors.protocol import Outgoing, Visibility
from amends.rooms.triage.reaching.mailboxes import mailbox_of


log = structlog.get_logger()


def invite_by_mail(brand: Brand, to: str, link: str) -> bool | None:
    """Mail an invitation in the brand's language; False when it failed, None without a mailbox."""
    try:
        mailbox = mailbox_of(brand)
        if mailbox is None:
            return None
        mailbox.speaker.say(invitation(brand, to, link, make_message_id(mailbox.domain)))
    except Exception as error:  # noqa: BLE001 - whatever it was, the link is there to pass on
        log.warning("invitation_not_sent", brand=brand.pk, error=repr(error))
        return False
    return True


def invitation(brand: Brand, to: str, link: str, key: str) -> Outgoing:
    """Return the mail of an invitation."""
    with translation.override(brand.language):
        name = " ".join(brand.name_in(brand.language).split())
        text = gettext(
            "Hello,\n\n%(brand)s invites you to its complaint desk. With this link you choose your"
            " password and join the team; it works once, for seven days:\n\n%(link)s\n\nIf you did"
            " not expect it, leave it: without you nothing happens."
        )
        subject = gettext("%(brand)s invites you to its complaint desk")
        return Outgoing(
            to=to,
            text=text % {"brand": name, "link": link},
            subject=subject % {"brand": name},
            visibility=Visibility.PRIVATE,
            key=key,
            language=brand.language,
        )
