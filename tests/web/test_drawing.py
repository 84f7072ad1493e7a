import pytest
from django.utils import translation
from django.utils.safestring import mark_safe

from amends.web import drawing
from amends.web.faces import Face


def test_icon_is_drawn_for_eyes_only():
    drawn = str(drawing.icon("send", "flip"))

    assert drawn.startswith('<svg class="icon flip" aria-hidden="true">')
    assert drawn.endswith('#i-send"/></svg>')


def test_drawing_speaks_the_language_of_each_reader():
    with translation.override("en"):
        english = (drawing.severity(5), drawing.state("new"))
    with translation.override("fa"):
        persian = (drawing.severity(5), drawing.state("new"))

    assert "Safety" in english[0]
    assert "New" in english[1]
    assert persian != english


def test_clock_shows_its_words_as_words():
    face = Face("calm", "Target <b>", "a promise to <i>", "5 minutes left", "5", "min")

    drawn = drawing.clock(face, "s")

    assert drawn.startswith('<span class="clock clock-calm clock-s"><svg class="clock-face"')
    assert "<b>Target &lt;b&gt;</b>" in drawn
    assert '<span dir="auto">a promise to &lt;i&gt;</span>' in drawn
    assert '<span class="sr">5 minutes left </span>' in drawn


@pytest.mark.parametrize(
    ("asked", "drawn"),
    [
        (("VIP",), '<span class="tag">VIP</span>'),
        (("<x>", "amber"), '<span class="tag tag-amber">&lt;x&gt;</span>'),
    ],
)
def test_tag_is_its_words_in_its_tone(asked, drawn):
    assert drawing.tag(*asked) == drawn


def test_tag_with_a_symbol_stands_behind_it():
    assert drawing.tag("VIP", "", "star").endswith('#i-star"/></svg>VIP</span>')


def test_filled_escapes_each_value_but_what_is_drawn_already():
    drawn = drawing.filled("web/_hour_mark.html", {"x": '4%"<'}, shape="mine")
    safe = drawing.filled("web/_hour_mark.html", {"x": mark_safe("<4%>")}, shape="mine")

    assert 'cx="4%&quot;&lt;"' in drawn
    assert 'cx="<4%>"' in safe


@pytest.mark.parametrize(("shape", "sign"), [("calm", "circle"), ("near", "rect")])
def test_filled_decides_by_its_shape(shape, sign):
    assert f"<{sign}" in drawing.filled("web/_hour_mark.html", {"x": "4%"}, shape=shape)


def test_kept_part_is_drawn_for_each_value_and_language():
    with translation.override("en"):
        here = drawing.kept("web/_tabs.html", page="inbox")
        there = drawing.kept("web/_tabs.html", page="heard")
    with translation.override("ar"):
        arabic = drawing.kept("web/_tabs.html", page="inbox")

    assert "Inbox" in here
    assert len({here, there, arabic}) == 3
