import pytest

from amends.rooms.respond import desk_findings


@pytest.mark.parametrize("speak", ["ar", "fa", "en", "other"])
def test_finding_speaks_the_writers_language(speak):
    one = desk_findings.finding("private_first", ("C-03",), "سلام", speak)

    row = desk_findings.TABLE["private_first"]
    assert one.because == row.because.get(speak, row.because["en"]) + " (C-03)"
    assert (one.level, one.start, one.end) == ("warn", 0, 4)


def test_desk_knows_only_its_own_codes():
    assert desk_findings.knows("too_long")
    assert not desk_findings.knows("reply_empty")


@pytest.mark.parametrize(
    ("level", "languages"), [("hint", ("ar", "fa", "en")), ("warn", ("ar",))]
)
def test_wrong_row_stops_the_start(level, languages):
    words = dict.fromkeys(languages, "x")

    with pytest.raises(ValueError, match="new_code"):
        desk_findings.parse_table(
            {"new_code": {"level": level, "because": words, "suggestion": words}}
        )
