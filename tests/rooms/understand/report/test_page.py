import pytest

from amends.rooms.understand.bulk import Message, analyse_batch
from amends.rooms.understand.report import write_report
from amends.rooms.understand.totals import Totals, totals_of


def page_of(tmp_path, *messages, **options):
    path = tmp_path / "report.html"
    totals = totals_of(analyse_batch(list(messages))) if messages else Totals()
    write_report(totals, path, **{"title": "a&b.csv", **options})
    return path.read_text("utf-8")


def test_the_page_runs_nothing_and_loads_nothing(tmp_path):
    html = page_of(
        tmp_path,
        Message(
            "<i>",
            "<script>alert(1)</script> my order came broken <!--rows--> and nobody answers",
        ),
    )

    assert "<script" not in html
    assert "://" not in html
    assert "a&amp;b.csv" in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<!--" not in html


@pytest.mark.parametrize(
    ("text", "lang", "direction"),
    [
        ("الكوب مكسور", "ar", "rtl"),
        ("لیوان شکسته رسید", "fa", "rtl"),
        ("broken mug", "en", "ltr"),
    ],
)
def test_the_page_speaks_the_language_of_most_rows(tmp_path, text, lang, direction):
    html = page_of(
        tmp_path, *[Message(str(at), text) for at in range(3)], Message("x", "thanks")
    )

    assert f'<html lang="{lang}" dir="{direction}">' in html


def test_the_page_speaks_the_language_it_is_asked_for(tmp_path):
    assert '<html lang="fa" dir="rtl">' in page_of(tmp_path, Message("1", "bad"), lang="fa")


def test_the_words_that_decided_are_marked(tmp_path):
    html = page_of(tmp_path, Message("1", "the mug is broken & late"))

    assert "<mark>broken</mark> &amp; " in html


def test_bidi_controls_of_a_customer_stay_out_of_the_page(tmp_path):
    assert "\u202e" not in page_of(tmp_path, Message("1", "broken \u202emug"))


def test_a_lone_surrogate_does_not_stop_the_page(tmp_path):
    assert "answers</mark> ?" in page_of(
        tmp_path, Message("1", "my order came broken and nobody answers \ud800")
    )


def test_the_page_of_an_empty_file(tmp_path):
    assert "0%" in page_of(tmp_path)
