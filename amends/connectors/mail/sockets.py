"""Connect to mail servers, and to no address inside the house that the operator did not allow.

The name is resolved once and the connection goes to the address that was checked; certificates
are checked against the name.
"""

import imaplib
import smtplib
import socket
import ssl
from typing import IO, cast

from amends.connectors.network.addresses import allow_hosts_from_environment, checked_address


_PIECE = 256 * 1024  # bytes


def connect(host: str, port: int, timeout_s: float | None) -> socket.socket:
    """Return a connection to a checked address; raises AddressError or OSError."""
    address = checked_address(host, port, allow_hosts=allow_hosts_from_environment())
    return socket.create_connection((address, port), timeout_s)


class CheckedImap(imaplib.IMAP4):
    """IMAP to a checked address."""

    def _create_socket(self, timeout: float | None) -> socket.socket:
        return connect(self.host, self.port, timeout)


class CheckedImapTls(imaplib.IMAP4_SSL):
    """IMAP to a checked address, encrypted from the start."""

    def _create_socket(self, timeout: float | None) -> ssl.SSLSocket:
        context: ssl.SSLContext = self.ssl_context
        plain = connect(self.host, self.port, timeout)
        return context.wrap_socket(plain, server_hostname=self.host)


def read_in_large_pieces(client: imaplib.IMAP4) -> None:
    """Let a connection that has just begun take what has come at once, not by eight kilobytes.

    Other threads work meanwhile, and each piece may have to wait for its turn among them.
    """
    client.file.close()
    client.file = cast("IO[bytes]", client.sock.makefile("rb", _PIECE))


class CheckedSmtp(smtplib.SMTP):
    """SMTP to a checked address."""

    def _get_socket(self, host: str, port: int, timeout: float | None) -> socket.socket:
        return connect(host, port, timeout)


class CheckedSmtpTls(smtplib.SMTP_SSL, CheckedSmtp):
    """SMTP to a checked address, encrypted from the start."""
