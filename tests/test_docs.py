"""Whatever a person can set, call, connect or read about is found where people look for it."""

import re
from pathlib import Path

import pytest
from typer.main import get_command

from amends.cli.commands import commands
from amends.connectors.registry import CONNECTORS
from amends.playbook.contract import HINTS, LABELS
from amends.playbook.keys import KEYS
from amends.playbook.review import sentences_of
from amends.settings import Environment
from amends.web import entries, names


ROOT = Path(__file__).parents[1]
PAGES = [*sorted((ROOT / "docs").rglob("*.md")), *sorted(ROOT.glob("*.md"))]
TABLES = sorted((ROOT / "amends").rglob("*.toml"))
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
COMMAND = re.compile(r"`amends ([a-z][a-z-]*)")
LINE = re.compile(
    r"(?:ledger\.Line|(?:ledger\.)?append\(\s*[a-z_.]+,|_append\(\s*[a-z_.]+,)\s*\(?\s*\"([a-z_]+)\""
)


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def kinds_written():
    texts = [p.read_text(encoding="utf-8") for p in (ROOT / "amends").rglob("*.py")]
    return {kind for text in texts for kind in LINE.findall(text)}


@pytest.mark.parametrize("name", Environment.model_fields)
def test_each_setting_stands_in_operate(name):
    assert f"| `AMENDS_{name.upper()}` |" in read("docs/operate.md")


def test_operate_names_no_setting_that_is_gone():
    told = set(re.findall(r"^\| `AMENDS_([A-Z_]+)` \|", read("docs/operate.md"), re.MULTILINE))

    assert told - {name.upper() for name in Environment.model_fields} == set()


@pytest.mark.parametrize("name", sorted(get_command(commands).commands))
def test_each_command_stands_in_operate(name):
    assert name in COMMAND.findall(read("docs/operate.md"))


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.name)
def test_each_command_a_page_names_exists(path):
    named = set(COMMAND.findall(path.read_text(encoding="utf-8")))

    assert named - set(get_command(commands).commands) == set()


@pytest.mark.parametrize("name", sorted(CONNECTORS))
def test_each_channel_has_its_row_and_its_card(name):
    text = read("docs/connectors.md")

    assert f"\n| {name} |" in text
    assert f"\n### {name} — " in text


def test_each_line_of_the_ledger_has_its_words():
    assert len(kinds_written()) > 20
    assert kinds_written() - set(entries.KINDS) == set()


@pytest.mark.parametrize("code", sorted({*LABELS, *HINTS}))
@pytest.mark.parametrize("language", ["ar", "fa", "en"])
def test_each_finding_says_why_and_what_instead(code, language):
    assert all(sentences_of(code, language))


@pytest.mark.parametrize("key", sorted(KEYS))
def test_each_key_of_the_policy_stands_in_the_playbook(key):
    assert f"`{key}`" in read("docs/playbook.md")


@pytest.mark.parametrize("path", TABLES, ids=lambda p: str(p.relative_to(ROOT)))
def test_each_table_is_named_in_the_docs(path):
    text = "".join(read(f"docs/{name}.md") for name in ("playbook", "language", "connectors"))
    own = path.relative_to(ROOT)
    places = [str(own), path.name, *(f"`{folder}/`" for folder in own.parents)]

    assert [place for place in places if place in text]


@pytest.mark.parametrize("table", [name for name in vars(names) if name.isupper()])
def test_each_table_of_names_is_full(table):
    assert [code for code, name in getattr(names, table).items() if not str(name)] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_of_a_page_lead_somewhere(path):
    links = [link for link in LINK.findall(path.read_text(encoding="utf-8")) if ":" not in link]

    assert [link for link in links if not (path.parent / link).exists()] == []


def test_make_targets_of_the_readme_exist():
    asked = set(re.findall(r"\bmake ([a-z]+)\b", read("README.md")))
    there = set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))

    assert {word for word in asked if f"`make {word}" in read("README.md")} - there == set()
    assert {"setup", "run", "test", "check", "lint", "types", "bench", "train"} - there == set()


def test_changelog_has_a_place_for_what_comes():
    headings = re.findall(r"^## (.+)$", read("CHANGELOG.md"), re.MULTILINE)

    assert headings[0] == "Unreleased"


PROSE = [*sorted((ROOT / "docs").glob("*.md")), ROOT / "README.md", ROOT / "ARCHITECTURE.md"]
SHOWN_BY = re.compile(r"`(tests/[a-z_/]+(?:\.py)?)`")


@pytest.mark.parametrize("path", PROSE, ids=lambda p: p.name)
def test_tests_named_in_the_docs_exist(path):
    named = SHOWN_BY.findall(path.read_text("utf-8"))

    assert [place for place in named if not (ROOT / place).exists()] == []
