"""The settings of one mailbox: what is listened to and what answers go out of are one address."""

from dataclasses import dataclass
from types import MappingProxyType

from amends.connectors.source_settings import N_, SettingsError, days_back, setting


SECURITY = MappingProxyType(
    {
        "tls": N_("Encrypted from the start (TLS)"),
        "starttls": N_("Encrypted after greeting (STARTTLS)"),
        "none": N_("Not encrypted (only inside one house)"),
    }
)
_PORTS = range(1, 65536)


@dataclass(frozen=True, slots=True)
class Settings:
    """One mailbox of a brand. Raises SettingsError for what no mailbox can have."""

    address: str = setting(
        N_("E-mail address"), help=N_("Customers write to it; answers come from it.")
    )
    sender_name: str = setting(
        N_("Name shown to customers"), default="", help=N_("For example the shop's name.")
    )
    other_addresses: tuple[str, ...] = setting(
        N_("Other addresses of ours"),
        default=(),
        help=N_("One per line. Mail from them is never taken for a customer's."),
    )
    imap_host: str = setting(N_("Incoming mail server (IMAP)"))
    imap_port: int = setting(N_("Its port"), default=993)
    imap_security: str = setting(N_("Its encryption"), default="tls", choices=SECURITY)
    folders: tuple[str, ...] = setting(
        N_("Folders to listen to"), default=("INBOX",), help=N_("One per line.")
    )
    first_days: int = days_back(N_("Older mail is left alone. 0 reads everything."))
    largest_mb: int = setting(
        N_("Largest mail to fetch, in MB"),
        default=25,
        help=N_(
            "Of a larger one only the beginning is read; nothing is removed from the server."
        ),
    )
    smtp_host: str = setting(N_("Outgoing mail server (SMTP)"))
    smtp_port: int = setting(N_("Its port"), default=587)
    smtp_security: str = setting(N_("Its encryption"), default="starttls", choices=SECURITY)
    username: str = setting(
        N_("User name"), default="", help=N_("Empty when it is the e-mail address.")
    )
    password: str = setting(N_("Password"), default="", secret=True)
    oauth_token: str = setting(
        N_("Access token (OAuth 2)"),
        default="",
        secret=True,
        help=N_("Used instead of the password, as Gmail and Outlook ask."),
    )
    authserv_id: str = setting(
        N_("Name of your server in Authentication-Results"),
        default="",
        help=N_("Its verdicts about a sender are shown; nobody else's are believed."),
    )

    def __post_init__(self) -> None:
        problems = {
            name: N_("Please give a port between 1 and 65535.")
            for name in ("imap_port", "smtp_port")
            if getattr(self, name) not in _PORTS
        }
        if not self.domain or any(sign in self.address for sign in "\r\n<>, "):
            problems["address"] = N_("Please give one e-mail address.")
        if not self.password and not self.oauth_token:
            problems["password"] = N_("Please give a password or an access token.")
        if problems:
            raise SettingsError(problems)

    @property
    def user(self) -> str:
        """Return who signs in."""
        return self.username or self.address

    @property
    def domain(self) -> str:
        """Return the part behind the @: our Message-IDs end in it."""
        return self.address.rpartition("@")[2] if "@" in self.address[1:] else ""

    @property
    def own_addresses(self) -> frozenset[str]:
        """Return every address of ours, in lower case."""
        return frozenset(one.lower() for one in (self.address, *self.other_addresses))
