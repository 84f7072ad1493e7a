import io
import json
import subprocess
import sys
from types import SimpleNamespace

import pytest

from amends.cli.analyse import main


@pytest.fixture
def run(capsys):
    def call(*arguments):
        code = main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return SimpleNamespace(
            code=code, out=out, err=err, rows=[json.loads(line) for line in out.splitlines()]
        )

    return call


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "reviews.csv"
    path.write_text('id,review\na1,"الطلب ما وصل"\na2,"bad\na3,عالی بود\n', encoding="utf-8")
    return path


def test_analyse_answers_a_row_for_each_row(run, tmp_path):
    path = tmp_path / "reviews.csv"
    path.write_text("id,review\na1,الطلب ما وصل\na2,x,y,z\na3,عالی بود\n", encoding="utf-8")

    result = run(path)

    assert result.code == 0
    assert [(row["id"], row["lang"], row["is_complaint"]) for row in result.rows] == [
        ("a1", "ar", True),
        ("a2", None, None),
        ("a3", "fa", False),
    ]
    assert result.rows[1]["error"] == "The number of columns differs from the header."


def test_analyse_loses_no_row_behind_an_open_quote(run, table):
    rows = run(table).rows

    assert rows[0]["id"] == "a1"
    assert any(row["error"] for row in rows)


def test_analyse_reads_standard_input(run, monkeypatch):
    lines = b'{"text": "broken mug"}\n{"text": "thanks"}\n'
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(lines)))

    assert [row["id"] for row in run("-").rows] == ["1", "2"]


def test_analyse_writes_by_suffix(run, tmp_path):
    path = tmp_path / "in.jsonl"
    path.write_text('{"n": "7", "body": "broken mug"}\n', encoding="utf-8")
    out, report = tmp_path / "o.csv", tmp_path / "r.html"

    result = run(
        path, "--text-column", "body", "--id-column", "n", "--out", out, "--report", report
    )

    assert (result.code, result.out) == (0, "")
    assert out.read_text("utf-8").splitlines()[1].startswith("7,en,")
    assert "mug" in report.read_text("utf-8")


BAD = {
    "empty": "",
    "blank": "   ",
    "emoji": "😡",
    "megabyte": "late " * 190_000,
    "surrogate": "late \ud800",
    "bidi": "\u202elate\u202c",
    "zero-width": "\u200b" * 50_000 + "late",
    "html": "<p>late<br>order</p>",
    "number": 17,
    "list": ["late"],
    "nothing": None,
}


@pytest.mark.parametrize("bad", BAD)
def test_analyse_goes_on_after_bad_input(run, tmp_path, bad):
    path = tmp_path / "in.jsonl"
    texts = ["It broke", BAD[bad], "وين طلبي"]
    lines = [json.dumps({"id": at, "text": text}) for at, text in enumerate(texts)]
    path.write_text(
        "\n".join([lines[0], lines[1], '{"id": "x", "tex', lines[2]]), encoding="utf-8"
    )

    result = run(path)

    errors = [row["error"] for row in result.rows]
    assert (result.code, [row["id"] for row in result.rows]) == (
        0,
        [result.rows[0]["id"], result.rows[1]["id"], "3", "2"],
    )
    assert (errors[0], errors[2], errors[3]) == (None, "This line is not JSON.", None)
    assert (errors[1] is not None) is (bad in {"empty", "blank", "surrogate", "nothing"})


def test_analyse_of_a_column_that_is_no_text_says_so(run, tmp_path):
    path = tmp_path / "in.csv"
    path.write_text("id,price\n1,12.50\n2,9.99\n", encoding="utf-8")

    result = run(path)

    assert (result.code, [row["is_complaint"] for row in result.rows]) == (0, [False, False])
    assert [row["lang"] for row in result.rows] == ["other", "other"]
    assert result.err == "The column 'price' holds no words. --text-column names another.\n"


@pytest.mark.parametrize("text", ["", "  \n\n", "id,review\n"])
def test_analyse_says_that_there_are_no_rows(run, tmp_path, text):
    path = tmp_path / "in.csv"
    path.write_text(text, encoding="utf-8")

    result = run(path)

    assert (result.code, result.rows, result.err) == (0, [], f"{path} holds no rows.\n")


def test_analyse_says_how_many_rows_could_not_be_read(run, table):
    assert run(table).err == "1 of 3 rows could not be read; `error` says why.\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--out", "in.csv"), "this is the file that is read"),
        (("--report", "in.csv"), "this is the file that is read"),
        (("--out", "none/out.csv"), "there is no folder"),
        (("--report", "none/out.html"), "there is no folder"),
        (("--out", "a.csv", "--report", "a.csv"), "need a file each"),
        (("--report", "."), "Is a directory"),
    ],
)
def test_analyse_refuses_where_it_cannot_write(run, tmp_path, monkeypatch, arguments, message):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "in.csv"
    path.write_text("id,review\n1,bad mug\n", encoding="utf-8")

    result = run(path, *arguments)

    assert (result.code, message in result.err) == (2, True)
    assert path.read_text("utf-8") == "id,review\n1,bad mug\n"


@pytest.mark.parametrize("workers", ["0", "-3", "many"])
def test_analyse_wants_a_number_of_processes(run, table, workers):
    with pytest.raises(SystemExit):
        run(table, "--workers", workers)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--text-column", "x"), "There is no column 'x'. The file has: id, review."),
        (("--out", "out.doc"), "cannot write .doc"),
    ],
)
def test_analyse_says_what_to_mend(run, tmp_path, arguments, message):
    path = tmp_path / "in.csv"
    path.write_text("id,review\n1,bad mug\n", encoding="utf-8")

    result = run(path, *arguments)

    assert result.code == 2
    assert message in result.err


def test_analyse_says_that_a_file_is_missing(run, tmp_path):
    result = run(tmp_path / "no.csv")

    assert result.code == 2
    assert "no.csv" in result.err


def test_analyse_loads_neither_django_nor_what_the_other_commands_need():
    code = (
        "import sys; from amends.rooms.understand.bulk import Message, analyse_batch; import amends.cli.analyse;"
        "analyse_batch([Message('1', 'x')]);"
        "sys.exit(bool({'django', 'typer', 'pydantic', 'rich'} & set(sys.modules)))"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_analyse_is_a_command_of_the_list(tmp_path):
    path = tmp_path / "in.csv"
    path.write_text("id,review\n1,bad mug\n", encoding="utf-8")
    asked = "from amends.cli.commands import commands; import sys; sys.argv[0] = 'amends'; commands()"

    done = subprocess.run(
        [sys.executable, "-c", asked, "analyse", str(path)], capture_output=True, check=False
    )

    assert (done.returncode, json.loads(done.stdout)["id"]) == (0, "1")
