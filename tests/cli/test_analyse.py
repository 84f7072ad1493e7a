import json
import subprocess
import sys

import pytest
import typer
from typer.testing import CliRunner

from amends.cli.analyse import analyse


def run(*arguments, stdin=None):
    app = typer.Typer()
    app.command()(analyse)
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin)


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "reviews.csv"
    path.write_text('id,review\na1,"الطلب ما وصل"\na2,"bad\na3,عالی بود\n', encoding="utf-8")
    return path


def test_analyse_answers_a_row_for_each_row(tmp_path):
    path = tmp_path / "reviews.csv"
    path.write_text("id,review\na1,الطلب ما وصل\na2,x,y,z\na3,عالی بود\n", encoding="utf-8")

    result = run(path)

    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [(row["id"], row["lang"], row["is_complaint"]) for row in rows] == [
        ("a1", "ar", True),
        ("a2", None, None),
        ("a3", "fa", False),
    ]
    assert rows[1]["error"] == "The number of columns differs from the header."


def test_analyse_loses_no_row_behind_an_open_quote(table):
    rows = [json.loads(line) for line in run(table).stdout.splitlines()]

    assert rows[0]["id"] == "a1"
    assert any(row["error"] for row in rows)


def test_analyse_reads_standard_input():
    result = run("-", stdin='{"text": "broken mug"}\n{"text": "thanks"}\n')

    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["1", "2"]


def test_analyse_writes_by_suffix(tmp_path):
    path = tmp_path / "in.jsonl"
    path.write_text('{"n": "7", "body": "broken mug"}\n', encoding="utf-8")

    result = run(
        path,
        "--text-column",
        "body",
        "--id-column",
        "n",
        "--out",
        tmp_path / "o.csv",
        "--report",
        tmp_path / "r.html",
    )

    assert (result.exit_code, result.stdout) == (0, "")
    assert (tmp_path / "o.csv").read_text("utf-8").splitlines()[1].startswith("7,en,")
    assert "broken mug" in (tmp_path / "r.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--text-column", "x"), "There is no column 'x'. The file has: id, review."),
        (("--out", "out.doc"), "cannot write .doc"),
    ],
)
def test_analyse_says_what_to_mend(tmp_path, arguments, message):
    path = tmp_path / "in.csv"
    path.write_text("id,review\n1,bad mug\n", encoding="utf-8")

    result = run(path, *arguments)

    assert result.exit_code == 2
    assert message in result.output


def test_analyse_says_that_a_file_is_missing(tmp_path):
    result = run(tmp_path / "no.csv")

    assert result.exit_code == 2
    assert "no.csv" in result.output


def test_analyse_never_loads_django():
    code = (
        "import sys; from amends.rooms.understand.bulk import Message, analyse_batch; import amends.cli.analyse;"
        "analyse_batch([Message('1', 'x')]); sys.exit('django' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
