"""What the kinds of Meta ask the operator for, each line once."""

from dataclasses import dataclass

from amends.connectors.source_settings import N_, SettingsError, setting


NO_NUMBER = N_("Please give the number that Meta shows, digits only.")


@dataclass(frozen=True, slots=True)
class App:
    """What each kind needs of the app at Meta; the settings of a kind add its own."""

    token: str = setting(
        N_("Access token"), secret=True, help=N_("The page's token, or a system user's.")
    )
    app_secret: str = setting(
        N_("App secret"), secret=True, help=N_("From the app's basic settings at Meta.")
    )
    verify_token: str = setting(
        N_("Word for the greeting"),
        secret=True,
        default="",
        help=N_("Make one up; type it into Meta's form for calls as well."),
    )
    privacy_page: str = setting(
        N_("Page about deleted data"),
        default="",
        help=N_(
            "Its address: Meta sends there whoever asks to be forgotten."
            " Without one Meta's request is refused."
        ),
    )


@dataclass(frozen=True, slots=True)
class Page(App):
    """An app and the page it works for."""

    page: str = setting(N_("Number of the page"), help=N_("Page ID, in the page's details."))
    days: int = setting(
        N_("Days to look back"),
        default=30,
        help=N_("What is older is heard where Meta calls us."),
    )
    human_agent: bool = setting(
        N_("Meta allows us seven days to answer messages"),
        default=False,
        help=N_("Only with Meta's approval (human agent); otherwise 24 hours."),
    )

    def __post_init__(self) -> None:
        check_number("page", self.page)


def check_number(name: str, number: str) -> None:
    """Refuse what is no number of Meta's; raises SettingsError."""
    if not (number.isascii() and number.isdecimal()):
        raise SettingsError({name: NO_NUMBER})
