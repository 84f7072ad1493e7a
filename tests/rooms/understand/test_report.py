from amends.rooms.understand.report import WORST, Totals, write_report
from amends.rooms.understand.rules import analyse, error_row


def totals_of(*texts):
    totals = Totals()
    for number, text in enumerate(texts, 1):
        totals.add(text, analyse(text).as_row(str(number)))
    return totals


def test_totals_count_what_was_read():
    totals = totals_of("الشاحن انفجر", "شكرا لكم", "the mug is broken")
    totals.add("", error_row("4", "WRONG"))

    assert (totals.rows, totals.errors, totals.complaints) == (4, 1, 2)
    assert totals.severities == {"5": 1, "3": 1}
    assert totals.langs == {"ar": 2, "en": 1}


def test_totals_keep_only_the_worst():
    totals = totals_of(*["the mug is broken"] * 30, "the charger exploded")

    assert len(totals.worst) == WORST
    assert max(totals.worst)[2] == "the charger exploded"


def test_write_report_is_one_page_that_runs_nothing(tmp_path):
    page = tmp_path / "report.html"
    write_report(totals_of("<script>alert(1)</script> broken mug"), page, title="a&b.csv")

    html = page.read_text("utf-8")
    assert "<script" not in html
    assert "a&amp;b.csv" in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; broken mug" in html
    assert "<!--" not in html


def test_write_report_of_an_empty_file(tmp_path):
    write_report(Totals(), tmp_path / "r.html", title="empty")

    assert "0%" in (tmp_path / "r.html").read_text("utf-8")
