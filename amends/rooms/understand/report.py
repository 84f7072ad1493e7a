"""Sum up an analysed file and show it as one self-contained page."""

import heapq
from collections import Counter
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

from amends.rooms.understand.analysis import FLAGS


WORST = 10
_PAGE = (Path(__file__).parent / "report.html").read_text(encoding="utf-8")


@dataclass(slots=True)
class Totals:
    """What a file holds, added up row by row in constant memory."""

    rows: int = 0
    errors: int = 0
    complaints: int = 0
    langs: Counter[str] = field(default_factory=Counter)
    topics: Counter[str] = field(default_factory=Counter)
    severities: Counter[str] = field(default_factory=Counter)
    sentiments: Counter[str] = field(default_factory=Counter)
    flags: Counter[str] = field(default_factory=Counter)
    worst: list[tuple[tuple[float, ...], int, str, dict[str, Any]]] = field(
        default_factory=list
    )

    def add(self, text: str, row: dict[str, Any]) -> None:
        """Count one output row; keep its text if it is among the worst."""
        self.rows += 1
        if row["error"] is not None:
            self.errors += 1
            return
        self.langs[row["lang"]] += 1
        self.sentiments[{-1: "negative", 0: "neutral", 1: "positive"}[row["sentiment"]]] += 1
        self.flags.update(flag for flag in FLAGS if row[flag])
        if row["is_complaint"]:
            self._add_complaint(text, row)

    def _add_complaint(self, text: str, row: dict[str, Any]) -> None:
        self.complaints += 1
        self.topics.update(row["topics"])
        self.severities[str(row["severity"])] += 1
        grave = (row["severity"], row["anger"], row["complaint_probability"])
        keep = heapq.heappush if len(self.worst) < WORST else heapq.heappushpop
        # The number of the row breaks ties: of two alike the earlier stays.
        keep(self.worst, (grave, -self.rows, text[:600], row))


def write_report(totals: Totals, path: Path, *, title: str) -> None:
    """Write the page: no script, no other file, right to left where the text is."""
    share = totals.complaints / max(1, totals.rows - totals.errors)
    parts = {
        "title": escape(title),
        "rows": f"{totals.rows:,}",
        "complaints": f"{totals.complaints:,}",
        "share": f"{share:.0%}",
        "errors": f"{totals.errors:,}",
        "tables": "".join(
            _table(name, counts)
            for name, counts in (
                ("Complaints by topic", totals.topics),
                ("Complaints by severity, 1 to 5", totals.severities),
                ("Languages", totals.langs),
                ("Feelings", totals.sentiments),
                ("Signals", totals.flags),
            )
        ),
        "worst": "".join(
            _example(text, row)
            for _, _, text, row in sorted(totals.worst, reverse=True, key=lambda one: one[:2])
        ),
    }
    page = _PAGE
    for name, value in parts.items():
        page = page.replace(f"<!--{name}-->", value)
    path.write_text(page, encoding="utf-8")


def _table(name: str, counts: Counter[str]) -> str:
    most = max(counts.values(), default=1)
    rows = "".join(
        f"<tr><th scope='row'>{escape(label.replace('_', ' '))}</th><td>{count:,}</td>"
        f"<td class='bar'><meter min='0' max='{most}' value='{count}'>{count}</meter></td></tr>"
        for label, count in counts.most_common()
    )
    return f"<section><h2>{name}</h2><table>{rows}</table></section>"


def _example(text: str, row: dict[str, Any]) -> str:
    why = ", ".join(dict.fromkeys(reason["why"] for reason in row["because"]))
    return (
        f"<li><p dir='auto' lang='{row['lang']}'>{escape(text)}</p>"
        f"<p class='why'>{escape(str(row['id']))} · severity {row['severity']} · anger {row['anger']} · {escape(why)}</p></li>"
    )
