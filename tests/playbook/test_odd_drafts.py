"""Drafts and threads nobody means to send: judged within reason, never an exception."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amends.playbook.contract import LABELS, ReviewContext, Turn
from amends.playbook.patterns import LANGUAGES
from amends.playbook.review import review
from amends.playbook.rows import review_line


ANGRY = {
    "ar": "المصباح مكسور وأنا غاضب",
    "fa": "چراغ شکسته رسید، عصبانی‌ام",
    "en": "My lamp broke, I am furious",
}


def complaint(language, **facts):
    return ReviewContext(
        **{
            "lang": language,
            "public": True,
            "fault": "ours",
            "conversation": (Turn("customer", ANGRY[language]),),
        }
        | facts
    )


@pytest.mark.parametrize(
    ("language", "draft"),
    [
        ("fa", "قیمتش \u202e۰۹۱۲۳۴۵۶۷۸۹\u202c تومان بود، فردا ۱۲ می‌رسه"),
        ("fa", "شماره‌ی شما ۰.۹.۱.۲.۳.۴.۵.۶.۷.۸.۹ است، تا ۱۲ زنگ می‌زنیم"),
        ("en", "The refund \u202d+44 7700 900123\u202c is on its way by 5 pm, sorry"),
        ("ar", "اتصلنا على ٠٥٥١٢٣٤٥٦٧ وسنتصل الساعة ٥"),
        ("fa", "کارت ۶.۰.۳.۷.۹.۹.۷.۵.۵.۹.۹.۱.۲.۳.۴.۱ رو دیدیم، تا ۱۲ واریز می‌شه"),
        ("ar", "سنحوّل إلى ٠·٥·٥·١·٢·٣·٤·٥·٦·٧ قبل الساعة ٥"),
        ("en", "We refund \u202e7654321550\u202c SAR by 5 pm, sorry"),
        ("en", "We refund 05\u206651\u206923\u200f4567 SAR by 5 pm, sorry"),
    ],
)
def test_number_is_private_however_it_is_dressed(language, draft):  # S4a-23
    assert "discloses_private_data" in review(draft, complaint(language)).labels


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("draft", ["🙏😢💔", "👍", "…", "12345"])
def test_signs_instead_of_words_are_no_answer_to_a_complaint(language, draft):
    assert {"no_empathy", "no_next_step"} <= {*review(draft, complaint(language)).labels}


@pytest.mark.parametrize(
    ("language", "draft"),
    [
        ("en", "Nous sommes désolés pour la lampe, elle sera remplacée demain avant midi."),
        ("ar", "Nous sommes désolés pour la lampe, elle sera remplacée demain avant midi."),
        ("fa", "ہم معذرت خواہ ہیں، آپ کا نیا لیمپ کل دوپہر تک پہنچ جائے گا۔"),
        (
            "en",
            "Wir entschuldigen uns, dass wir Ihnen eine kaputte Lampe geschickt haben, morgen kommt eine neue.",
        ),
        ("en", "Lambanız için çok özür dileriz, yarın saat 12 den önce yenisi gelecek."),
        ("fa", "داوای لێبوردن دەکەین بۆ لامپەکە، سبەینێ پێش نیوەڕۆ دانەیەکی نوێ دەگات."),
        ("ar", "بښنه غواړو چې څراغ مات راغی، سبا تر غرمې مخکې به نوی درورسېږي."),
        ("ar", "ببخشید که چراغ شکسته رسید، البته تقصیر ماست و فردا تا ظهر یکی نو می‌رسد."),
        ("fa", "نعتذر لأن المصباح وصلك مكسورًا، والخطأ منا، ويصلك الجديد غدًا قبل الظهر."),
    ],
)
def test_third_language_is_the_wrong_one(language, draft):  # S2-10
    assert review(draft, complaint(language)).labels == ("wrong_language",)


@pytest.mark.parametrize(("strange", "is_foreign"), [(0, False), (7, False), (8, True)])
def test_eight_letters_of_a_neighbour_make_another_language(strange, is_foreign):  # S2-10
    draft = "عذر می‌خواهیم که چراغ شکسته رسید و فردا تا ظهر یکی نو برای شما می‌فرستیم. "

    found = review(draft + "ںٹڈڑےںٹڈ"[:strange], complaint("fa")).labels
    assert ("wrong_language" in found) is is_foreign


@pytest.mark.parametrize("language", LANGUAGES)
def test_mixed_scripts_are_no_answer_in_any_language(language):  # S2-10
    draft = "نعتذر we are sorry ببخشید که چراغ broken رسید؛ نرسل لك جديدًا by 6 pm."

    assert "wrong_language" in review(draft, complaint(language)).labels


@pytest.mark.parametrize(
    "draft",
    [
        "We are sorry we sent you a broken lamp. " * 250,
        "x" * 10_000,
        "۱۲۳۴۵۶۷۸۹۰" * 1000,
        "sorry " * 1700,
        "a.b@" * 2500,
        "Gemma Tollett " * 700,
    ],
)
def test_long_draft_is_judged(draft):
    assert review(draft, complaint("en")).verdict in {"warn", "block"}


def test_thread_of_five_hundred_turns_is_counted():  # C-12
    turns = (
        Turn("customer", "My lamp broke " * 60),
        Turn("shop", "Sorry about the lamp"),
    ) * 250
    thread = complaint("en", conversation=turns, public_replies_already=250, stage="follow_up")

    assert "third_public_reply" in review("A new one by 5 pm.", thread).labels


WORDS = st.sampled_from([
    "sorry", "نعتذر", "ببخشید", "order 4471902", "۰۹۱۲۳۴۵۶۷۸۹", "\u202e", "\u200c", "😂", "Mrs.", "أم", "خانم",
    "delete", "احذف", "پاک", "if", "لو", "اگه", "5 pm", "\ud800", "\x00", "(", "'s", ".", "؟", "@x", "$90",
])  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    draft=st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=30).map(" ".join)),
    said=st.text(max_size=80),
    language=st.sampled_from([*LANGUAGES, "xx"]),
    facts=st.fixed_dictionaries({
        "public": st.booleans(),
        "fault": st.sampled_from(["ours", "not_ours", "unknown", "none"]),
        "stage": st.sampled_from(["first", "follow_up", "closing"]),
        "public_replies_already": st.integers(0, 5),
        "safety": st.booleans(),
        "confirmed": st.booleans(),
    }),
)  # fmt: skip
def test_no_draft_raises_and_spans_lie_inside_it(draft, said, language, facts):
    context = ReviewContext(lang=language, conversation=(Turn("customer", said),), **facts)

    judged = review(draft, context)

    assert set(judged.labels) <= {*LABELS, "none"}
    assert all(0 <= one.start <= one.end <= len(draft) for one in judged.findings)


@settings(max_examples=100, deadline=None)
@given(line=st.one_of(st.text(max_size=60), st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["id", "lang", "public", "conversation", "reply_draft", "who", "text", "now"]), inner
    ),
    max_leaves=8,
).map(lambda value: __import__("json").dumps(value))))  # fmt: skip
def test_any_line_gets_a_row(line):
    row = review_line(line, 7)

    assert row["id"]
    assert "labels" in row or row["error"]
