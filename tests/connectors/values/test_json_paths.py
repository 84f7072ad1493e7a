import pytest

from amends.connectors.values.json_paths import find, words_at


TOLD = {
    "id": 9007199254740993,
    "review": {"body": " کند بود ", "stars": 2.0, "tags": ["late", "", None, "broken"]},
    "comments": [{"text": "a"}, {"text": "b"}, "no object"],
    "user.name": "Noura",
    "by": {"user.name": "Sara", "7": "seventh"},
    "yes": True,
    "no": False,
    "nothing": None,
}


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("", [TOLD]),
        ("id", [9007199254740993]),
        ("comments.0.text", ["a"]),
        ("comments.*.text", ["a", "b"]),
        ("comments.3.text", []),
        ("comments.text", []),
        ("user.name", ["Noura"]),
        ("by.user.name", ["Sara"]),
        ("by.7", ["seventh"]),
        ("by.*", ["Sara", "seventh"]),
        ("id.more", []),
        ("nothing", [None]),
        ("no.such", []),
    ],
)
def test_a_path_leads_to_what_stands_there(path, found):
    assert list(find(TOLD, path)) == found


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("id", "9007199254740993"),
        ("review.body", "کند بود"),
        ("review.stars", "2"),
        ("review.tags", "late\nbroken"),
        ("comments.*.text", "a\nb"),
        ("comments", "no object"),
        ("review", ""),
        ("yes", "true"),
        ("no", ""),
        ("nothing", ""),
        ("no.such", ""),
    ],
)
def test_what_stands_there_is_read_as_text(path, words):
    assert words_at(TOLD, path) == words
