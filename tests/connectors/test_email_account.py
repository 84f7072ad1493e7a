from amends.connectors.email_account import CAPABILITY, EmailAccount, Settings
from amends.connectors.protocol import Capability, Door, Listener, Speaker, Visibility


def test_an_account_listens_and_speaks():
    account = EmailAccount(
        Settings(address="a@b.test", password="x", imap_host="x", smtp_host="x")
    )

    assert isinstance(account, Listener)
    assert isinstance(account, Speaker)


def test_capability_is_private_and_repeatable():
    assert (
        Capability(
            private=Door.API,
            default_visibility=Visibility.PRIVATE,
            may_repeat=True,
            attachments=True,
            extra=CAPABILITY.extra,
        )
        == CAPABILITY
    )
