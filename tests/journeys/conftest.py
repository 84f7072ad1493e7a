import pytest
from servers.mail import PASSWORD


@pytest.fixture
def mailbox(mail_server, monkeypatch):
    """Return the settings of a mailbox on that server, as they stand sealed in a source."""
    ports = (mail_server.imap_port, mail_server.smtp_port)
    monkeypatch.setenv("AMENDS_ALLOW_HOSTS", ",".join(f"127.0.0.1:{port}" for port in ports))

    def settings_for(address):
        return {
            "address": address,
            "password": PASSWORD,
            "imap_host": "127.0.0.1",
            "imap_port": mail_server.imap_port,
            "imap_security": "none",
            "smtp_host": "127.0.0.1",
            "smtp_port": mail_server.smtp_port,
            "smtp_security": "none",
            "first_days": 0,
        }

    return settings_for
