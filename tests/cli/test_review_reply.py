import json
import subprocess
import sys

import pytest
import typer
from typer.testing import CliRunner

from amends.cli.review_reply import review_reply


ROW = {
    "id": "r1", "lang": "ar", "dialect": "gulf", "channel": "instagram", "public": True,
    "conversation": [{"who": "customer", "text": "وين طلبي؟ أسبوعين ولا أحد يرد"}],
    "reply_draft": "السموحة منك، تأخرنا عليك أسبوعين. اكتب رقم جوالك هنا وبكلمك قبل الساعة ٦ مساءً.",
    "public_replies_already": 0, "fault": "ours", "stage": "first", "now": "2026-11-23T09:00:00Z",
    "timezone": "Asia/Riyadh",
}  # fmt: skip


def command():
    app = typer.Typer()
    app.command()(review_reply)
    return app


def reviewed(*lines, path="-"):
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    result = CliRunner().invoke(command(), [path], input=text)
    assert result.exit_code == 0
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_row_comes_back_as_the_contract_says():
    (row,) = reviewed(ROW)

    assert list(row) == ["id", "labels", "verdict", "findings"]
    assert (row["id"], row["labels"], row["verdict"]) == (
        "r1",
        ["asks_private_data_in_public"],
        "block",
    )
    (finding, *_) = row["findings"]
    assert list(finding) == ["label", "level", "span", "because", "suggestion"]
    start, end = finding["span"]
    assert ROW["reply_draft"][start:end].startswith("اكتب رقم جوالك")
    assert "S4c-07" in finding["because"]


def test_same_request_in_private_is_sent():
    (row,) = reviewed(ROW | {"public": False})

    assert (row["labels"], row["verdict"]) == (["none"], "send")


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("not json", "not JSON: Expecting value: line 1 column 1 (char 0)"),
        ("[1]", "not a JSON object"),
        ({**ROW, "lang": "tr"}, "lang is 'tr', not one of ar, fa, en"),
        ({**ROW, "public": 1}, "public is not true or false"),
        ({**ROW, "reply_draft": None}, "reply_draft is not a text"),
        ({**ROW, "conversation": {}}, "conversation is not a list"),
        ({**ROW, "conversation": [{"who": "boss", "text": ""}]}, "who is 'boss', not one of customer, customer_1, customer_2, shop"),
        ({**ROW, "recent_replies": [1]}, "recent_replies holds something that is not a text"),
        ({**ROW, "public_replies_already": "2"}, "public_replies_already is not a whole number"),
        ({**ROW, "now": "noon"}, "Invalid isoformat string: 'noon'"),
        ({**ROW, "now": "9999-12-31T23:59:59Z"}, "now is '9999-12-31T23:59:59Z', a year no promise is made in"),
        ({**ROW, "now": "0001-01-01T00:00:00Z"}, "now is '0001-01-01T00:00:00Z', a year no promise is made in"),
        ({**ROW, "timezone": "Mars/Olympus"}, "timezone is 'Mars/Olympus', not a zone such as Asia/Riyadh"),
        ({**ROW, "timezone": "../../etc/passwd"}, "timezone is '../../etc/passwd', not a zone such as Asia/Riyadh"),
        ({**ROW, "timezone": 3}, "timezone is 3, not a zone such as Asia/Riyadh"),
        ("[" * 100_000, "not JSON: nested too deeply"),
    ],
)  # fmt: skip
def test_bad_line_keeps_its_id_and_does_not_stop_the_rest(line, error):
    bad, good = reviewed(line, ROW)

    assert bad == {"id": line["id"] if isinstance(line, dict) else "1", "error": error}
    assert good["id"] == "r1"


def test_id_with_half_a_sign_comes_back_as_it_was():
    (row,) = reviewed(ROW | {"id": "a\ud83d"})

    assert row["id"] == "a\ud83d"


def test_file_that_is_not_there_is_named(tmp_path):
    result = CliRunner().invoke(command(), [str(tmp_path / "none.jsonl")])

    assert result.exit_code == 2


def test_command_starts_without_django():
    script = "import sys, amends.cli.review_reply, amends.playbook.rows; assert 'django' not in sys.modules"

    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


@pytest.mark.parametrize(("length", "is_judged"), [(20_000, True), (20_001, False)])
def test_draft_longer_than_anybody_reads_is_not_reviewed(length, is_judged):
    (row,) = reviewed({**ROW, "reply_draft": "x" * length})

    assert ("verdict" in row) is is_judged
    assert is_judged or row == {
        "id": "r1",
        "error": "reply_draft has 20001 characters, and 20000 are the most that is reviewed",
    }


@pytest.mark.parametrize("zone", [None, "", "UTC", "Asia/Tehran"])
def test_row_without_a_zone_or_with_a_true_one_is_judged(zone):
    (row,) = reviewed({**ROW, "timezone": zone})

    assert row["verdict"] == "block"
