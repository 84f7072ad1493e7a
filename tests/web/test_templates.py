"""What holds for every template and the style sheet, so that nobody has to remember it."""

import re
from pathlib import Path

import pytest

import amends


WEB = Path(amends.__file__).parent / "web"
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
INLINE = re.compile(
    r"\sstyle=|<style|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=)", re.IGNORECASE
)
PHYSICAL = re.compile(r"\b(left|right)\b")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(WEB)))
def test_template_without_inline_style_or_script(path):
    assert INLINE.findall(path.read_text()) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(WEB)))
def test_template_never_marks_text_of_people_safe(path):
    text = path.read_text()

    assert re.findall(r"(?<!help_text)\|safe\b|autoescape off", text) == []


def test_style_sheet_is_logical():
    lines = (WEB / "static/web/desk.css").read_text().splitlines()

    assert [s for s in lines if PHYSICAL.search(s) and "/* physical:" not in s] == []


def test_style_sheet_stays_small():
    assert len((WEB / "static/web/desk.css").read_text().splitlines()) <= 600


def test_each_icon_asked_for_is_in_the_sprite():
    there = set(re.findall(r'id="i-([a-z-]+)"', (WEB / "static/web/icons.svg").read_text()))
    asked = {n for p in TEMPLATES for n in re.findall(r'{% icon "([a-z-]+)"', p.read_text())}

    assert asked - there == set()
