from pathlib import Path

from amends.connectors import cards


PAGE = Path(__file__).parents[2] / "docs/connectors.md"


def test_the_page_shows_the_table_of_the_types():
    """Where this fails: python -m amends.connectors.cards docs/connectors.md."""
    page = PAGE.read_text(encoding="utf-8")

    assert cards.rewrite(page) == page


def test_what_stands_around_the_table_stays():
    page = f"before\n{cards.BEGIN}old\n{cards.END}\nafter\n"

    changed = cards.rewrite(page)

    assert (changed[:7], changed[-7:]) == ("before\n", "\nafter\n")
    assert "old" not in changed
    assert "| fake_public |" in changed
