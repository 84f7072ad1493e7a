from pathlib import Path

import pytest

import amends
from amends.management import catalogues


ROOT = Path(amends.__file__).parent


@pytest.fixture
def package(tmp_path):
    root = tmp_path / "package"
    root.mkdir()
    (root / "page.html").write_text(
        '{% load i18n %}{% translate "Sign in" %}'
        "{% blocktranslate count n=n %}{{ n }} case{% plural %}{{ n }} cases{% endblocktranslate %}"
    )
    (root / "names.py").write_text(
        'from x import N_, pgettext\nA = N_("Kept")\nB = pgettext("clock", "Late")\n'
    )
    return root


def test_every_message_has_a_finished_translation():
    assert catalogues.problems(ROOT) == []


def test_extract_reads_code_and_templates(package):
    found = {(m.id, m.context) for m in catalogues.extract(package) if m.id}

    assert found == {
        ("Sign in", None), ("Kept", None), ("Late", "clock"),
        (("%(n)s case", "%(n)s cases"), None),
    }  # fmt: skip


def test_missing_message_is_a_problem_in_each_language(package):
    catalogues.update(package)

    assert len(catalogues.problems(package)) == 8


def test_fuzzy_message_is_a_problem(package):
    catalogues.update(package)
    path = catalogues.path_of(package, "fa")
    path.write_text(
        path.read_text("utf-8").replace(
            'msgid "Kept"\nmsgstr ""', '#, fuzzy\nmsgid "Kept"\nmsgstr "نگه داشته شد"'
        ),
        "utf-8",
    )

    assert "fa: fuzzy: 'Kept'" in catalogues.problems(package)


def test_finished_message_is_none(package):
    catalogues.update(package)
    path = catalogues.path_of(package, "fa")
    path.write_text(
        path.read_text("utf-8").replace(
            'msgid "Kept"\nmsgstr ""', 'msgid "Kept"\nmsgstr "نگه داشته شد"'
        ),
        "utf-8",
    )

    assert [p for p in catalogues.problems(package) if "Kept" in p] == ["ar: missing: 'Kept'"]


def test_compiled_catalogues_are_those_of_the_sources():
    from io import BytesIO

    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    for language in catalogues.LANGUAGES:
        path = catalogues.path_of(ROOT, language)
        compiled = BytesIO()
        with path.open("rb") as file:
            write_mo(compiled, read_po(file, locale=language))
        assert path.with_suffix(".mo").read_bytes() == compiled.getvalue()
