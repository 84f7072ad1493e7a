"""A language model behind an OpenAI-compatible address: one question, one text, nothing kept.

``POST {url}/chat/completions`` with ``model`` and ``messages``, as Ollama, llama.cpp, vLLM and
many services speak it. The limits are ours: 20 seconds and 200 kB an answer, two questions at
once in a process, so that slow answers never take every hand of the desk. A model in your own
house may be asked without encryption when ``host:port`` stands in AMENDS_ALLOW_HOSTS.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from threading import BoundedSemaphore
from typing import Any, Final
from urllib.parse import urlsplit

from amends.connectors.network import addresses
from amends.connectors.network.http import Http
from amends.connectors.protocol import BrokenPage, Busy, Unreachable
from amends.connectors.source_settings import N_, SettingsError, parse_settings, setting


MAX_SECONDS: Final = 20.0
MAX_BYTES: Final = 200_000
AT_ONCE: Final = 2
_HANDS: Final = BoundedSemaphore(AT_ONCE)
# What a model that thinks aloud says before it answers.
_THOUGHT: Final = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL | re.IGNORECASE)
_CUT_SHORT: Final = "length"


@dataclass(frozen=True)
class Settings:
    """What the operator fills in."""

    url: str = setting(
        N_("Address of the model"), help=N_("For example https://models.example/v1")
    )
    model: str = setting(N_("Name of the model"))
    key: str = setting(N_("Key"), secret=True, default="")


def read_settings(
    given: Mapping[str, object], allow_hosts: frozenset[str] | None = None
) -> Settings:
    """Read settings; raises SettingsError where facts of a case would travel unencrypted."""
    settings = parse_settings(Settings, given)
    if problem := _problem(settings.url, allow_hosts):
        raise SettingsError({"url": problem})
    return settings


def _problem(url: str, allow_hosts: frozenset[str] | None) -> str:
    try:
        parts = urlsplit(url)
        place = f"{parts.hostname}:{parts.port or 80}".lower()
    except ValueError:
        return N_("This is no web address.")
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return N_("This is no web address.")
    if parts.username or parts.password or parts.query or parts.fragment:
        return N_("Only the address, please: the key has a box of its own.")
    allowed = addresses.allow_hosts_from_environment() if allow_hosts is None else allow_hosts
    if parts.scheme == "http" and place not in allowed:
        return N_(
            "Without https only a model in your own house may be asked: add it to AMENDS_ALLOW_HOSTS."
        )
    return ""


def parse_text(answer: Any) -> str:
    """Return the text of an answer; raises BrokenPage when there is none or it was cut short."""
    try:
        choice = answer["choices"][0]
        text = choice["message"]["content"]
    except (TypeError, KeyError, IndexError) as problem:
        raise BrokenPage("The model's answer holds no text.") from problem
    if choice.get("finish_reason") == _CUT_SHORT:
        raise BrokenPage("The model's answer was cut short.")
    told = _THOUGHT.sub("", text).strip() if isinstance(text, str) else ""
    if not told:
        raise BrokenPage("The model's answer holds no text.")
    return told


class LanguageModel:
    """Asks one model."""

    def __init__(self, settings: Settings, http: Http | None = None) -> None:
        self.settings = settings
        self.http = http or Http(trusted=True, max_bytes=MAX_BYTES, max_seconds=MAX_SECONDS)

    def write(self, messages: Sequence[Mapping[str, str]]) -> str:
        """Return what the model writes to these messages (``role`` and ``content``).

        Raises ConnectorError: Busy while two others are asked, too.
        """
        if not _HANDS.acquire(blocking=False):
            raise Busy("Two drafts are being written already.", 5)
        try:
            return parse_text(self._ask(messages))
        finally:
            _HANDS.release()

    def _ask(self, messages: Sequence[Mapping[str, str]]) -> Any:
        url = self.settings.url.rstrip("/") + "/chat/completions"
        headers = {"Authorization": f"Bearer {self.settings.key}"} if self.settings.key else {}
        body = {
            "model": self.settings.model,
            "messages": [dict(one) for one in messages],
            "stream": False,
        }
        try:
            answer = self.http.request("POST", url, json=body, headers=headers)
        except TimeoutError as problem:
            # Nothing was to happen at the other end: that it may have been asked does no harm.
            raise Unreachable(f"{url} gave no answer.") from problem
        if answer.status != HTTPStatus.OK:
            raise BrokenPage(f"{url} answered {answer.status}")
        return answer.json()
