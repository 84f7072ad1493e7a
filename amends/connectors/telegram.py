"""Telegram (core.telegram.org/bots/api): one bot, in private chats and in groups.

Asked for what is new, or called: one of the two, Telegram refuses both at once. Either way it keeps
what is new for a day only. Thirty messages a second, one a second in a chat, twenty a minute in
a group. A bot cannot write first to anybody. Where Telegram is blocked, a server of one's own
(``telegram-bot-api``) speaks the same way.
"""

from dataclasses import dataclass, replace
from functools import partial
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from amends.connectors.afterwards import FarFile
from amends.connectors.network.addresses import ProxiedTransport
from amends.connectors.network.http import Http
from amends.connectors.network.signatures import is_same
from amends.connectors.platforms.telegram.api import Api
from amends.connectors.platforms.telegram.messages import (
    key_of,
    link_of,
    parse_call,
    parse_updates,
)
from amends.connectors.protocol import (
    Batch,
    BrokenPage,
    Call,
    Capability,
    Challenge,
    Counting,
    Door,
    Outgoing,
    Refused,
    Sent,
    Undeliverable,
    Visibility,
)
from amends.connectors.source_settings import N_, SettingsError, setting
from amends.connectors.values.lengths import length
from amends.connectors.values.links import web_link


LENGTH = 4096
NONE = -1  # as the last update heard: whatever was not confirmed yet
SECRET = "x-telegram-bot-api-secret-token"  # noqa: S105 - the name of a header

CAPABILITY = Capability(
    platform="telegram",
    public=Door.API,
    private=Door.API,
    default_visibility=Visibility.PRIVATE,
    max_length=LENGTH,
    counting=Counting.UTF16,
    is_chat=True,
    poll_s=10,
    extra=N_("A bot cannot write first: the customer must have written to it himself."),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """One bot."""

    token: str = setting(
        N_("Token of the bot"), secret=True, help=N_("From @BotFather in Telegram.")
    )
    server: str = setting(
        N_("Address of the server"),
        default="https://api.telegram.org",
        help=N_("Another one where Telegram is blocked."),
    )
    proxy: str = setting(
        N_("Proxy"),
        default="",
        help=N_("Where Telegram is blocked, for example http://proxy.example:3128."),
    )
    call_secret: str = setting(
        N_("Secret of its calls"),
        secret=True,
        default="",
        help=N_("Only where Telegram calls this desk; then it is not asked."),
    )

    def __post_init__(self) -> None:
        given = {"server": self.server} | ({"proxy": self.proxy} if self.proxy else {})
        wrong = [name for name, link in given.items() if not urlsplit(web_link(link)).hostname]
        if wrong:
            why = N_("Please give addresses such as https://shop.example.")
            raise SettingsError(dict.fromkeys(wrong, why))

    @property
    def me(self) -> str:
        """Return the number of the bot, with which its token begins."""
        return self.token.partition(":")[0]


class Telegram:
    """One bot."""

    def __init__(self, settings: Settings, http: Http | None = None) -> None:
        self._settings = settings
        self._api = Api(settings.server, settings.token, http or _way_out(settings.proxy))

    def hear(self, cursor: str) -> Batch:
        """Return what came after the cursor, at most a hundred updates; nothing where it calls.

        At the end the cursor goes back to none: all is confirmed, and after a silent week
        Telegram may begin to number anew, below what was heard last.
        """
        if self._settings.call_secret:
            return Batch(cursor=cursor)
        updates = self._api.updates(int(cursor or NONE))
        try:
            last = str(max((int(one["update_id"]) for one in updates), default=NONE))
        except (KeyError, TypeError, ValueError) as problem:
            raise BrokenPage("Telegram sent something that is no update.") from problem
        page = parse_updates(updates, self._settings.me)
        return replace(page, cursor=last, more=bool(updates))

    def check(self, call: Call) -> Challenge | Refused | None:
        """Make sure that the call shows our secret; Telegram signs no bodies."""
        if is_same(call.headers.get(SECRET, ""), self._settings.call_secret):
            return None
        return Refused(401, "The call did not show Telegram's secret.")

    def receive(self, call: Call) -> Batch:
        """Read a call that was checked."""
        return parse_call(call.raw, self._settings.me)

    def say(self, outgoing: Outgoing) -> Sent:
        """Send once, in answer to a message or to the person himself.

        Raises Undeliverable for what Telegram refuses, such as a bot that the customer has blocked
        or never wrote to, and TimeoutError when its fate is unknown.
        """
        if length(outgoing.text, Counting.UTF16) > LENGTH:
            raise Undeliverable(f"At most {LENGTH} characters fit.")
        chat, _, number = outgoing.parent.rpartition(":")
        status, told = self._send(chat or outgoing.to, number, outgoing.text)
        moved = told.get("parameters") if isinstance(told.get("parameters"), dict) else None
        if status >= HTTPStatus.BAD_REQUEST and moved and moved.get("migrate_to_chat_id"):
            # The group became a big one; what was said in the small one cannot be answered there.
            status, told = self._send(str(moved["migrate_to_chat_id"]), "", outgoing.text)
        if status >= HTTPStatus.BAD_REQUEST:
            raise Undeliverable(f"Telegram answered {status}: {told.get('description', '')}")
        return _sent(told.get("result"))

    def fetch_file(self, file: FarFile) -> bytes:
        """Return a file that came with a message; its id stays good for this bot."""
        return self._api.file(file.key)

    def _send(self, chat: str, number: str, text: str) -> tuple[int, dict[str, Any]]:
        if not chat:
            raise Undeliverable("Telegram does not say to whom this would go.")
        fields: dict[str, Any] = {"chat_id": chat, "text": text}
        if number.isdecimal():
            above = {"message_id": int(number), "allow_sending_without_reply": True}
            fields["reply_parameters"] = above
        return self._api.call("sendMessage", fields)


def _way_out(proxy: str) -> Http:
    """Return the way to Telegram, through a proxy where one is given."""
    if not proxy:
        return Http(trusted=True)
    return Http(trusted=True, transport=partial(ProxiedTransport, proxy))


def _sent(message: Any) -> Sent:
    try:
        chat = message["chat"]
        is_private = chat.get("type") == "private"
        return Sent(key_of(message), "" if is_private else link_of(chat, message["message_id"]))
    except (KeyError, TypeError, AttributeError) as problem:
        raise BrokenPage("Telegram did not say what it sent.") from problem
