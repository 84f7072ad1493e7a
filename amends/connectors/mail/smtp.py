"""Speaks by SMTP submission (RFC 6409), with SMTPUTF8 addresses where the server knows them.

A mail carries the Message-ID that was chosen for it when it was decided, so sending it again
after a lost connection shows up once in every mail reader. Refusals are told apart by their
code: 4xx passes by itself, 5xx does not.
"""

import contextlib
import smtplib
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime

from amends.connectors.mail.compose import compose, needs_utf8
from amends.connectors.mail.settings import Settings
from amends.connectors.mail.sockets import CheckedSmtp, CheckedSmtpTls
from amends.connectors.protocol import (
    Busy,
    NeedsReconnecting,
    Outgoing,
    Sent,
    Undeliverable,
    Unreachable,
)


TIMEOUT_S = 30
_PERMANENT = 500
_OK = range(200, 300)
_TRY_AGAIN_S = 300.0  # greylisting lets a mail through after some minutes


class Smtp:
    """Sends answers out of a mailbox."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def say(self, outgoing: Outgoing) -> Sent:
        """Send one mail; its Message-ID is ``outgoing.key``.

        Raises Undeliverable for good, Busy and Unreachable for now, NeedsReconnecting for a
        refused sign-in: then nothing went out. Any other exception, above all a connection lost
        after the first byte of the mail: nobody knows, and the mail may be sent again.
        """
        mail = compose(outgoing, self._settings, datetime.now(UTC))
        with self._signed_in() as server:
            self._address(server, outgoing.to)
            code, answer = server.data(mail.as_bytes(policy=mail.policy))
            _check(code, answer)
        return Sent(outgoing.key)

    @contextlib.contextmanager
    def _signed_in(self) -> Iterator[smtplib.SMTP]:
        server = self._connect()
        try:
            self._sign_in(server)
            yield server
        finally:
            with contextlib.suppress(smtplib.SMTPException, OSError):
                server.quit()
            server.close()

    def _connect(self) -> smtplib.SMTP:
        host, port = self._settings.smtp_host, self._settings.smtp_port
        context = ssl.create_default_context()
        with _nothing_went_out(), contextlib.ExitStack() as on_failure:
            if self._settings.smtp_security == "tls":
                return CheckedSmtpTls(host, port, timeout=TIMEOUT_S, context=context)
            server = CheckedSmtp(host, port, timeout=TIMEOUT_S)
            on_failure.callback(server.close)
            if self._settings.smtp_security == "starttls":
                server.starttls(context=context)
            on_failure.pop_all()
            return server

    def _sign_in(self, server: smtplib.SMTP) -> None:
        """Sign in where the server offers it; a house's own relay may not."""
        with _nothing_went_out():
            server.ehlo_or_helo_if_needed()
            if not server.has_extn("auth"):
                return
            if self._settings.oauth_token:
                server.auth("XOAUTH2", self._bearer)
            else:
                server.login(self._settings.user, self._settings.password)

    def _bearer(self, challenge: bytes | None = None) -> str:
        """Answer the first challenge with the token, and the server's complaint with nothing."""
        if challenge:
            return ""
        return f"user={self._settings.user}\1auth=Bearer {self._settings.oauth_token}\1\1"

    def _address(self, server: smtplib.SMTP, to: str) -> None:
        options = ["BODY=8BITMIME"] if server.has_extn("8bitmime") else []
        if needs_utf8(to, self._settings.address):
            if not server.has_extn("smtputf8"):
                raise Undeliverable("The mail server accepts only addresses in Latin letters.")
            options.append("SMTPUTF8")
        with _nothing_went_out():
            _check(*server.mail(self._settings.address, options))
            _check(*server.rcpt(to))


@contextlib.contextmanager
def _nothing_went_out() -> Iterator[None]:
    """Tell failures before the first byte of the mail as what a person can act on."""
    try:
        yield
    except smtplib.SMTPResponseException as problem:
        if (
            isinstance(problem, smtplib.SMTPAuthenticationError)
            and problem.smtp_code >= _PERMANENT
        ):
            raise NeedsReconnecting(_said(problem.smtp_error)) from problem
        _check(problem.smtp_code, problem.smtp_error)
        raise Unreachable(_said(problem.smtp_error)) from problem
    except smtplib.SMTPNotSupportedError as problem:
        raise NeedsReconnecting(str(problem)) from problem
    except (smtplib.SMTPException, OSError) as problem:
        raise Unreachable(str(problem) or "The mail server hung up.") from problem


def _check(code: int, answer: bytes | str) -> None:
    """Raise what a refusing answer means."""
    if code in _OK:
        return
    if code >= _PERMANENT:
        raise Undeliverable(f"{code} {_said(answer)}")
    raise Busy(f"{code} {_said(answer)}", retry_after_s=_TRY_AGAIN_S)


def _said(answer: bytes | str) -> str:
    return answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
