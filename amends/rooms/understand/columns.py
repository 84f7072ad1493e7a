"""Guess which column of a table holds the words of the customer, and which one names the row."""

from collections.abc import Mapping, Sequence

from amends.language.normalise import fold


# Best first: a table may have a title beside its text.
_TEXT_NAMES = (
    "text", "review text", "review body", "review", "comment", "comments", "message", "body",
    "content", "feedback", "tweet", "caption", "description", "complaint", "نص", "النص", "نص المراجعة",
    "مراجعة", "المراجعة", "تعليق", "التعليق", "التعليقات", "رسالة", "الرسالة", "شكوى", "الشكوى", "المحتوى", "تقييم", "رأي",
    "متن", "متن نظر", "نظر", "نظرات", "دیدگاه", "کامنت", "پیام", "متن پیام", "شکایت", "توضیحات", "بازخورد",
)  # fmt: skip
_ID_NAMES = (
    "id",
    "row id",
    "review id",
    "message id",
    "comment id",
    "المعرف",
    "معرف",
    "شناسه",
    "کد",
)
_DATE_NAMES = (
    "date", "created at", "created", "time", "timestamp", "published at", "review date", "datetime",
    "said at", "day", "التاريخ", "تاريخ", "تاريخ المراجعة", "وقت", "تاریخ", "زمان", "تاریخ ثبت",
)  # fmt: skip
_REPLY_NAMES = (
    "reply", "response", "owner response", "our reply", "answer", "seller reply", "reply text",
    "الرد", "رد", "رد المتجر", "ردنا", "پاسخ", "پاسخ فروشگاه", "جواب",
)  # fmt: skip


def _named(columns: Sequence[str], names: tuple[str, ...]) -> str | None:
    by_name = {fold(column.replace("_", " ").replace("-", " ")): column for column in columns}
    return next((by_name[fold(name)] for name in names if fold(name) in by_name), None)


def text_column(sample: Sequence[Mapping[str, str]]) -> str | None:
    """Return the column of the text: by its name in three languages, else the longest on average."""
    columns = columns_of(sample)
    named = _named(columns, _TEXT_NAMES)
    if named or not columns:
        return named
    return max(
        columns, key=lambda column: sum(_wordiness(row.get(column, "")) for row in sample)
    )


def doubt_about(column: str, sample: Sequence[Mapping[str, str]], *, is_asked: bool) -> str:
    """Say what speaks against a column as the text, empty where nothing does."""
    values = [row[column] for row in sample if row.get(column, "").strip()]
    if values and not any(letter.isalpha() for value in values for letter in value):
        return f"The column {column!r} holds no words."
    if is_asked or _named([column], _TEXT_NAMES):
        return ""
    return f"No column is called text: {column!r} is read."


def _wordiness(value: str) -> int:
    # A long address of a page or an identifier is no text.
    return len(value) if " " in value.strip() else min(len(value), 10)


def id_column(sample: Sequence[Mapping[str, str]]) -> str | None:
    """Return the column that names the row, where its heading says so."""
    return _named(columns_of(sample), _ID_NAMES)


def date_column(sample: Sequence[Mapping[str, str]]) -> str | None:
    """Return the column that says when a row was said, where its heading says so."""
    return _named(columns_of(sample), _DATE_NAMES)


def reply_column(sample: Sequence[Mapping[str, str]]) -> str | None:
    """Return the column with the shop's answers, where its heading says so."""
    return _named(columns_of(sample), _REPLY_NAMES)


def columns_of(sample: Sequence[Mapping[str, str]]) -> list[str]:
    """Return every column met in the sample, in order."""
    return list(dict.fromkeys(column for row in sample for column in row))
