"""Dovecot and Postfix on free ports in a folder of their own; nothing leaves the machine."""

import contextlib
import os
import shutil
import smtplib
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from string import Template


ADDRESS = "support@shop.test"
CUSTOMER = "customer@example.test"
PASSWORD = "secret"  # of every mailbox; any name in shop.test and example.test is one
_TEMPLATES = Path(__file__).parent / "mail_config"
_START_S = 20


def why_not() -> str:
    """Say why the servers cannot run here; empty if they can."""
    if os.geteuid() != 0:
        return "mail servers need root"
    missing = [name for name in ("dovecot", "postfix", "doveadm") if not shutil.which(name)]
    return f"not installed: {', '.join(missing)}" if missing else ""


@dataclass(frozen=True)
class MailServer:
    folder: Path
    imap_port: int
    smtp_port: int
    lmtp_port: int
    auth_port: int

    def deliver(self, raw: bytes, to: str = ADDRESS, sender: str = CUSTOMER) -> None:
        """Put a mail into a mailbox as it is, by LMTP."""
        with smtplib.LMTP("127.0.0.1", self.lmtp_port) as lmtp:
            lmtp.sendmail(sender, [to], raw)

    def admin(self, *command: str) -> None:
        """Run doveadm, with whatever it prints dropped."""
        self.run("doveadm", "-c", str(self.folder / "dovecot.conf"), *command)

    def run(self, *command: str) -> None:
        # A daemon would keep a pipe open for ever, so what is said goes to a file.
        with (self.folder / "said").open("ab") as said:
            subprocess.run(command, check=True, stdout=said, stderr=said, timeout=60)


@contextlib.contextmanager
def running_mail_server():
    """Yield a MailServer and stop it afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="amends-mail-"))
    folder.chmod(0o755)
    server = MailServer(folder, *_free_ports(4))
    try:
        _write(server)
        server.run("dovecot", "-c", str(folder / "dovecot.conf"))
        server.run("postfix", "-c", str(folder / "postfix" / "etc"), "start")
        for port in (server.imap_port, server.smtp_port, server.lmtp_port):
            _wait_for(port)
        yield server
    finally:
        for command in (
            ("postfix", "-c", str(folder / "postfix" / "etc"), "stop"),
            ("doveadm", "-c", str(folder / "dovecot.conf"), "stop"),
        ):
            subprocess.run(command, check=False, capture_output=True, timeout=60)
        shutil.rmtree(folder, ignore_errors=True)


def _write(server: MailServer) -> None:
    ports = {name: getattr(server, f"{name}_port") for name in ("imap", "smtp", "lmtp", "auth")}
    values = {"folder": server.folder, "password": PASSWORD, **ports}
    (server.folder / "mail").mkdir()
    shutil.chown(server.folder / "mail", 5000, 5000)
    etc = server.folder / "postfix" / "etc"
    for part in ("queue", "spool", "data"):
        (server.folder / "postfix" / part).mkdir(parents=True)
    shutil.chown(server.folder / "postfix" / "data", "postfix")
    shutil.copytree("/etc/postfix", etc, symlinks=True)
    for name, target in (("dovecot.conf", ""), ("main.cf", "postfix/etc")):
        text = Template((_TEMPLATES / name).read_text()).substitute(values)
        (server.folder / target / name).write_text(text)
    (etc / "master.cf").write_text((_TEMPLATES / "master.cf").read_text())
    with (etc / "master.cf").open("a") as master:
        master.write(f"127.0.0.1:{server.smtp_port} inet n - n - - smtpd\n")


def _free_ports(count: int) -> list[int]:
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


def _wait_for(port: int) -> None:
    until = time.monotonic() + _START_S
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            return
