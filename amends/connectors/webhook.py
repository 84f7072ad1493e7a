"""Anything that can send JSON to an address: the desk is told where in it which words stand.

For services without a connector of their own, and for what a shop builds itself. Each call is
genuine by a signature over its bytes or by a secret it shows; nothing else is known of the sender.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any

from amends.connectors.directness import Directness
from amends.connectors.file import ADDRESSED
from amends.connectors.mail.html import html_to_text
from amends.connectors.network.answers import read_json
from amends.connectors.network.signatures import is_same, is_signed
from amends.connectors.protocol import (
    Batch,
    Call,
    Capability,
    Deletion,
    Door,
    Edit,
    Heard,
    Refused,
    Visibility,
)
from amends.connectors.source_settings import N_, SettingsError, setting
from amends.connectors.tables.mentions import rating_of, reach_of
from amends.connectors.values.dates import read_date
from amends.connectors.values.json_paths import find, words_at
from amends.connectors.values.links import web_link
from amends.language.normalise import digits_to_ascii


CAPABILITY = Capability(
    public=Door.DEEP_LINK,
    extra=N_("Any service that can send JSON; answered where it was written."),
)
FIELDS = (
    "id", "text", "title", "author", "author_id", "handle", "email", "phone", "said_at",
    "edited_at", "deleted", "url", "thread", "parent", "rating", "reach", "order", "language",
    "site",
)  # fmt: skip
PREFIX = "sha256="
BEARER = "bearer "
_NOT = frozenset(["", "0", "false", "no"])


@dataclass(frozen=True, slots=True)
class Settings:
    """How a call proves itself, and where in its JSON the words stand."""

    secret: str = setting(
        N_("Secret"),
        secret=True,
        help=N_("Long and made up; give the same one to the service."),
    )
    proof: str = setting(
        N_("What each call shows"),
        default="signature",
        choices={
            "signature": N_("A signature (HMAC-SHA256)"),
            "secret": N_("The secret itself"),
        },
    )
    header: str = setting(
        N_("Header in which it is shown"),
        default="X-Signature",
        help=N_("For example X-Signature or Authorization."),
    )
    items: str = setting(
        N_("Where the list of messages is"),
        default="",
        help=N_("For example data.reviews; empty where each call is one message or a list."),
    )
    fields: tuple[str, ...] = setting(
        N_("Fields"),
        default=(),
        help=N_("One per line, for example: text = review.body"),
    )
    is_html: bool = setting(N_("The texts are HTML"), default=False)
    visibility: str = setting(
        N_("Who can read what it holds"),
        default="public",
        choices={"public": N_("Everyone"), "private": N_("Only the customer and us")},
    )
    addressed: str = setting(N_("To whom it speaks"), default="us", choices=ADDRESSED)
    own_names: tuple[str, ...] = setting(
        N_("Our own names there"),
        default=(),
        help=N_("One per line. What they wrote is ours and no complaint."),
    )

    def __post_init__(self) -> None:
        if not self.said_paths.keys() <= set(FIELDS) or not all(self.said_paths.values()):
            raise SettingsError(
                {"fields": N_("Please write lines such as: text = review.body")}
            )

    @property
    def said_paths(self) -> dict[str, str]:
        """Return the path of each field the operator named."""
        pairs = (line.partition("=") for line in self.fields)
        return {field.strip(): path.strip() for field, _, path in pairs}

    @property
    def path_by_field(self) -> dict[str, str]:
        """Return where each field stands; what nobody named stands under its own name."""
        return {field: field for field in FIELDS} | self.said_paths


class Webhook:
    """One address that is called."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._own = frozenset(name.casefold() for name in settings.own_names)

    def check(self, call: Call) -> Refused | None:
        """Let a call in whose signature or secret is right."""
        given = call.headers.get(self._settings.header.lower(), "")
        if self._is_genuine(call.raw, given):
            return None
        return Refused(HTTPStatus.UNAUTHORIZED, f"{self._settings.header} is missing or wrong.")

    def _is_genuine(self, raw: bytes, given: str) -> bool:
        secret = self._settings.secret
        if self._settings.proof == "secret":
            is_bearer = given.lower().startswith(BEARER)
            return is_same(given[len(BEARER) :].strip() if is_bearer else given, secret)
        bare = given.removeprefix(PREFIX)
        return is_signed(secret, raw, bare) or is_signed(secret, raw, bare, form="base64")

    def receive(self, call: Call) -> Batch:
        """Return what a call tells; of what has no words, nothing."""
        items = list(items_of(read_json(call.raw, "The call"), self._settings.items))
        given = [self._given(item) for item in items]
        there = [fields for fields in given if not fields["deleted"]]
        return Batch(
            tuple(self._heard(one, call.at) for one in there if one["text"] or one["rating"]),
            tuple(_edits(there, call.at)),
            tuple(Deletion(fields["id"], call.at) for fields in given if fields["deleted"]),
        )

    def _given(self, item: Mapping[str, Any]) -> dict[str, str]:
        paths = self._settings.path_by_field.items()
        fields = {field: words_at(item, path) for field, path in paths}
        text, title = (
            html_to_text(words) if self._settings.is_html else words
            for words in (fields["text"], fields["title"])
        )
        is_gone = fields["deleted"].casefold() not in _NOT and bool(fields["id"])
        made = {"text": text or title, "title": title, "deleted": "yes" if is_gone else ""}
        return fields | made | {"id": fields["id"] or made_id(item)}

    def _heard(self, fields: Mapping[str, str], now: datetime) -> Heard:
        names = [fields[name] for name in ("author_id", "handle", "author")]
        is_known = fields["email"] or fields["phone"]
        return Heard(
            external_id=fields["id"],
            text=fields["text"],
            said_at=min(read_date(fields["said_at"]) or now, now),
            visibility=Visibility(self._settings.visibility),
            # A name is all that tells who it was, where there is no address of his.
            author_id=names[0] if is_known else next(filter(None, names), ""),
            author_name=fields["author"],
            author_handle=fields["handle"],
            author_email=fields["email"],
            author_phone=digits_to_ascii(fields["phone"]),
            subject=fields["title"],
            url=web_link(fields["url"]),
            thread=fields["thread"],
            parents=(fields["parent"],) if fields["parent"] else (),
            is_ours=not self._own.isdisjoint(name.casefold() for name in names),
            data=_data(fields),
            directness=Directness.FOUND if self._settings.addressed == "anybody" else None,
        )


def items_of(payload: Any, path: str) -> Iterator[dict[str, Any]]:
    """Yield the messages of a call: the objects at a path, one by one or as lists."""
    for found in find(payload, path):
        for item in found if isinstance(found, list) else [found]:
            if isinstance(item, dict):
                yield item


def made_id(item: Mapping[str, Any]) -> str:
    """Return the id of a message that brings none: the same words give the same id."""
    words = json.dumps(item, sort_keys=True).encode()
    return f"sha256:{hashlib.sha256(words).hexdigest()[:24]}"


def _edits(given: list[dict[str, str]], now: datetime) -> Iterator[Edit]:
    """Yield what was changed after it was said; who told no time of it changed nothing."""
    for fields in given:
        at, said_at = read_date(fields["edited_at"]), read_date(fields["said_at"])
        if at and at != said_at and fields["text"]:
            yield Edit(fields["id"], fields["text"], min(at, now))


def _data(fields: Mapping[str, str]) -> dict[str, Any]:
    told = {name: fields[name] for name in ("order", "language", "site")}
    given: dict[str, Any] = {name: value for name, value in told.items() if value}
    if reach := reach_of(fields["reach"]):
        given["reach"] = reach
    rating = rating_of(fields["rating"])
    return given if rating is None else given | {"rating": rating}
