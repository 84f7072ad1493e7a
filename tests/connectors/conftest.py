import pytest
from servers.mail import PASSWORD

from amends.connectors.mail.settings import Settings


@pytest.fixture
def account(mail_server, monkeypatch):
    """Return settings of a mailbox on that server; each test takes a mailbox of its own."""
    ports = (mail_server.imap_port, mail_server.smtp_port)
    monkeypatch.setenv("AMENDS_ALLOW_HOSTS", ",".join(f"127.0.0.1:{port}" for port in ports))

    def settings_for(name, **more):
        given = {
            "address": f"{name}@shop.test",
            "password": PASSWORD,
            "imap_host": "127.0.0.1",
            "imap_port": mail_server.imap_port,
            "imap_security": "none",
            "smtp_host": "127.0.0.1",
            "smtp_port": mail_server.smtp_port,
            "smtp_security": "none",
        }
        return Settings(**(given | more))

    return settings_for
