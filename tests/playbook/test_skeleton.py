import pytest

from amends.playbook.contract import ReviewContext, Turn
from amends.playbook.patterns import LANGUAGES
from amends.playbook.review import review
from amends.playbook.skeleton import _SLOT, _shapes, first_reply_parts


FACTS = {
    "en": ({"own_act": "sent the wrong size", "step": "send you the right one", "time": "6 pm today"}, "the wrong size"),
    "ar": ({"own_act": "أرسلنا المقاس الخطأ", "step": "نرسل المقاس الصحيح", "time": "الساعة ٦ مساء اليوم"}, "المقاس الخطأ"),
    "fa": ({"own_act": "سایز اشتباه فرستادیم", "step": "سایز درست را می‌فرستیم", "time": "ساعت ۶ عصر امروز"}, "سایز اشتباه"),
}  # fmt: skip


def names(parts):
    return [part.name for part in parts]


def test_parts_come_in_the_order_of_the_playbook():
    parts = first_reply_parts("en", "ours", public=True, seed=1)

    # S1-08, S0-04, S2-24, S3-26, S4a-22
    assert names(parts) == [
        "thanks",
        "empathy",
        "personal",
        "apology",
        "next_step",
        "time",
        "private_door",
    ]


def test_solution_comes_first_for_a_valued_customer():
    parts = first_reply_parts("en", "ours", public=False, seed=1, solution_first=True)

    assert names(parts) == [
        "next_step",
        "time",
        "thanks",
        "empathy",
        "personal",
        "apology",
    ]  # C-18


def test_without_a_complaint_nothing_is_apologised_for():
    assert names(first_reply_parts("fa", "none", public=False, seed=1)) == [
        "thanks",
        "personal",
        "next_step",
        "time",
    ]


def test_personal_part_and_the_detail_stay_open():
    parts = {
        p.name: p
        for p in first_reply_parts(
            "en", "ours", public=True, seed=1, facts=FACTS["en"][0] | {"detail": "x"}
        )
    }

    assert (parts["personal"].text_shape, parts["personal"].filled) == ("", False)
    assert (parts["thanks"].filled, parts["next_step"].filled, parts["time"].filled) == (
        False,
        True,
        True,
    )


def test_same_seed_gives_the_same_shapes_and_seeds_vary_them():
    assert first_reply_parts("ar", "ours", public=True, seed=7) == first_reply_parts(
        "ar", "ours", public=True, seed=7
    )
    assert (
        len({first_reply_parts("ar", "ours", public=True, seed=seed) for seed in range(20)}) > 5
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_has_several_shapes_with_the_same_slots(language):
    assert all(len(shapes) >= 2 for shapes in _shapes(language).values())
    assert set(_shapes(language)) == set(_shapes("en"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fault", ["ours", "not_ours", "unknown"])
@pytest.mark.parametrize("seed", range(6))
def test_filled_skeleton_passes_the_review(language, fault, seed):
    facts, detail = FACTS[language]
    parts = first_reply_parts(language, fault, public=True, seed=seed, facts=facts)
    text = " ".join(_SLOT.sub(detail, part.text_shape) for part in parts if part.text_shape)
    context = ReviewContext(
        lang=language, public=True, fault=fault, conversation=(Turn("customer", detail),)
    )

    assert review(text, context).labels == ("none",)
