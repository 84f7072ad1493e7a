"""Draw what every row shows: symbols, severities, states, tags, clocks.

What looks the same is drawn once by its template and kept: a queue shows fifty rows, and a page
is asked for again whenever something moves.
"""

import html
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from amends.web.faces import Face


HOLE = re.compile("\0(\\w+)\0")
SHAPE = ("kind", "figure", "unit", "arc", "rest", "quarter", "is_whole")


@lru_cache(maxsize=256)
def icon(name: str, *classes: str) -> SafeString:
    """Draw a symbol of the sprite, for eyes only."""
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#i-{}"/></svg>',
        " ".join(("icon", *classes)),
        static("web/icons.svg"),
        name,
    )


def severity(step: int) -> SafeString:
    """Draw five rising bars and a word."""
    return _drawn("web/_severity.html", get_language(), step=step)


def state(code: str) -> SafeString:
    """Draw the glyph of a state and its word."""
    return _drawn("web/_state.html", get_language(), code=code)


def clock(face: Face, size: str = "") -> SafeString:
    """Draw a clock from its face: the drawing from memory, its words beside it."""
    kind = f"clock clock-{face.kind} clock-{size}" if size else f"clock clock-{face.kind}"
    shape = {name: getattr(face, name) for name in SHAPE}
    drawn = _drawn("web/_clock.html", get_language(), **shape)
    spoken = f'<span class="sr">{html.escape(face.spoken)} </span>' if face.spoken else ""
    under = f'<span dir="auto">{html.escape(face.under)}</span>' if face.under else ""
    words = f'<span class="clock-words">{spoken}<b>{html.escape(face.lead)}</b>{under}</span>'
    return mark_safe(f'<span class="{kind}">{drawn}{words}</span>')  # noqa: S308 - every word is escaped


def tag(words: str, tone: str = "", symbol: str = "") -> SafeString:
    """Draw a small word with its symbol; ``tone`` is amber, inner, plain or empty."""
    kind = f"tag tag-{tone}" if tone else "tag"
    sign = icon(symbol, "icon-s") if symbol else ""
    return mark_safe(f'<span class="{kind}">{sign}{html.escape(words)}</span>')  # noqa: S308 - the words are escaped


@lru_cache(maxsize=1024)
def _drawn(template: str, language: str | None, **values: Any) -> SafeString:  # noqa: ARG001 - a drawing holds words of its language
    return render_to_string(template, values)


def kept(template: str, **values: Any) -> SafeString:
    """Draw a part of the page that looks the same for the same values, for whoever sees it."""
    return _drawn(template, get_language(), **values)


def filled(template: str, values: Mapping[str, object], **shape: str | bool) -> SafeString:
    """Draw by a template that is rendered once for each shape, with holes that are filled each time.

    The template may only place the values; what it decides, it decides by the shape.
    """
    mould = _mould(template, get_language(), tuple(values), **shape)
    safe = {name: _safe(value) for name, value in values.items()}
    return mark_safe(mould % safe)  # noqa: S308 - every value is escaped


def _safe(value: object) -> str:
    # Django's own way also looks for lazy texts, which takes three times as long.
    return value if isinstance(value, SafeString) else html.escape(str(value))


@lru_cache(maxsize=64)
def _mould(
    template: str,
    language: str | None,  # noqa: ARG001 - a mould holds words of its language
    names: tuple[str, ...],
    **shape: str | bool,
) -> str:
    holes = {name: mark_safe(f"\0{name}\0") for name in names}  # noqa: S308 - a name of ours
    return HOLE.sub(r"%(\1)s", render_to_string(template, holes | shape).replace("%", "%%"))
