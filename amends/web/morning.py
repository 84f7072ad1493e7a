"""What the morning page says: the night in words, figures that open their cases, and the charts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from amends.casebook import figures
from amends.casebook.figures import Span
from amends.casebook.models import Brand, Cause
from amends.rooms.diagnose import service as diagnose
from amends.web import charts, periods
from amends.web.names import name_of
from amends.web.periods import Look
from amends.web.reader import number, percent


@dataclass(frozen=True, slots=True)
class Figure:
    """One number: what it says, what stands below it, and where its cases are."""

    value: str
    title: str
    below: str
    url: str


@dataclass(frozen=True, slots=True)
class Share:
    """One line of a breakdown: its name, how many, which share, and where its cases are."""

    name: str
    count: int
    share: int
    url: str


def span_of(look: Look, now: datetime) -> Span:
    """Return what the figures are asked about."""
    ids = [brand.pk for brand in look.brands]
    return Span(ids, look.since(now), now, look.visibility)


def report(look: Look, now: datetime) -> dict[str, Any]:
    """Ask every figure of a period, in a number of queries that never grows with the cases."""
    span = span_of(look, now)
    counts, bands = figures.counts(span), figures.reply_bands(span)
    replies = sum(bands[f"covered-{b}-{s}"] for b in figures.BANDS for s in figures.SHIFTS)
    return {
        "counts": counts,
        "lede": _lede(counts),
        "figures": _figures(look, counts, bands, replies),
        "more": _more(look, counts, figures.contacts_per_resolution(span)),
        "bands": _bands(look, bands),
        "replies": replies,
        "topics": _topics(look, span, counts["complaints"]),
        "causes": _causes(look, span),
    } | _chart(look, span, now)


def address(look: Look, **query: Any) -> str:
    """Return where the cases behind a figure of this look are listed."""
    return reverse("figure") + "?" + urlencode({"days": look.days} | look.kept | query)


def _lede(counts: Mapping[str, int]) -> str:
    n = counts["complaints"]
    if not n:
        return gettext("Nobody complained in this time.")
    said = ngettext("%(n)s complaint came in.", "%(n)s complaints came in.", n)
    words = [said % {"n": number(n)}]
    if counts["waiting"]:
        waiting = ngettext(
            "%(n)s still waits for a first reply.",
            "%(n)s still wait for a first reply.",
            counts["waiting"],
        )
        words.append(waiting % {"n": number(counts["waiting"])})
    else:
        words.append(gettext("Every one of them was answered."))
    return " ".join(words)


def _zero(n: int) -> str:
    # A large zero is a word: the Arabic digit alone reads as a dot.
    return number(n) if n else gettext("none")


def _figures(
    look: Look, counts: Mapping[str, int], bands: Mapping[str, int], replies: int
) -> list[Figure]:
    quick = {c: bands[f"{c}-15-in"] + bands[f"{c}-15-out"] for c in figures.CLOCKS}
    shares = {c: percent(n / replies) if replies else "—" for c, n in quick.items()}
    wall = gettext("by the wall clock: %s") % shares["wall"]
    kept = counts["promises-kept"]
    surveyed = counts["surveyed"]
    return [
        _figure(look, counts, "unanswered", gettext("it must be none")),
        Figure(
            shares["covered"], name_of("bands", "15"), wall, address(look, figure="covered-15-")
        ),
        _figure(look, counts, "promises-broken", gettext("kept: %s") % number(kept)),
        _figure(look, counts, "recovered", gettext("of %s who told us") % number(surveyed)),
    ]


def _figure(look: Look, counts: Mapping[str, int], code: str, below: str) -> Figure:
    return Figure(
        _zero(counts[code]), name_of("figures", code), below, address(look, figure=code)
    )


def _more(look: Look, counts: Mapping[str, int], contacts: float | None) -> list[Figure]:
    n = counts["complaints"]
    share = gettext("%s of the complaints") % percent(counts["indirect"] / n) if n else ""
    once = number(round(contacts, 1)) if contacts is not None else "—"
    return [
        _figure(look, counts, "complaints", ""),
        _figure(look, counts, "waiting", ""),
        _figure(look, counts, "indirect", share),
        Figure(
            once, gettext("Messages of a customer until it was resolved"), "",
            address(look, figure="resolved"),
        ),
        _figure(look, counts, "unhappy", gettext("of %s who told us") % number(counts["surveyed"])),
        _figure(look, counts, "praised", ""),
    ]  # fmt: skip


def _bands(look: Look, bands: Mapping[str, int]) -> list[dict[str, Any]]:
    """Return a row for each clock and shift: one cell a band, with its link (S4a-13, S4a-14)."""
    rows = []
    for clock in figures.CLOCKS:
        for shift in figures.SHIFTS:
            cells = [
                (bands[f"{clock}-{b}-{shift}"], address(look, figure=f"{clock}-{b}-{shift}"))
                for b in figures.BANDS
            ]
            clock_name, shift_name = (
                name_of("clock_sides", clock),
                name_of("shift_sides", shift),
            )
            rows.append({"clock": clock_name, "shift": shift_name, "cells": cells})
    return rows


def _topics(look: Look, span: Span, total: int) -> list[Share]:
    return [
        Share(
            name_of("topics", topic),
            n,
            round(100 * n / max(total, 1)),
            address(look, topic=topic),
        )
        for topic, n in figures.topics(span)
    ]


def _causes(look: Look, span: Span) -> list[Share]:
    rows = diagnose.pareto(span.brands, span.since)[:6]
    return [
        Share(
            _cause_name(r.cause), r.cases, round(100 * r.share), address(look, cause=r.cause.pk)
        )
        for r in rows
    ]


def _cause_name(cause: Cause) -> str:
    return name_of("cause_kinds", "unknown") if cause.kind == "unknown" else cause.name


def _chart(look: Look, span: Span, now: datetime) -> dict[str, Any]:
    zone = _zone(look.brands)
    edges = periods.edges(look, now, zone)
    values = figures.bands_by_time(span, edges)
    labels = periods.edge_words(look, edges, zone)
    return {
        "chart": charts.bars(values, labels),
        "table": list(zip(labels, values, strict=True)),
    }


def _zone(brands: Sequence[Brand]) -> str:
    return brands[0].timezone if brands else "UTC"
