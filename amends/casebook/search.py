"""Search in any spelling: the folded words of every mention, in the database's own index.

The same folding makes the index and the query, so a word is found however it is written.
SQLite has an FTS5 table, PostgreSQL a stored tsvector; both are made by the first migration.
"""

from collections.abc import Iterable, Sequence

from django.db import connection

from amends.language.normalise import fold


TABLE = "casebook_search"
MAX_WORDS = 8


def words_of(text: str) -> list[str]:
    """Split a text into the folded words that are indexed and asked for."""
    letters = (c if c.isalnum() else " " for c in fold(text))
    return "".join(letters).split()


def index(mention_id: int, *texts: str) -> None:
    """Make one mention findable by its words; again replaces what was there."""
    index_many([(mention_id, texts)])


def index_many(rows: Iterable[tuple[int, Sequence[str]]]) -> None:
    """Make mentions findable; idempotent."""
    documents = [(pk, " ".join(words_of(" ".join(texts)))) for pk, texts in rows]
    statements = _POSTGRES_WRITE if connection.vendor == "postgresql" else _SQLITE_WRITE
    with connection.cursor() as cursor:
        for statement in statements:
            if "DELETE" in statement:
                cursor.executemany(statement, [(pk,) for pk, _ in documents])
            else:
                cursor.executemany(statement, documents)


def forget(mention_id: int) -> None:
    """Remove a mention from the index, when its words go."""
    index(mention_id)


def find(query: str, brand_ids: Iterable[int], limit: int = 50) -> list[int]:
    """Return the ids of mentions with all words of the query, latest first; the last word may be begun.

    A word alone is first taken as whole, which the index answers without gathering all its places;
    begun words follow where that leaves room. A single letter begins nothing. Empty when the query
    holds no word.
    """
    words = words_of(query)[:MAX_WORDS]
    brands = list(brand_ids)
    if not words or not brands:
        return []
    may_begin = len(words[-1]) > 1
    if len(words) == 1 or not may_begin:
        found = _latest(words, brands, limit, is_begun=False)
        if len(found) == limit or not may_begin:
            return found
    return _latest(words, brands, limit, is_begun=True)


def _latest(
    words: Sequence[str], brands: Sequence[int], limit: int, *, is_begun: bool
) -> list[int]:
    is_postgres = connection.vendor == "postgresql"
    quoted, begun = (" & ".join(words), ":*") if is_postgres else (_quoted(words), "*")
    marks = ", ".join(["%s"] * len(brands))
    statement = (_POSTGRES_FIND if is_postgres else _SQLITE_FIND).format(brands=marks)
    with connection.cursor() as cursor:
        cursor.execute(statement, [quoted + begun * is_begun, *brands, limit])
        return [row[0] for row in cursor.fetchall()]


def _quoted(words: Iterable[str]) -> str:
    return " ".join(f'"{word}"' for word in words)


_SQLITE_WRITE = (
    f"DELETE FROM {TABLE} WHERE rowid = %s",  # noqa: S608 - our own table's name
    f"INSERT INTO {TABLE} (rowid, words) VALUES (%s, %s)",  # noqa: S608 - our own table's name
)
_POSTGRES_WRITE = (
    f"INSERT INTO {TABLE} (mention_id, words) VALUES (%s, to_tsvector('simple', %s)) "  # noqa: S608 - our own table's name
    "ON CONFLICT (mention_id) DO UPDATE SET words = excluded.words",
)
_SQLITE_FIND = (
    f"SELECT m.id FROM {TABLE} s JOIN casebook_mention m ON m.id = s.rowid "  # noqa: S608 - our own table's name
    f"WHERE {TABLE} MATCH %s AND m.brand_id IN ({{brands}}) ORDER BY s.rowid DESC LIMIT %s"
)
_POSTGRES_FIND = (
    f"SELECT m.id FROM {TABLE} s JOIN casebook_mention m ON m.id = s.mention_id "  # noqa: S608 - our own table's name
    "WHERE s.words @@ to_tsquery('simple', %s) AND m.brand_id IN ({brands}) "
    "ORDER BY m.id DESC LIMIT %s"
)
CREATE = {
    "sqlite": (
        f"CREATE VIRTUAL TABLE {TABLE} USING fts5"
        "(words, tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3')",
    ),
    "postgresql": (
        f"CREATE TABLE {TABLE} (mention_id bigint PRIMARY KEY REFERENCES casebook_mention "
        "ON DELETE CASCADE, words tsvector NOT NULL)",
        f"CREATE INDEX {TABLE}_words ON {TABLE} USING gin (words)",
    ),
}
DROP = f"DROP TABLE IF EXISTS {TABLE}"
