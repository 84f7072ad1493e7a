import json
from dataclasses import dataclass, field

from amends.connectors.walks.cursors import format_cursor


@dataclass
class Walk:
    token: str


@dataclass
class Place:
    since: int = 0
    walks: dict[str, Walk] = field(default_factory=dict)


def test_a_cursor_is_short_and_keeps_words_as_they_are():
    cursor = format_cursor(Place(3, {"تأخير": Walk("a b")}))

    assert cursor == '{"since":3,"walks":{"تأخير":{"token":"a b"}}}'
    assert json.loads(cursor)["walks"]["تأخير"] == {"token": "a b"}
