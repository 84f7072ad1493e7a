import pytest

from amends.language.disguises import as_shown


def shown(text):
    return [seen for seen, _ in as_shown(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("call 0551234567", []),
        ("کتاب\u200cها ۱۲\u200cتا", []),
        ("05\u200b51 23\u2066 45\u2069 67", ["0551 23 45 67"]),
        ("5\u202e7654\u202c1", ["576541", "545671"]),
        ("\u202e7654 abc", ["7654 abc", "cba 4567"]),
        ("0.5.5 1234567", []),
        ("1.2.3.4.5.6", []),
        ("n 1.2.3.4.5.6.7, 8", ["n 1234567, 8"]),
        ("1 - 2 - 3 - 4 - 5 - 6 - 7", ["1234567"]),
        ("1\u200b.2.3.4.5.6.7", ["1.2.3.4.5.6.7", "1234567"]),
        ("0912\u00b7345\u066b6789", ["0912.345.6789"]),
        ("", []),
    ],
)
def test_text_is_read_as_it_shows(text, expected):
    assert shown(text) == expected


def test_places_lead_back_to_the_original():
    text = "a 1\u200b2 \u202e43\u202c 1.2.3.4.5.6.7"

    readings = list(as_shown(text))

    assert len(readings) == 4
    for seen, places in readings:
        assert [text[at] for at in places] == list(seen)
