"""What the desk can do on X, and what it must know of an account."""

from dataclasses import dataclass

from amends.connectors.platforms.x.speech import LENGTH, LINK_LENGTH
from amends.connectors.protocol import Capability, Counting, Door, Prices
from amends.connectors.source_settings import N_, OLDER_POSTS, SettingsError, days_back, setting


QUERY_LENGTH = 512

CAPABILITY = Capability(
    platform="x",
    public=Door.API,
    private=Door.API,
    max_length=LENGTH,
    counting=Counting.X_WEIGHTED,
    link_length=LINK_LENGTH,
    poll_s=120,
    prices=Prices(
        read=5_000,
        read_private=10_000,
        answer=10_000,
        answer_with_link=200_000,
        private=15_000,
    ),
    extra=N_("X lets us answer only who named or quoted us; others you answer there yourself."),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """One account."""

    account: str = setting(N_("Our name there"), help=N_("For example @shop."))
    access_token: str = setting(
        N_("Access token"),
        secret=True,
        help=N_("Of the account itself (OAuth 2.0), so that it may answer."),
    )
    refresh_token: str = setting(
        N_("Refresh token"), secret=True, default="", help=N_("Renews the access token.")
    )
    client_id: str = setting(N_("Client ID of the app"), default="")
    client_secret: str = setting(
        N_("Client secret of the app"), secret=True, default="", help=N_("If it has one.")
    )
    consumer_secret: str = setting(
        N_("API key secret of the app"),
        secret=True,
        default="",
        help=N_("Proves that calls come from X. Needed where X calls this desk."),
    )
    words: tuple[str, ...] = setting(
        N_("Words to search for"),
        default=(),
        help=N_("One search per line, as X searches. Each post found costs."),
    )
    reads_messages: bool = setting(
        N_("Read direct messages"), default=False, help=N_("Each message read costs.")
    )
    first_days: int = days_back(OLDER_POSTS, default=7)
    watch_days: int = setting(
        N_("Days a post is watched for edits and deletions"),
        default=30,
        help=N_("Each look, once a day, costs as much as reading it. 0 looks never."),
    )

    def __post_init__(self) -> None:
        if any(len(self.query(words)) > QUERY_LENGTH for words in self.words):
            raise SettingsError({"words": N_("This search is too long for X.")})

    @property
    def name(self) -> str:
        """Return our name without its sign."""
        return self.account.removeprefix("@")

    def query(self, words: str) -> str:
        """Return what is asked of X: the words, without what we say ourselves."""
        return f"({words}) -from:{self.name} -is:retweet"
