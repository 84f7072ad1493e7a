"""The review of replies on our own drafts, none of which it has learnt from, beside keywords.

Contexts are held back whole, a fifth of them at a time; then drafts of outside hands are judged by the
weights as shipped. The peer is the usual linter: a list of keywords for each label.
"""

import json
import re
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from amends.playbook.contract import LABELS
from amends.playbook.draft import Draft
from amends.playbook.judgement import Weights, load
from amends.playbook.learnt import weighed_by_corpus
from amends.playbook.lessons import FOLDS, part_of, read_drafts, study, taught
from amends.playbook.policy import DEFAULT
from amends.playbook.review import found_by_rules
from amends.playbook.rows import read_context
from amends.playbook.training import by_fold, out_of_fold, weights_of


Row = dict[str, Any]
BLOCKING = (
    "asks_private_data_in_public", "discloses_private_data", "exposes_other_customer",
    "third_public_reply", "gift_for_deletion", "insult_back",
)  # fmt: skip
SAID = {
    "vague_time": r"soon|shortly|asap|قريب|في اقرب|إن شاء الله|به زودی|بزودی|در اسرع وقت",
    "canned": r"valued customer|inconvenience|عزيزي العميل|عميلنا|مشتری گرامی",
    "asks_private_data_in_public": r"phone|order number|address|رقم|عنوان|شماره|آدرس",
    "gift_before_fix": r"gift|coupon|discount|voucher|هدية|كوبون|خصم|هدیه|تخفیف",
    "gift_for_deletion": r"delete|remove|five star|احذف|امسح|حذف|پاک",
    "excuse_third_party": r"courier|carrier|supplier|شركة الشحن|المندوب|پیک|پست",
    "non_apology": r"sorry (?:if|you feel)|نعتذر (?:إذا|ان كان)|اگر .{0,20}متاسفیم",
    "blames_customer": r"you should have|your fault|كان عليك|غلطك|باید دقت",
    "defensive": r"our policy|the system|سياستنا|النظام|سیستم|قوانین",
    "argues": r"not true|untrue|غير صحيح|درست نیست|صحت ندارد",
    "insult_back": r"stupid|liar|idiot|كذاب|غبي|احمق|دروغگو",
    "over_apology": r"(?:sorry|نعتذر|آسف|ببخشید|متاسف).*(?:sorry|نعتذر|آسف|ببخشید|متاسف)",
}
MISSING = {
    "no_empathy": r"understand|frustrat|نتفهم|نقدر|حقك|درک|حق دارید|حق با",
    "no_apology_where_fault": r"sorry|apolog|نعتذر|آسف|نأسف|ببخشید|عذر|متاسف|پوزش",
    "no_next_step": r"will|refund|replace|سوف|سن|نرسل|می‌کنیم|می‌فرستیم|خواهیم",
    "no_acknowledgement": r"thank|شكر|ممنون|سپاس|تشکر",
}


def main() -> None:
    rows = read_drafts()
    report(rows, "ours", list(judged(rows)))
    report(rows, "keywords", [by_keywords(row) for row in rows])
    for name, outside in read_outside().items():
        report(
            outside, f"outside {name}, as shipped", [found_in(row, load()) for row in outside]
        )
        report(outside, f"outside {name}, keywords", [by_keywords(row) for row in outside])


def read_outside() -> dict[str, list[Row]]:
    """Read drafts by hands that knew LABELS.md alone, by the letter of the hand.

    None of them teaches, and no bound is chosen on them.
    """
    lines = (Path(__file__).parent / "outside_drafts.jsonl").read_text("utf-8").splitlines()
    sets: dict[str, list[Row]] = {}
    for row in map(json.loads, lines):
        sets.setdefault(row["id"].split("-")[1][0], []).append(row)
    return sets


def found_in(row: Row, weights: Weights) -> set[str]:
    draft = Draft(row["reply_draft"], read_context(row), DEFAULT)
    found = weighed_by_corpus(draft, found_by_rules(draft), weights)
    return {one.code for one in found} & {*LABELS}


def judged(rows: Sequence[Row]) -> Iterator[set[str]]:
    """Judge each fifth by what the other four taught; its bounds are chosen on those four alone.

    The drafts are read once. What chooses a bound has seen neither the draft it is chosen on nor the
    one it is asked about; only the weights that speak of the former have seen the latter.
    """
    lesson = study(taught(rows))
    folds = lesson.folds.tolist()[: len(rows)]
    learnt = by_fold(lesson)
    said = out_of_fold(lesson, learnt)
    weights = {}
    for fold in range(FOLDS):
        others = np.flatnonzero(lesson.folds != fold)
        rest = part_of(lesson, others.tolist())
        weights[fold] = weights_of(learnt[fold], rest, said[others])
    start = time.process_time()
    for row, fold in zip(rows, folds, strict=True):
        yield found_in(row, weights[fold])
    print(f"{1000 * (time.process_time() - start) / len(rows):.2f} ms of one core a draft")


def by_keywords(row: Row) -> set[str]:
    text = row["reply_draft"].lower()
    found = {label for label, words in SAID.items() if re.search(words, text, re.DOTALL)}
    if row["stage"] == "first" and row["fault"] != "none":
        found |= {label for label, words in MISSING.items() if not re.search(words, text)}
    return found if row["public"] else found - {"asks_private_data_in_public"}


def report(rows: Sequence[Row], name: str, answers_said: Sequence[set[str]]) -> None:
    truths = (set(row["labels"]) - {"none"} for row in rows)
    answers = list(zip(rows, truths, answers_said, strict=True))
    print(f"\n{name}: {len(rows)} drafts")
    print("| | drafts | clean flagged | bad detected | micro-F1 | blocking P | blocking R |")
    print("|---|---|---|---|---|---|---|")
    for lang in ("ar", "fa", "en"):
        own = [(truth, said) for row, truth, said in answers if row["lang"] == lang]
        print(f"| {lang} | {len(own)} | {line(own)} |")
    print("\n| label | in drafts | ar P / R | fa P / R | en P / R |\n|---|---|---|---|---|")
    for label in LABELS:
        number = sum(label in truth for _, truth, _ in answers)
        cells = (f"{p:.2f} / {r:.2f}" for p, r in by_language(answers, label))
        print(f"| {label} | {number} | {' | '.join(cells)} |")


def by_language(
    answers: Sequence[tuple[Row, set[str], set[str]]], label: str
) -> list[tuple[float, float]]:
    """Return precision and recall of one label in each language."""
    return [
        rates([(truth, said) for row, truth, said in answers if row["lang"] == lang], [label])
        for lang in ("ar", "fa", "en")
    ]


def line(pairs: Sequence[tuple[set[str], set[str]]]) -> str:
    clean = [said for truth, said in pairs if not truth]
    bad = [said for truth, said in pairs if truth]
    precision, recall = rates(pairs, LABELS)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    sure, found = rates(pairs, BLOCKING)
    flagged, seen = (sum(map(bool, some)) / len(some) for some in (clean, bad))
    return f"{flagged:.1%} | {seen:.1%} | {f1:.2f} | {sure:.2f} | {found:.2f}"


def rates(
    pairs: Sequence[tuple[set[str], set[str]]], labels: Sequence[str]
) -> tuple[float, float]:
    asked = set(labels)
    hits = sum(len(truth & said & asked) for truth, said in pairs)
    said_all = sum(len(said & asked) for _, said in pairs)
    true_all = sum(len(truth & asked) for truth, _ in pairs)
    return hits / max(1, said_all), hits / max(1, true_all)


if __name__ == "__main__":
    main()
