"""Files as a channel: tables of reviews, folders of .eml, mbox, maildir.

Read in pages with a cursor, so that an import goes on where it was cut off. Rows that cannot
be taken go to ``<file>.rejects.csv`` beside the file. A file may grow; another file is another
source.
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from amends.connectors.directness import Directness
from amends.connectors.mail.ahead import read_ahead
from amends.connectors.mail.files import holds_mails, read_mails
from amends.connectors.mail.parse import parse_mail
from amends.connectors.protocol import (
    Batch,
    BrokenPage,
    Capability,
    Door,
    Heard,
    Unreachable,
    Visibility,
)
from amends.connectors.source_settings import N_, SettingsError, setting
from amends.connectors.tables import Rejects, Row, TableError, read_table
from amends.connectors.tables.columns import guess_mapping
from amends.connectors.tables.mentions import NO_TEXT, heard_of


CAPABILITY = Capability(
    public=Door.DEEP_LINK,
    extra=N_("What a file holds is answered where it was written, if the row has a link."),
)
SAMPLE_ROWS = 50
FIELDS = ("id", "text", "title", "author", "said_at", "rating", "url", "email", "phone", "order", "language", "handle", "reach", "site")  # fmt: skip

Item = tuple[str, Heard | Row]  # the cursor after it, and what it is: a mention or a reject
ADDRESSED = {
    "us": N_("To us: reviews of our shop, letters, chats"),
    "anybody": N_("To anybody: what another listening tool found"),
}


@dataclass(frozen=True, slots=True)
class Settings:
    """Which file, and what its columns are where the guess is wrong."""

    path: str = setting(N_("File or folder"))
    columns: tuple[str, ...] = setting(
        N_("Columns"),
        default=(),
        help=N_("Only where the guess is wrong; one per line, for example: text = Review body"),
    )
    visibility: str = setting(
        N_("Who can read what it holds"),
        default="public",
        choices={"public": N_("Everyone"), "private": N_("Only the customer and us")},
    )
    addressed: str = setting(N_("To whom it speaks"), default="us", choices=ADDRESSED)
    own_addresses: tuple[str, ...] = setting(
        N_("Our own e-mail addresses"), default=(), help=N_("For files of mail; one per line.")
    )
    page_size: int = setting(N_("Rows per page"), default=500)

    def __post_init__(self) -> None:
        if not self.said_columns.keys() <= set(FIELDS):
            raise SettingsError(
                {"columns": N_("Please write lines such as: text = Review body")}
            )

    @property
    def said_columns(self) -> dict[str, str]:
        """Return the columns the operator named, by field."""
        pairs = (line.partition("=") for line in self.columns)
        return {field.strip(): column.strip() for field, _, column in pairs}


class FileListener:
    """Reads one file or folder, page by page; ``rejected`` counts what it could not take."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.path = Path(settings.path)
        self.rejects = Rejects(self.path.with_name(self.path.name + ".rejects.csv"))
        self._items: Iterator[Item] = iter(())
        self._cursor: str | None = None

    @property
    def rejected(self) -> int:
        """Return how many rows this import could not take."""
        return self.rejects.count

    def hear(self, cursor: str) -> Batch:
        """Return the next page. Raises Unreachable without the file, BrokenPage if unreadable."""
        if not cursor:
            self.rejects.clear()
        try:
            # Go on where the last page ended; only after a restart is the file read anew.
            if cursor != self._cursor:
                self._items = self._read(cursor)
            self._cursor = None
            page = list(itertools.islice(self._items, self.settings.page_size))
        except TableError as problem:
            raise BrokenPage(str(problem)) from problem
        except OSError as problem:
            raise Unreachable(f"{self.path} cannot be read: {problem.strerror}") from problem
        self.rejects.add([item for _, item in page if isinstance(item, Row)])
        self._cursor = page[-1][0] if page else None
        return Batch(
            mentions=tuple(self._mention(item) for _, item in page if isinstance(item, Heard)),
            cursor=page[-1][0] if page else cursor,
            more=len(page) == self.settings.page_size,
        )

    def _mention(self, heard: Heard) -> Heard:
        if self.settings.addressed == "us":
            return heard
        return replace(heard, directness=Directness.FOUND)

    def mapping(self) -> dict[str, str]:
        """Return which column serves which field, to be shown before an import; empty for mail."""
        if holds_mails(self.path):
            return {}
        return self._mapping(list(itertools.islice(read_table(self.path), SAMPLE_ROWS)))

    def _mapping(self, sample: list[Row]) -> dict[str, str]:
        values = [row.values for row in sample if not row.problem]
        headers = list(dict.fromkeys(itertools.chain.from_iterable(values)))
        said = self.settings.said_columns
        free = [header for header in headers if header not in said.values()]
        guessed = {f: c for f, c in guess_mapping(free, values).items() if f not in said}
        return guessed | said

    def _read(self, cursor: str) -> Iterator[Item]:
        if holds_mails(self.path):
            return self._mails(cursor)
        return self._rows(int(cursor or 0))

    def _mails(self, after: str) -> Iterator[Item]:
        own = frozenset(address.lower() for address in self.settings.own_addresses)
        yield from read_ahead(
            read_mails(self.path, after), partial(parse_mail, own_addresses=own)
        )

    def _rows(self, after: int) -> Iterator[Item]:
        rows = read_table(self.path)
        sample = list(itertools.islice(rows, SAMPLE_ROWS))
        mapping = self._mapping(sample)
        if sample and not {"text", "title", "rating"} & mapping.keys():
            raise BrokenPage("No column looks like a text; please name it: text = …")
        file_time = datetime.fromtimestamp(self.path.stat().st_mtime, UTC)
        visibility = Visibility(self.settings.visibility)
        for row in itertools.chain(sample, rows):
            if row.line > after:
                heard = (
                    None
                    if row.problem
                    else heard_of(row, mapping, visibility=visibility, file_time=file_time)
                )
                yield str(row.line), heard or _reject(row)


def _reject(row: Row) -> Row:
    return row if row.problem else Row(row.line, row.values, NO_TEXT)
