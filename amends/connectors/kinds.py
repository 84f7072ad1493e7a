"""What a kind of channel is, and what is asked of one.

The list of all kinds is the registry.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from amends.connectors import source_settings
from amends.connectors.protocol import Capability
from amends.connectors.source_settings import SettingField


NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of channel.

    ``title`` is an English message id. ``connector`` makes of parsed settings an object with some
    of hear, check and receive, say. What a kind cannot say of all its sources and messages at once
    it says by functions: ``length_at`` from the settings how long a message may be there,
    ``narrow`` from a mention's data what that one allows, ``post_link`` from a mention's id, its
    address and the text the page on which a person posts that text. ``subscribes``: it is given its
    ``call_address`` and asks to be called there by itself, so nobody pastes it anywhere.
    """

    name: str
    title: str
    capability: Capability
    settings: type
    connector: type
    length_at: Callable[[Any], int] | None = None
    narrow: Callable[[Capability, Mapping[str, Any]], Capability] | None = None
    post_link: Callable[[str, str, str], str] | None = None
    subscribes: bool = False

    def build(self, given: Mapping[str, object], **parts: object) -> object:
        """Build the connector of stored settings; raises SettingsError.

        ``parts`` replace what it would make itself, such as ``http``.
        """
        built: object = self.connector(parse_settings(self, given), **parts)
        return built


def fields_of(kind: Kind) -> tuple[SettingField, ...]:
    """Return the lines of the operator's form for one kind, in order."""
    return source_settings.fields_of(kind.settings)


def parse_settings(kind: Kind, given: Mapping[str, object]) -> object:
    """Return the kind's settings dataclass; raises SettingsError naming each wrong setting."""
    parsed: object = source_settings.parse_settings(kind.settings, given)
    return parsed


def capability_at(
    kind: Kind, given: Callable[[], Mapping[str, object]], data: Mapping[str, Any] = NOTHING
) -> Capability:
    """Return what one source of a kind can do in answer to a mention with this ``data``.

    The settings are opened only where they decide. Raises SettingsError.
    """
    capability = kind.capability
    if kind.length_at is not None:
        length = kind.length_at(parse_settings(kind, given()))
        capability = replace(capability, max_length=length)
    return kind.narrow(capability, data) if kind.narrow else capability


def post_link(kind: Kind, external_id: str, url: str, text: str) -> str:
    """Return the page on which a person posts an answer; the mention's own where no better is."""
    return kind.post_link(external_id, url, text) if kind.post_link else url
