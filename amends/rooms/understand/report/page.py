"""Fill the page: figures, charts, what gets worse, the worst and samples with their reasons."""

from collections import Counter
from collections.abc import Sequence
from html import escape
from pathlib import Path

from amends.language.normalise import strip_bidi
from amends.rooms.understand.report import charts
from amends.rooms.understand.report.trends import Period, Worse, getting_worse, periods_of
from amends.rooms.understand.report.words import FOLDER, Words, words
from amends.rooms.understand.totals import Example, Totals


_LANGS = ("ar", "fa", "en")
_SAMPLED = 6


def write_report(totals: Totals, path: Path, *, title: str, lang: str | None = None) -> None:
    """Write the page: no script, no other file. `lang` is that of the page; else of most rows."""
    say = words(lang or _main_language(totals.langs))
    periods, is_dated = periods_of(totals)
    causes = [topic for topic, _ in totals.topics.most_common()]
    parts = {
        "lang": say.lang,
        "dir": "rtl" if say.is_rtl else "ltr",
        "title": escape(title),
        "heading": say["heading"],
        "numbers": _numbers(totals, say),
        "time": _time(periods, causes[: charts.SHOWN_CAUSES], say, is_dated=is_dated),
        "causes": _bars(say["by_cause"], "topics", totals.topics, say),
        "getting_worse": escape(say["getting_worse"]),
        "worst_title": escape(say["worst"]),
        "samples_title": escape(say["samples"]),
        "worse": _worse(getting_worse(periods), say),
        "worst": _worst(totals, say),
        "samples": _samples(totals, causes[:_SAMPLED], say),
        "rest": _bars(say["by_severity"], "severities", totals.severities, say)
        + _bars(say["signals"], "flags", totals.flags, say)
        + _bars(say["feelings"], "sentiments", totals.sentiments, say)
        + _bars(say["languages"], "langs", totals.langs, say),
        "foot": say["foot"],
    }
    page = (FOLDER / "page.html").read_text(encoding="utf-8")
    # In one pass: what a customer wrote may look like one of our own marks.
    pieces = page.split("<!--")
    filled = [pieces[0]]
    for piece in pieces[1:]:
        name, _, rest = piece.partition("-->")
        filled += [parts[name], rest]
    path.write_text("".join(filled), encoding="utf-8", errors="replace")


def _main_language(langs: Counter[str]) -> str:
    return max(_LANGS, key=lambda lang: langs[lang]) if langs else "en"


def _numbers(totals: Totals, say: Words) -> str:
    read = totals.rows - totals.errors
    figures = (
        (say.number(totals.rows), say["rows"]),
        (say.figure(totals.complaints), say["complaints"]),
        (say.percent(totals.complaints / max(1, read)), say["share"]),
        (say.figure(totals.severities[5]), say["gravest"]),
        (say.figure(totals.errors), say["errors"]),
    )
    return "".join(f"<li><b>{value}</b> {escape(name)}</li>" for value, name in figures)


def _time(
    periods: Sequence[Period], causes: Sequence[str], say: Words, *, is_dated: bool
) -> str:
    if not periods:
        return ""
    legend = "".join(
        f'<li><i class="c{at}"></i>{escape(say.of("topics", cause))}</li>'
        for at, cause in enumerate(causes)
    )
    legend += f'<li><i class="cx"></i>{escape(say["other_causes"])}</li>'
    note = "" if is_dated else f'<p class="quiet">{escape(say["no_dates"])}</p>'
    rows = "".join(
        f"<tr><th scope='row'>{escape(say.date(period.label))}</th>"
        f"<td>{say.number(period.counts['rows'])}</td><td>{say.number(period.counts['complaints'])}</td>"
        + "".join(f"<td>{say.number(period.counts[cause])}</td>" for cause in causes)
        + "</tr>"
        for period in periods
    )
    heads = [
        say["period"],
        say["rows"],
        say["complaints"],
        *(say.of("topics", c) for c in causes),
    ]
    head = "".join(f"<th scope='col'>{escape(name)}</th>" for name in heads)
    return (
        f"<h2>{escape(say['over_time'])}</h2>{note}<ul class='legend'>{legend}</ul>"
        f"<div class='wide'>{charts.stacked(periods, causes, say)}</div>"
        f"<details><summary>{escape(say['as_table'])}</summary>"
        f"<div class='wide'><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div></details>"
    )


def _bars(title: str, kind: str, counts: "Counter[str] | Counter[int]", say: Words) -> str:
    if not counts:
        return ""
    most = max(counts.values())
    rows = "".join(
        f"<tr><th scope='row'>{escape(say.of(kind, code))}</th><td>{say.number(count)}</td>"
        f"<td class='drawn'>{charts.bar(count / most, 'c0', say)}</td></tr>"
        for code, count in counts.most_common()
    )
    return f"<section class='card'><h2>{escape(title)}</h2><table class='bars'>{rows}</table></section>"


def _worse(found: Sequence[Worse], say: Words) -> str:
    if not found:
        return f"<p class='quiet'>{escape(say['nothing_worse'])}</p>"
    return "<ul class='worse'>" + "".join(
        f"<li><span><b>{escape(say.of('topics', worse.topic))}</b> "
        + escape(
            say["worse"].format(
                before=say.number(round(100 * worse.before, 1)),
                now=say.number(round(100 * worse.now, 1)),
            )
        )
        + f"</span>{charts.spark(worse.shares, say)}</li>"
        for worse in found
    ) + "</ul>"  # fmt: skip


def _worst(totals: Totals, say: Words) -> str:
    note = say["answered"] if totals.answered else say["no_replies"]
    note = note.format(count=say.number(totals.answered))
    examples = sorted(totals.worst, reverse=True)
    shown = "".join(f"<li>{_example(example, say)}</li>" for example in examples)
    return f"<p class='quiet'>{escape(note)}</p><ol class='examples'>{shown}</ol>"


def _samples(totals: Totals, causes: Sequence[str], say: Words) -> str:
    return "".join(
        f"<section class='card'><h3>{escape(say.of('topics', cause))}</h3><ul class='examples'>"
        + "".join(f"<li>{_example(one, say)}</li>" for one in sorted(totals.samples[cause], reverse=True))
        + "</ul></section>"
        for cause in causes
        if totals.samples.get(cause)
    )  # fmt: skip


def _example(example: Example, say: Words) -> str:
    whys = dict.fromkeys(say.of("whys", reason.why) for reason in example.because)
    facts = [
        say.of("severities", example.severity),
        *(say.of("topics", topic) for topic in example.topics),
        *([say.date(example.said)] if example.said else []),
        f"{say['row']} {example.row_id}",
    ]
    tags = "".join(f"<span>{escape(fact)}</span>" for fact in facts)
    why = (
        f"<p class='why'>{escape(say['because'])} {escape(say['comma'].join(whys))}</p>"
        if whys
        else ""
    )
    return (
        f"<p class='said' dir='auto' lang='{example.lang}'>{_marked(example)}</p>"
        f"<p class='tags s{example.severity}'>{tags}</p>{why}"
    )


def _marked(example: Example) -> str:
    """Return the text with the words that decided marked; bidi controls cannot reach outside it."""
    text, drawn, at = example.text, [], 0
    for reason in sorted(example.because, key=lambda reason: reason.start):
        if reason.start >= at:
            drawn.append(_plain(text[at : reason.start]))
            drawn.append(f"<mark>{_plain(text[reason.start : reason.end])}</mark>")
            at = reason.end
    return "".join([*drawn, _plain(text[at:])])


def _plain(text: str) -> str:
    return escape(strip_bidi(text))
