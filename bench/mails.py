"""A folder of mails in three languages, the same at every run: plain, HTML, and in an old encoding."""

from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

from sayings import Saying, sayings


LAST = 9  # of ten: it answers the one before
OLD = {"ar": "windows-1256", "fa": "utf-8", "en": "iso-8859-1"}


def write_mails(folder: Path, how_many: int, first: int = 0) -> int:
    """Write so many mails into a new folder; one in ten answers the mail before it."""
    folder.mkdir(parents=True)
    written = 0
    for mail in _mails(how_many, first):
        name = mail["Message-ID"].strip("<>").split("@")[0]
        (folder / f"{name}.eml").write_bytes(mail.as_bytes())
        written += 1
    return written


def _mails(how_many: int, first: int) -> Iterator[EmailMessage]:
    before: Saying | None = None
    for one in sayings(how_many, first):
        yield _mail(one, before if one.number % 10 == LAST else None)
        before = one


def _mail(one: Saying, answers: Saying | None) -> EmailMessage:
    mail, who = EmailMessage(), answers or one
    mail["From"] = f"{who.name} <{who.address}>"
    mail["To"] = "Shop <support@shop.test>"
    mail["Subject"] = f"Re: {answers.subject}" if answers else one.subject
    mail["Date"] = f"Mon, 23 Nov 2026 0{one.number % 9}:{one.number % 60:02}:00 +0300"
    mail["Message-ID"] = f"<m{one.number:07}@example.test>"
    if answers:
        mail["In-Reply-To"] = mail["References"] = f"<m{answers.number:07}@example.test>"
    charset = OLD[one.language] if one.number % 4 == 0 else "utf-8"
    # The peer reads a folder as UTF-8 text and stops at a raw eight-bit mail: none is sent raw.
    mail.set_content(one.text + "\n", charset=charset, cte="base64")
    if one.number % 3 == 1:
        mail.add_alternative(
            f'<div dir="auto"><p>{one.text}</p></div>', subtype="html", cte="base64"
        )
    return mail
