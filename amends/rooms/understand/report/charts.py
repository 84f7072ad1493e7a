"""Draw the charts as SVG inside the page; time runs in reading direction."""

from collections.abc import Sequence
from html import escape

from amends.rooms.understand.report.trends import Period
from amends.rooms.understand.report.words import Words


WIDTH, HEIGHT, AXIS, FOOT = 760, 220, 44, 26
SHOWN_CAUSES = 5
FEW = 4  # columns which a phone shows side by side, with larger letters


def stacked(periods: Sequence[Period], causes: Sequence[str], say: Words) -> str:
    """Return columns of complaints, one a period, parted by the causes that stand out."""
    stacks = [_parts(period, causes) for period in periods]
    top = _round_up(max((sum(stack) for stack in stacks), default=1))
    step = (WIDTH - AXIS) / max(1, len(periods))
    drawn = [_grid(top, say)]
    for at, (period, stack) in enumerate(zip(periods, stacks, strict=True)):
        x = _x(AXIS + step * at + step * 0.16, step * 0.68, say)
        drawn.append(_column(stack, x, step * 0.68, top, period, say))
    drawn += _labels(periods, step, say)
    kind = "chart few" if len(periods) <= FEW else "chart"
    return _svg(kind, HEIGHT + FOOT, "".join(drawn), say["over_time"])


def _parts(period: Period, causes: Sequence[str]) -> list[int]:
    """Share the complaints of a period out among causes: one with two causes counts half for each."""
    named = [period.counts[cause] for cause in causes]
    total, complaints = sum(named), period.counts["complaints"]
    if total > complaints:
        named = [round(count * complaints / total) for count in named]
    return [*named, max(0, complaints - sum(named))]


def _column(
    stack: Sequence[int], x: float, width: float, top: int, period: Period, say: Words
) -> str:
    title = f"{say.date(period.label)}: {say.number(period.counts['complaints'])}"
    drawn, reached = [f"<g><title>{escape(title)}</title>"], 0
    for kind, value in enumerate(stack):
        if value:
            y, below = _y(reached + value, top), _y(reached, top)
            height = max(1.0, below - y - 1)
            drawn.append(
                f'<rect class="c{kind if kind < SHOWN_CAUSES else "x"}" x="{x:.1f}" y="{y:.1f}"'
                f' width="{width:.1f}" height="{height:.1f}" rx="2"/>'
            )
        reached += value
    return "".join([*drawn, "</g>"])


def _grid(top: int, say: Words) -> str:
    start, end = (AXIS, WIDTH) if not say.is_rtl else (0, WIDTH - AXIS)
    at = AXIS - 8 if not say.is_rtl else WIDTH - AXIS + 8
    return "".join(
        f'<line class="grid" x1="{start}" x2="{end}" y1="{_y(value, top):.1f}" y2="{_y(value, top):.1f}"/>'
        f'<text class="axis" x="{at}" y="{_y(value, top) + 4:.1f}" text-anchor="end">{say.number(value)}</text>'
        for value in sorted({0, top // 2, top})
    )


def _labels(periods: Sequence[Period], step: float, say: Words) -> list[str]:
    longest = max((len(period.label) for period in periods), default=1)
    every = max(1, -(-len(periods) * longest * 8 // (WIDTH - AXIS)))
    return [
        f'<text class="axis" x="{_x(AXIS + step * (at + 0.5), 0, say):.1f}" y="{HEIGHT + 23}"'
        f' text-anchor="middle">{escape(say.date(period.label))}</text>'
        for at, period in enumerate(periods)
        if at % every == 0
    ]


def spark(shares: Sequence[float], say: Words) -> str:
    """Return a small line of how a share went."""
    width, height, most = 140, 36, max([*shares, 1e-9])
    step = (width - 8) / max(1, len(shares) - 1)
    xs = [4 + step * at for at in range(len(shares))]
    points = [
        (width - x if say.is_rtl else x, height - 4 - (height - 8) * share / most)
        for x, share in zip(xs, shares, strict=True)
    ]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    x, y = points[-1]
    return (
        f'<svg class="spark" viewBox="0 0 {width} {height}" aria-hidden="true">'
        f'<polyline points="{line}"/><circle cx="{x:.1f}" cy="{y:.1f}" r="3.5"/></svg>'
    )


def bar(share: float, kind: str, say: Words) -> str:
    """Return one bar, as long as its share of the widest."""
    length = max(0.6, 100 * share)
    x = 100 - length if say.is_rtl else 0
    return (
        '<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="{kind}" x="{x:.1f}" width="{length:.1f}" height="10"/></svg>'
    )


def _svg(kind: str, height: int, drawn: str, title: str) -> str:
    return f'<svg class="{kind}" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(title)}">{drawn}</svg>'


def _x(x: float, width: float, say: Words) -> float:
    return WIDTH - x - width if say.is_rtl else x


def _y(value: float, top: int) -> float:
    return HEIGHT - (HEIGHT - 12) * value / top


def _round_up(most: int) -> int:
    """Return an even round number not below `most`."""
    size = 10 ** (len(str(max(most, 2))) - 1)
    return next(int(n * size) for n in (1, 2, 4, 6, 8, 10) if n * size >= most and n * size > 1)
