"""Read what our own mail server found out about the sender."""

import re
from email.message import Message

from amends.connectors.mail.headers import raw_fields


_RESULT = re.compile(r"\b(spf|dkim|dmarc)\s*=\s*([a-z]+)", re.IGNORECASE)


def results(message: Message, authserv_id: str) -> dict[str, str]:
    """Return spf, dkim and dmarc as our own server found them; nothing from anybody else.

    Only the topmost field counts: servers put theirs on top, and a sender may have written
    one in our name below.
    """
    for value in raw_fields(message, "Authentication-Results"):
        server, _, found = value.partition(";")
        if authserv_id and server.split(" ")[0].strip().lower() == authserv_id.lower():
            pairs = _RESULT.findall(re.sub(r"\([^()]*\)", "", found))
            return {name.lower(): result.lower() for name, result in reversed(pairs)}
    return {}
