import pytest

from amends.connectors.mail.settings import Settings
from amends.connectors.source_settings import SettingsError, parse_settings


GIVEN = {
    "address": "Support@Shop.test",
    "password": "x",
    "imap_host": "mail.shop.test",
    "smtp_host": "mail.shop.test",
}


def test_settings_of_a_mailbox():
    settings = parse_settings(Settings, GIVEN | {"other_addresses": "Sales@shop.test"})

    assert (settings.user, settings.domain) == ("Support@Shop.test", "Shop.test")
    assert settings.own_addresses == {"support@shop.test", "sales@shop.test"}
    assert (settings.imap_port, settings.imap_security, settings.folders) == (
        993,
        "tls",
        ("INBOX",),
    )


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        ({"address": "shop"}, ["address"]),
        ({"address": "@shop.test"}, ["address"]),
        ({"address": "a@b.test, c@d.test"}, ["address"]),
        ({"imap_port": 0, "smtp_port": 65536}, ["imap_port", "smtp_port"]),
        ({"password": ""}, ["password"]),
        ({"imap_security": "maybe"}, ["imap_security"]),
        ({"imap_host": ""}, ["imap_host"]),
    ],
)
def test_settings_that_no_mailbox_can_have(wrong, expected):
    with pytest.raises(SettingsError) as refused:
        parse_settings(Settings, GIVEN | wrong)

    assert list(refused.value.problem_by_setting) == expected


def test_settings_take_a_token_for_a_password():
    settings = parse_settings(Settings, GIVEN | {"password": "", "oauth_token": "t"})

    assert settings.oauth_token == "t"
