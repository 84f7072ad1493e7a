"""Says something on Mastodon: the person is named in the text, or nobody is told."""

from http import HTTPStatus

from amends.connectors.platforms.mastodon.api import Api
from amends.connectors.platforms.mastodon.posts import steady, visibility_of
from amends.connectors.protocol import BrokenPage, Outgoing, Sent, Undeliverable, Visibility
from amends.connectors.values.links import web_link


_WIRE = {Visibility.PUBLIC: "public", Visibility.PRIVATE: "direct"}


def say(api: Api, outgoing: Outgoing, most_characters: int) -> Sent:
    """Post once; a private answer is read by those it names, a public one by everybody.

    Raises Undeliverable for what the server refuses for good, for an answer to what is gone, and
    for a public answer to private words. Raises TimeoutError when its fate is unknown.
    """
    fields = {
        "status": _named(outgoing),
        "visibility": _WIRE[outgoing.visibility],
        "language": outgoing.language,
        "in_reply_to_id": outgoing.parent,
    }
    if len(fields["status"]) > most_characters:
        raise Undeliverable(f"At most {most_characters} characters fit.")
    if outgoing.parent:
        _check_parent(api, outgoing)
    given = {name: value for name, value in fields.items() if value}
    status, posted = api.post("v1/statuses", outgoing.key, given)
    if status >= HTTPStatus.BAD_REQUEST:
        why = posted.get("error", "") if isinstance(posted, dict) else ""
        raise Undeliverable(f"The server answered {status}: {why}")
    if not isinstance(posted, dict) or not posted.get("id"):
        raise BrokenPage("The server did not say what it posted.")
    return Sent(
        steady(str(posted["id"])), web_link(posted.get("url") or posted.get("uri") or "")
    )


def _named(outgoing: Outgoing) -> str:
    """Return the text with the person in front, unless the writer named him himself."""
    name = f"@{outgoing.to}"
    is_named = not outgoing.to or name.lower() in outgoing.text.lower()
    return outgoing.text if is_named else f"{name} {outgoing.text}"


def _check_parent(api: Api, outgoing: Outgoing) -> None:
    """Look once more at what is answered: it may be gone, or was never meant for everybody."""
    parent = api.status(outgoing.parent)
    if parent is None:
        raise Undeliverable("What this answers was deleted, or is hidden from us.")
    is_public = outgoing.visibility is Visibility.PUBLIC
    if is_public and visibility_of(parent) is Visibility.PRIVATE:
        raise Undeliverable("What was said in private is never answered in public.")
