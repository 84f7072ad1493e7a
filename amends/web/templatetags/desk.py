"""What the templates of the desk say with: digits, times, money, icons, names, clocks."""

from datetime import datetime
from typing import Any

from django import template
from django.forms import BoundField
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from amends.casebook.models import Language
from amends.web import calendars, drawing, names, reader


register = template.Library()
register.filter("digits", reader.digits)
register.filter("number", reader.number)
register.filter("dollars", reader.dollars)
register.filter("percent", reader.percent)
register.filter("tame", reader.tame)
register.filter("initial", reader.initial)
for draw in (drawing.icon, drawing.severity, drawing.state, drawing.clock, drawing.kept):
    register.simple_tag(draw, name=draw.__name__)


@register.filter
def name(code: object, table: str) -> str:
    """Name a code by a table of names.py: ``{{ case.state|name:"states" }}``."""
    return names.name_of(table, code)


@register.filter
def ids_apart(because: str) -> SafeString:
    """Set the rule ids at the end of a reason apart: in a sentence from right to left they break."""
    words, found, ids = because.rpartition(" (")
    if not found or not because.endswith(")"):
        return conditional_escape(because)
    return format_html('{} <bdi dir="ltr">({}</bdi>', words, ids)


@register.filter
def money(minor: int, currency: str) -> str:
    """Write an amount in the smallest unit with its currency."""
    return reader.money(minor, currency)


@register.filter
def time(moment: datetime | None, zone: str) -> str:
    """Say the time, with its day when that is not today."""
    return calendars.when(moment, zone, timezone.now()) if moment else ""


@register.filter
def full(moment: datetime | None, zone: str) -> str:
    """Say day, year and time."""
    return calendars.full(moment, zone) if moment else ""


@register.filter
def day(moment: datetime | None, zone: str) -> str:
    """Say the day with its year."""
    return calendars.day(moment, zone, with_year=True) if moment else ""


@register.filter
def ago(moment: datetime | None, zone: str) -> str:
    """Say how long ago it was."""
    return calendars.ago(moment, zone, timezone.now()) if moment else ""


@register.filter
def channel_icon(kind: str) -> str:
    """Return the symbol of a kind of source."""
    return names.CHANNEL_ICONS.get(kind, "chat")


@register.filter
def glyph(state: str) -> str:
    """Return the glyph of a state: empty, half, dotted, pause, tick, closed ring."""
    return names.STATE_GLYPHS.get(state, "new")


@register.filter
def plain_number(value: float) -> str:
    """Write a bound: whole where it is whole."""
    return reader.number(int(value) if float(value).is_integer() else value)


@register.filter
def tone(standing: str) -> str:
    """Return the tone of where a cause stands."""
    return names.CAUSE_TONES.get(standing, "plain")


@register.filter
def rest(percents: int) -> int:
    """Return what is missing to a hundred: where a bar begins that ends at the far side."""
    return 100 - percents


@register.filter
def item(mapping: Any, key: Any) -> Any:
    """Look a key up in a mapping of the page."""
    return mapping.get(key, "")


@register.simple_tag
def tongues() -> list[tuple[str, str]]:
    """Return the languages of the desk, each by its own name: a reader looks for his own."""
    return list(Language.choices)


@register.filter
def dressed(field: BoundField) -> SafeString:
    """Render a box in the desk's look; boxes for addresses and secrets run from Latin's side."""
    kind = getattr(field.field.widget, "input_type", "")
    if kind in {"checkbox", "radio", "file", "hidden"}:
        return field.as_widget()
    way = "ltr" if kind in {"email", "password", "url", "number"} else "auto"
    if kind == "select":
        return field.as_widget(attrs={"class": "input"})
    dress: dict[str, str | bool] = {"class": "input", "dir": way}
    if way == "auto":
        dress["placeholder"] = field.field.widget.attrs.get("placeholder") or " "
    return field.as_widget(attrs=dress)
