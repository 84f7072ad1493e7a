import pytest

from amends.connectors.platforms.bluesky.settings import Settings
from amends.connectors.source_settings import SettingsError


@pytest.mark.parametrize(
    ("server", "passes"),
    [("https://pds.example", True), ("pds.example", False), ("https://pds.example/x", False)],
)
def test_address_of_the_server_is_checked(server, passes):
    if passes:
        assert Settings(account="@a.test", app_password="p", server=server).name == "a.test"
    else:
        with pytest.raises(SettingsError):
            Settings(account="a.test", app_password="p", server=server)
