import pytest

from amends.language.naming.relevance import (
    LINE,
    WEIGHTS,
    Circumstances,
    Lesson,
    Reason,
    learn,
    signs_of,
    weigh,
)
from amends.language.naming.terms import Term, Terms


PALMS = Terms([Term(1, "نخيل"), Term(1, "متجر نخيل"), Term(1, "nakheel"), Term(1, "نخل")])


def signs(text, **about):
    return set(signs_of(text, PALMS.find(text), Circumstances(**about)))


def judged(text, **about):
    return weigh(signs_of(text, PALMS.find(text), Circumstances(**about)))


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("شكرا @nakheel", "handle"),
        ("#نخيل سيئين", "hashtag"),
        ("https://nakheel.example", "link"),
        ("#boycottnakheel", "part"),
        ("I like Nakheel a lot", "capital"),
        ("سمعت عن «نخيل»", "quoted"),
        ("متجر نخيل", "whole_name"),
        ("نخيل nakheel", "two_names"),
        ("nakheel", "long_name"),
        ("نخل", "short_name"),
        ("طلبت من نخيل", "commerce"),
        ("طلبت من نخيل وما وصل الطلب", "commerce_twice"),
        ("سفارشم از نخیل نرسید", "commerce_twice"),
        ("my order from nakheel", "commerce"),
    ],
)
def test_text_shows_its_signs(text, sign):
    assert sign in signs(text)


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("شكرا nakheel", "handle"),
        ("I LIKE NAKHEEL", "capital"),
        ("i like nakheel", "capital"),
        ("'tis nakheel", "quoted"),
        ("متجر نخيل", "commerce"),
        ("نخيل نخيل", "two_names"),
        ("طلبت من نخيل", "commerce_twice"),
        ("#boycottnakheel nakheel", "part"),
        ("نخيل", "short_name"),
        ("نخيل", "long_name"),
    ],
)
def test_text_shows_no_sign_that_is_not_there(text, sign):
    assert sign not in signs(text)


def test_circumstances_are_signs_too():
    about = {
        "is_complaint": True, "has_problem": True, "is_searched": True, "is_known_author": True,
        "is_other_language": True, "has_own_word": True, "place": "7", "language": "ar",
    }  # fmt: skip

    assert signs("نخيل", **about) == {
        "complaint", "problem", "searched", "known_author", "other_language", "own_word",
        "place:7", "language:ar", "name:نخيل",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "about", "is_us"),
    [
        ("أشجار النخيل في المدينة جميلة هذا الموسم", {}, False),
        ("غرسنا عشر فسائل نخيل أمس", {}, False),
        ("طلبت من نخيل قبل أسبوع ولم يصل شيء", {"is_complaint": True}, True),
        ("متجر نخيل أسوأ متجر", {}, True),
        ("#نخيل خدمة سيئة", {}, True),
        ("سفارش نخیل دیر رسید", {"is_complaint": True}, True),
        ("Nakheel never answers", {}, True),
        ("the nakheel grows along the road", {"is_other_language": True}, False),
    ],
)
def test_ordinary_word_waits_and_the_shop_does_not(text, about, is_us):
    assert judged(text, **about).is_us is is_us


@pytest.mark.parametrize(("signs", "is_us"), [(("part", "searched"), True), (("part",), False)])
def test_both_sides_of_the_line(signs, is_us):
    found = weigh(signs)

    assert found.is_us is is_us
    assert (found.value >= LINE) is is_us


def test_strongest_reason_comes_first():
    because = weigh(("commerce_twice", "handle", "other_language", "place:7")).because

    assert because == tuple(
        Reason(sign, WEIGHTS[sign]) for sign in ("handle", "other_language", "commerce_twice")
    )


def answered(yes, no, sign="place:7"):
    return learn([((sign,), True)] * yes + [((sign,), False)] * no)


@pytest.mark.parametrize(
    ("yes", "no", "is_enough"),
    [(9, 3, True), (8, 3, False), (10, 2, False), (2, 10, False), (3, 9, True), (0, 0, False)],
)
def test_little_is_not_learnt_from(yes, no, is_enough):
    assert answered(yes, no).is_enough is is_enough


def test_answers_are_counted_by_sign():
    lesson = learn([(("a", "b", "a"), True), (("a",), False)])

    assert lesson == Lesson(1, 1, {"a": (1, 1), "b": (1, 0)})


def test_a_place_that_never_meant_us_loses_and_one_that_did_gains():
    lesson = learn(
        [(("place:7", "commerce"), True)] * 8 + [(("place:9", "commerce"), False)] * 8
    )

    plain, good, bad = (
        weigh(signs, lesson).value for signs in (("x",), ("place:7",), ("place:9",))
    )

    assert bad < plain < good
    assert weigh(("commerce",), lesson) == weigh(("commerce",))


def test_learning_crosses_the_line_both_ways_and_says_so():
    lesson = learn([(("name:نخيل",), False)] * 20 + [(("name:متجر نخيل",), True)] * 20)
    ordinary = ("commerce", "name:نخيل")

    assert weigh(ordinary).is_us
    assert not weigh(ordinary, lesson).is_us
    assert weigh(("name:متجر نخيل",), lesson).is_us
    assert weigh(ordinary, lesson).because[0].sign == "name:نخيل"


def test_one_sign_never_says_everything():
    lesson = learn([(("a",), True)] * 1000 + [(("b",), False)] * 1000)

    assert weigh(("a", "b"), lesson).because == (Reason("a", 2.5), Reason("b", -2.5))
