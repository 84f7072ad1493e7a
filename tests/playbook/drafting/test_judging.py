from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from people import NOW

from amends.playbook.drafting.asking import DraftFacts, placeholders_for
from amends.playbook.drafting.judging import (
    mark_unsure,
    open_marks,
    problems_of,
    sentence_of,
)
from amends.playbook.drafting.placeholders import Secret


ZONE = ZoneInfo("Asia/Riyadh")


def facts(language="en", **fields):
    given = {
        "brand": "Rabwa", "channel": "x", "public": True, "stage": "first", "fault": "ours",
        "reply_by": "today at 1 pm", "reply_at": NOW + timedelta(hours=1), "turns": (),
        "secrets": (Secret("NAME", "Noura"), Secret("OTHER", "Huda")),
    }  # fmt: skip
    return DraftFacts(language=language, **given | fields)


def problems(answer, **fields):
    one = facts(**fields)
    own = placeholders_for(one)
    own.hide("Noura and Huda")
    return problems_of(answer, own, one)


@pytest.mark.parametrize(
    ("answer", "codes"),
    [
        ("Hello [[NAME_1]], we broke it and we are sorry.", ()),
        ("Call me at 0501234567.", ("private_data",)),
        ("اتصلي على ٠٥٠١٢٣٤٥٦٧", ("private_data",)),
        ("به ۰۹۱۲۳۴۵۶۷۸۹ زنگ بزنید", ("private_data",)),
        ("She lives at 12 Olaya Street, Riyadh 12211.", ("private_data",)),
        ("Your code is 48 51 62 7.", ("private_data",)),
        ("Read www.refund.example", ("private_data",)),
        ("Ask @huda", ("private_data",)),
        ("Huda is [[OTHER_1]].", ("strange_placeholder",)),
        ("Your number [[PHONE_7]].", ("strange_placeholder",)),
        ("Hello [[NAME_1", ("strange_placeholder",)),
        ("Hello NAME_1]]", ("strange_placeholder",)),
    ],
)
def test_unfit_draft_is_told_by_its_code(answer, codes):
    assert problems(answer) == codes


@pytest.mark.parametrize(("length", "codes"), [(280, ()), (281, ("too_long",))])
def test_draft_longer_than_the_channel_takes_is_unfit(length, codes):
    assert problems("x" * length, max_length=280) == codes


@pytest.mark.parametrize(
    ("language", "text", "marked"),
    [
        ("en", "You hear from me today by 1 pm.", "You hear from me today by 1 pm."),
        ("en", "It is at yours tomorrow.", "It is at yours [?tomorrow?]."),
        ("en", "We refund you 500 SAR.", "We [?refund?] you [?500 SAR?]."),
        ("en", "A [?voucher?] follows.", "A [?voucher?] follows."),
        ("ar", "سنرسل لك قسيمة هدية.", "سنرسل لك [?قسيمة?] [?هدية?]."),
        ("ar", "نراجع الشحنة ونعيد لك المبلغ.", "نراجع الشحنة و[?نعيد لك المبلغ?]."),
        ("ar", "سيصلك الخصم وبالقسيمة.", "سيصلك ال[?خصم?] وبال[?قسيمة?]."),
        ("fa", "پول شما برمی‌گردد و تخفیف دارید.", None),
    ],
)  # fmt: skip
def test_what_nobody_decided_is_marked(language, text, marked):
    made = mark_unsure(text, facts(language), ZONE, NOW)

    assert made == marked or (marked is None and "[?تخفیف?]" in made)
    assert len([*open_marks(made)]) == made.count("[?")


def test_benefit_that_somebody_decided_needs_no_mark():
    one = facts(has_remedy=True)

    assert mark_unsure("We refund you.", one, ZONE, NOW) == "We refund you."


@pytest.mark.parametrize(
    ("text", "open_at"),
    [
        ("We send it [?tomorrow?].", ["[?tomorrow?]"]),
        ("Hello [[NAME_1]]", ["[[NAME_1]]"]),
        ("Half [? a mark", ["[?"]),
        ("Is it really so? [I think so] {x}", []),
    ],
)
def test_open_mark_is_seen(text, open_at):
    assert [text[start:end] for start, end in open_marks(text)] == open_at


def test_each_problem_is_said_in_three_languages():
    told = {sentence_of("private_data", language) for language in ("ar", "fa", "en")}

    assert len(told) == 3
