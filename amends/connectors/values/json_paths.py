"""Where something stands in somebody's JSON: names with dots between them, and lists in between."""

from collections.abc import Iterator
from typing import Any


EVERY = "*"


def find(value: Any, path: str) -> Iterator[Any]:
    """Yield what stands at a path, in its order; nothing where the path leads nowhere.

    A number takes one of a list, ``*`` each of it; a name that holds dots is found too. An empty
    path is the value itself.
    """
    if not path:
        yield value
    elif isinstance(value, dict) and path in value:
        yield value[path]
    else:
        name, _, rest = path.partition(".")
        for inner in _inside(value, name):
            yield from find(inner, rest)


def _inside(value: Any, name: str) -> Iterator[Any]:
    if isinstance(value, dict):
        if name in value:
            yield value[name]
        elif name == EVERY:
            yield from value.values()
    elif isinstance(value, list):
        if name == EVERY:
            yield from value
        elif name.isdecimal() and int(name) < len(value):
            yield value[int(name)]


def words_at(value: Any, path: str) -> str:
    """Return what stands at a path as text, each of a list on a line of its own."""
    return "\n".join(filter(None, map(_words, find(value, path))))


def _words(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(filter(None, map(_words, value)))
    if isinstance(value, bool):
        return "true" if value else ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip() if isinstance(value, str | int | float) else ""
