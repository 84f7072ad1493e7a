"""What the desk can do on YouTube, and what it must know of a channel."""

import re
from dataclasses import dataclass

from amends.connectors.protocol import Capability, Door
from amends.connectors.source_settings import N_, OLDER_POSTS, SettingsError, days_back, setting


_CHANNEL = re.compile(r"UC[\w-]{22}", re.ASCII)
_VIDEO = re.compile(r"(?:.*(?:[?&]v=|youtu\.be/|/shorts/))?([\w-]{11})(?:[?&#].*)?", re.ASCII)

CAPABILITY = Capability(
    platform="youtube",
    public=Door.API,
    poll_s=180,
    extra=N_("YouTube grants so many requests a day; an answer costs as much as fifty pages."),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """One channel."""

    channel: str = setting(
        N_("Our channel"), help=N_("Its id, which begins with UC (Settings, Advanced).")
    )
    key: str = setting(
        N_("API key"), secret=True, default="", help=N_("Of your project at Google; it reads.")
    )
    client_id: str = setting(N_("Client ID of the app"), default="")
    client_secret: str = setting(N_("Client secret of the app"), secret=True, default="")
    refresh_token: str = setting(
        N_("Refresh token"),
        secret=True,
        default="",
        help=N_("Of the channel's owner, with the scope youtube.force-ssl; it answers."),
    )
    videos: tuple[str, ...] = setting(
        N_("Videos of others to watch"),
        default=(),
        help=N_("Their links, one per line; the comments under them are heard."),
    )
    words: tuple[str, ...] = setting(
        N_("Words to search for"),
        default=(),
        help=N_("Finds videos of others. A hundred searches a day are shared by all lines."),
    )
    first_days: int = days_back(OLDER_POSTS)
    call_secret: str = setting(
        N_("Secret of its calls"),
        secret=True,
        default="",
        help=N_("Any long word: YouTube's hub signs the news of uploads with it."),
    )
    call_address: str = setting(
        N_("Address for its calls"),
        default="",
        help=N_(
            "This source's own, from its page; then the hub is asked to call, again and again."
        ),
    )

    def __post_init__(self) -> None:
        problems = {}
        if not _CHANNEL.fullmatch(self.channel):
            problems["channel"] = N_("Please give the id of the channel, which begins with UC.")
        if not all(map(_VIDEO.fullmatch, self.videos)):
            problems["videos"] = N_("Please give links of videos.")
        if not self.key and not self.refresh_token:
            problems["key"] = N_("Please give a key, or a refresh token.")
        if problems:
            raise SettingsError(problems)

    @property
    def video_ids(self) -> tuple[str, ...]:
        """Return the ids of the videos watched."""
        found = (_VIDEO.fullmatch(one) for one in self.videos)
        return tuple(one[1] for one in found if one)
