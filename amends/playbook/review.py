"""Review a reply before it leaves: labels, verdict and what to write instead.

Every message is judged, not the first alone (S1-09), in the same way whoever is right (S1-04),
for a calm and respectful tone (S1-06).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Final

from amends.playbook.checks import (
    apology,
    blame,
    canned,
    gifts,
    hints,
    over_promise,
    presence,
    private_data,
    promises,
    public_thread,
    tongue,
)
from amends.playbook.contract import Finding, Found, Review, ReviewContext, Verdict, Visible
from amends.playbook.draft import Draft
from amends.playbook.keys import load_table
from amends.playbook.learnt import weighed_by_corpus
from amends.playbook.levels import level_of
from amends.playbook.patterns import LANGUAGES
from amends.playbook.policy import DEFAULT, Policy


__all__ = ["LONGEST_DRAFT", "Finding", "Review", "ReviewContext", "review"]

# Nobody reads a longer reply, and a review that takes seconds would hold up everybody else's. Who
# asks for a review refuses more than this: what was not read is never let through.
LONGEST_DRAFT: Final = 20_000

CHECKS: Final[tuple[Callable[[Draft], Iterable[Found]], ...]] = (
    public_thread.check,
    private_data.check,
    gifts.check,
    blame.check,
    apology.check,
    promises.check,
    over_promise.check,
    presence.check,
    canned.check,
    tongue.check,
    hints.check,
)


def review(
    draft: str, context: ReviewContext, policy: Policy = DEFAULT, speak: str = ""
) -> Review:
    """Judge a draft by exact rules and, where none decides, by what our corpus of drafts taught.

    Findings come worst first, spans are code points of the draft. `speak` is the language of
    the sentences, the customer's where it is not said. A pure function: no clock, no memory.
    """
    own = Draft(draft, context, policy)
    tongue_of_findings = speak or context.lang
    findings = [_worded(found, level, tongue_of_findings) for found, level in _weighed(own)]
    findings.sort(key=lambda finding: (_ORDER[finding.level], finding.start))
    return Review(_verdict(findings), tuple(findings))


_ORDER: Final[Mapping[Visible, int]] = {"block": 0, "warn": 1, "hint": 2}


def found_by_rules(draft: Draft) -> list[Found]:
    """Return what the exact rules find, before what the corpus taught is heard."""
    return _readable(list(_once(found for check in CHECKS for found in check(draft))))


def _weighed(draft: Draft) -> Iterator[tuple[Found, Visible]]:
    for found in _readable(weighed_by_corpus(draft, found_by_rules(draft))):
        level = level_of(found.code, draft.context, draft.policy)
        if level != "off":
            yield found, level  # type: ignore[misc]  # level_of gives block, warn or hint here


def _readable(all_found: list[Found]) -> list[Found]:
    """What is missing cannot be told from a text in another language."""
    if all(found.code != "wrong_language" for found in all_found):
        return all_found
    return [
        found
        for found in all_found
        if not found.code.startswith("no_") and found.code != "canned"
    ]


def _once(all_found: Iterable[Found]) -> Iterator[Found]:
    """Two patterns may meet the same words: one finding is enough, the exact one if there is one."""
    seen: set[tuple[str, int]] = set()
    for found in sorted(all_found, key=lambda one: not one.is_exact):
        if (found.code, found.start) not in seen:
            seen.add((found.code, found.start))
            yield found


def _worded(found: Found, level: Visible, speak: str) -> Finding:
    because, suggestion = sentences_of(found.code, speak)
    return Finding(
        code=found.code,
        level=level,
        start=found.start,
        end=found.end,
        because=f"{because} ({', '.join(found.rules)})",
        suggestion=suggestion,
        rules=found.rules,
    )


def _verdict(findings: Iterable[Finding]) -> Verdict:
    levels = {finding.level for finding in findings}
    if "block" in levels:
        return "block"
    return "warn" if "warn" in levels else "send"


def sentences_of(code: str, speak: str) -> tuple[str, str]:
    """Give the reason and the advice of a label or hint in a language of the desk."""
    row = _sentences(speak if speak in LANGUAGES else "en")[code]
    return row["because"], row["suggestion"]


@cache
def _sentences(speak: str) -> Mapping[str, Mapping[str, str]]:
    return load_table(f"findings/{speak}.toml")
