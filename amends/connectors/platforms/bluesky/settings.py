"""What the desk can do on Bluesky, and what it must know of an account."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from amends.connectors.platforms.bluesky.speech import LENGTH
from amends.connectors.protocol import Capability, Counting, Door
from amends.connectors.source_settings import N_, OLDER_POSTS, SettingsError, days_back, setting
from amends.connectors.values.links import web_link


CAPABILITY = Capability(
    platform="bluesky",
    public=Door.API,
    private=Door.API,
    max_length=LENGTH,
    counting=Counting.GRAPHEMES,
    poll_s=60,
    extra=N_("Who limits the answers to his posts may hide ours."),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """One account at one server."""

    account: str = setting(N_("Our name there"), help=N_("For example shop.bsky.social."))
    app_password: str = setting(
        N_("App password"),
        secret=True,
        help=N_("From Settings, Privacy and security; it may allow direct messages too."),
    )
    server: str = setting(
        N_("Address of the server"),
        default="https://bsky.social",
        help=N_("Where the account lives."),
    )
    words: tuple[str, ...] = setting(
        N_("Words to search for"), default=(), help=N_("One search per line.")
    )
    reads_messages: bool = setting(
        N_("Read direct messages"),
        default=False,
        help=N_("The app password must allow it."),
    )
    first_days: int = days_back(OLDER_POSTS)
    session_token: str = setting(
        N_("Session"), secret=True, default="", help=N_("Kept by the desk; leave it empty.")
    )

    def __post_init__(self) -> None:
        parts = urlsplit(web_link(self.server))
        if not parts.hostname or parts.path.strip("/"):
            raise SettingsError(
                {"server": N_("Please give addresses such as https://shop.example.")}
            )

    @property
    def name(self) -> str:
        """Return our name without its sign."""
        return self.account.removeprefix("@")
