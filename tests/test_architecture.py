"""What keeps the house in order, so that nobody has to remember it."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest


ROOT = Path(__file__).parents[1]
HOUSE, TESTS = ROOT / "amends", ROOT / "tests"
MODULES = [p for p in sorted(HOUSE.rglob("*.py")) if "migrations" not in p.parts]
CODE = [*MODULES, *sorted(TESTS.rglob("*.py")), *sorted((ROOT / "bench").rglob("*.py"))]
DEFS = (ast.FunctionDef, ast.AsyncFunctionDef)
LONGEST_FILE, LONGEST_FUNCTION, LONGEST_SHEET = 300, 40, 600
# What every channel is made of; all else at the root of the connectors is a channel or asks for all.
WIRES = HOUSE / "connectors"
MADE_OF = {"afterwards", "directness", "protocol", "source_settings"}
FORBIDDEN = {"utils", "helpers", "common", "manager", "base", "core", "data", "info"}
# Django looks for the one by this name; allauth's pages and ours extend the others.
CALLED_BASE = {"casebook/sqlite/base.py", "allauth/layouts/base.html", "web/base.html"}
# Files without a test of their own name, and where they are walked through instead.
MIRRORED_BY = {
    "casebook/models": ("casebook/test_models.py", "rows and constraints, one table for all"),
    "casebook/errors.py": ("casebook/test_ledger.py", "words without a decision"),
    "casebook/apps.py": ("casebook/test_guards.py", "its one deed is to restore the guards"),
    "cli/__init__.py": (
        "cli/test_analyse.py",
        "one command starts apart, the rest by the list",
    ),
    "cli/manage.py": ("management/test_catalogues.py", "hands its arguments to Django"),
    "language/__init__.py": ("language/test_training.py", "one name, passed on"),
    "management/demo": ("demo", "the demo runs as a whole, on its own files"),
    "management/commands": ("management/test_catalogues.py", "parses arguments, calls one"),
    "playbook/contract.py": ("playbook/test_review.py", "dataclasses without a decision"),
    "playbook/errors.py": ("playbook/test_policy.py", "words without a decision"),
    "playbook/patterns/__init__.py": ("playbook/test_review.py", "loads what the review reads"),
    "connectors/afterwards.py": (
        "connectors/test_file_conformance.py",
        "a protocol and values",
    ),
    "connectors/protocol.py": ("connectors/test_conformance.py", "dataclasses and protocols"),
    "connectors/mail/wordings.py": ("connectors/mail/test_quotes.py", "words, tried in quotes"),
    "connectors/shop/records.py": (
        "connectors/shop/test_files.py",
        "dataclasses and one protocol",
    ),
    "connectors/directness.py": ("rooms/listen/test_store.py", "three words, no decision"),
    "urls.py": ("web/test_walls.py", "the walk over every address"),
    "web/urls.py": ("web/test_walls.py", "the walk over every address"),
    "web/account_urls.py": ("web/test_walls.py", "the walk over every address"),
    "wsgi.py": ("browser", "what a real server loads"),
    "cli/desk.py": ("cli/test_review_reply.py", "starts Django, or does not"),
    "cli/commands.py": ("test_docs.py", "the list of commands, held to the docs"),
    "cli/retrain.py": ("rooms/understand/test_corrected.py", "prints what was learnt"),
    "cli/doctor.py": ("management/test_checkup.py", "prints what the check-up found"),
    "cli/hear.py": ("rooms/listen/test_service.py", "calls one verb, prints a number"),
    "cli/imports.py": ("demo", "calls one function, prints the counts"),
    "cli/keeping.py": ("casebook/test_export.py", "calls one function each"),
    "playbook/rows.py": ("playbook/test_policy.py", "checks the rows the policy is made of"),
    "web/deeds.py": ("web/views/test_case.py", "each deed is posted there"),
    "web/doors.py": ("web/test_walls.py", "owner, colleague, stranger, nobody"),
    "web/forms/case.py": ("web/views/test_case.py", "posted there, right and wrong"),
    "web/forms/drafter.py": ("web/views/test_drafting.py", "posted there, right and wrong"),
    "rooms/respond/facts.py": ("rooms/respond/test_suggesting.py", "what left the house"),
    "web/forms/inbox.py": ("web/views/test_inbox.py", "the filters in the address"),
    "web/forms/public.py": ("web/views/test_public.py", "posted there, right and wrong"),
    "web/frame.py": ("web/test_walls.py", "on every page"),
    "web/inbox.py": ("web/views/test_inbox.py", "what the inbox asks the database"),
    "web/language.py": ("web/views/test_language.py", "the language of each answer"),
    "web/letterbox.py": ("web/views/test_public.py", "everything sent goes through it"),
    "web/reading.py": ("web/views/test_case.py", "the analysis beside its words"),
    "web/rows.py": ("web/views/test_inbox.py", "the rows of the queue"),
}
PHYSICAL = re.compile(
    r"(?<![\w-])(?:left|right|(?:margin|padding|border|inset)-(?:left|right)|"
    r"border-(?:top|bottom)-(?:left|right)-radius)(?![\w-])"
)
MARK = re.compile(r"#\s*(noqa\b.*|type: ignore.*)")
REASONED = re.compile(
    r"noqa: [A-Z]+\d+(?:, [A-Z]+\d+)* - \w.*|type: ignore\[[a-z-]+(?:,[a-z-]+)*\]  # [\w`].*"
)


def inside(path, root=HOUSE):
    return str(path.relative_to(root))


def tree_of(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def tracked(*suffixes):
    """Return the files of the repository, or all of them where this is no checkout."""
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    names = listed.stdout.splitlines() or [
        inside(path, ROOT)
        for top in ("amends", "tests", "docs", "bench", "requirements")
        for path in (ROOT / top).rglob("*")
        if "__pycache__" not in path.parts
    ]
    paths = (ROOT / name for name in names)
    return [path for path in paths if path.is_file() and path.suffix in suffixes]


def is_passed_on(path):
    """Tell whether a package's file holds nothing but its docstring and names of others."""
    plain = (ast.Import, ast.ImportFrom, ast.Expr)
    return path.name == "__init__.py" and all(
        isinstance(node, plain)
        or (isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__")
        for node in tree_of(path).body
    )


def mirrors_of(path):
    folder, name = TESTS / path.relative_to(HOUSE).parent, path.stem.strip("_")
    by_package = folder / f"test_{folder.name}.py"
    return [folder / f"test_{name}.py", *([by_package] if name == "init" else [])]


def exemption_of(path):
    own = path.relative_to(HOUSE)
    return next(
        (MIRRORED_BY[str(p)] for p in (own, *own.parents) if str(p) in MIRRORED_BY), None
    )


@pytest.mark.parametrize("path", MODULES, ids=inside)
def test_module_has_its_mirror(path):
    exempt = exemption_of(path)
    places = [TESTS / exempt[0]] if exempt else mirrors_of(path)

    assert is_passed_on(path) or any(place.exists() for place in places)


@pytest.mark.parametrize("name", MIRRORED_BY)
def test_exemption_is_still_needed_and_says_why(name):
    path = HOUSE / name
    place, why = MIRRORED_BY[name]

    assert path.exists()
    assert (TESTS / place).exists()
    assert why
    assert path.is_dir() or not any(mirror.exists() for mirror in mirrors_of(path))


@pytest.mark.parametrize("path", CODE, ids=lambda p: inside(p, ROOT))
def test_file_and_its_functions_stay_small(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    long = [
        f"{node.name}: {node.end_lineno - node.lineno + 1}"
        for node in ast.walk(tree_of(path))
        if isinstance(node, DEFS) and node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION
    ]

    assert (long, max(LONGEST_FILE, len(lines))) == ([], LONGEST_FILE)


@pytest.mark.parametrize(
    "path", sorted(WIRES.glob("*/**/*.py")), ids=lambda p: inside(p, WIRES)
)
def test_a_part_of_a_channel_knows_no_channel(path):
    at_root = {p.stem for p in WIRES.glob("*.py")} - MADE_OF
    known = {
        name.split(".")[2]
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith("amends.connectors")
        for name in (f"{node.module}.{one.name}" for one in node.names)
    }

    assert known & at_root == set()


@pytest.mark.parametrize("path", MODULES, ids=inside)
def test_module_says_what_it_is_for_in_one_line(path):
    words = (ast.get_docstring(tree_of(path)) or "").splitlines()

    assert words
    assert words[0][-1] in ".:"


@pytest.mark.parametrize(
    "path", sorted((HOUSE / "rooms").glob("*/__init__.py")), ids=lambda p: p.parent.name
)
def test_room_says_what_comes_in_and_goes_out(path):
    words = ast.get_docstring(tree_of(path)) or ""

    assert [mark for mark in ("In:", "Out:") if mark not in words] == []


def test_no_file_has_a_name_that_says_nothing():
    files = [
        p for p in tracked(".py", ".html", ".toml", ".js", ".css") if p.is_relative_to(HOUSE)
    ]
    named = [p for p in files if {p.stem, *p.relative_to(HOUSE).parts[:-1]} & FORBIDDEN]

    assert [inside(p) for p in named if not inside(p).endswith(tuple(CALLED_BASE))] == []


def test_each_suppression_carries_its_reason():
    bare = [
        f"{inside(path, ROOT)}:{number}"
        for path in CODE
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if (found := MARK.search(line)) and not REASONED.fullmatch(found[1])
        if path != Path(__file__)
    ]

    assert bare == []


def test_sheets_are_logical_or_say_why_not():
    sheets = list((HOUSE / "web" / "static").rglob("*.css"))
    bare = [
        f"{inside(sheet)}:{number}"
        for sheet in sheets
        for number, line in enumerate(sheet.read_text(encoding="utf-8").splitlines(), start=1)
        if PHYSICAL.search(line) and not re.search(r"/\* physical: \w.*\*/", line)
    ]

    assert bare == []
    assert [s.name for s in sheets if s.read_text().count("\n") > LONGEST_SHEET] == []


def test_nothing_is_left_for_later():
    later = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
    files = tracked(".py", ".md", ".html", ".css", ".js", ".toml", ".txt")

    assert [inside(p, ROOT) for p in files if later.search(p.read_text("utf-8"))] == []


def test_no_place_of_a_builders_machine_is_told():
    place = re.compile(
        r"(?<![\w.-])/(?:work|root|home|Users)/\w|index-url|file://|"
        r"(?:localhost|127\.0\.0\.1):(?!8000\b|8025\b)\d{4,5}(?=\W*$)"
    )
    files = tracked(".py", ".md", ".html", ".css", ".js", ".toml", ".txt", ".cfg", "")
    told = [
        f"{inside(path, ROOT)}:{number}"
        for path in files
        if path != Path(__file__) and "tests" not in path.parts
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if place.search(line)
    ]

    assert told == []


@pytest.mark.parametrize("name", ["run.txt", "test.txt"])
def test_requirements_are_pinned_by_hash_and_name_no_host(name):
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    pins = re.split(r"\n(?=\S)", text.replace("\\\n", " ").strip())
    pins = [pin for pin in pins if not pin.startswith("#")]

    assert [
        pin for pin in pins if not re.match(r"[\w.\[\],-]+==\S+ .*--hash=sha256:", pin)
    ] == []
    assert re.findall(r"https?://|--\w*-?index|@ ", text) == []


def test_each_line_of_requirements_to_run_is_in_those_to_test():
    pins = {
        name: set(
            re.findall(r"(?m)^[\w.\[\],-]+==\S+", (ROOT / "requirements" / name).read_text())
        )
        for name in ("run.txt", "test.txt")
    }

    assert {pin.split("[")[0] for pin in pins["run.txt"] - pins["test.txt"]} == set()


def test_branches_stay_few():
    found = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--quiet", "--select", "C901,PLR0913", "amends"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (found.returncode, found.stdout) == (0, "")


def test_floors_hold():
    contracts = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert contracts.returncode == 0, contracts.stdout
