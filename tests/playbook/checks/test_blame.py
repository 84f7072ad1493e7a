import pytest

from amends.playbook.checks import blame
from amends.playbook.contract import ReviewContext, Turn
from amends.playbook.draft import Draft
from amends.playbook.policy import DEFAULT
from amends.playbook.review import review


def found(check, text, **facts):
    context = ReviewContext(
        **{
            "lang": "en",
            "public": True,
            "conversation": (Turn("customer", "The lamp broke, I am furious"),),
        }
        | facts
    )
    return [one.code for one in check(Draft(text, context, DEFAULT))]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("The delay was because of the courier.", ["excuse_third_party"]),
        ("The delay was because of the courier, and that is on us.", []),
        ("Our system was down.", ["defensive"]),
        ("You should have read the manual.", ["blames_customer"]),
        ("That is simply false.", ["argues"]),
        ("Learn to read.", ["insult_back"]),
    ],
)
def test_words_that_protect_the_shop(text, codes):
    assert found(blame.check, text) == codes  # S2-20, S4b-10


BLAMING = (
    ("ar", "هذا خطؤك.", "هذا خطؤنا."),
    ("ar", "الخطأ خطؤك أنت.", "الخطأ خطؤنا، وليس خطأك."),
    ("ar", "المشكلة من عندك وليست منا.", "المشكلة من عندنا، ومو غلطك."),
    ("ar", "أنت السبب في التأخير.", "لست أنت السبب في التأخير."),
    ("ar", "ذنبك أنك اخترت المقاس.", "لا ذنب لك في المقاس."),
    ("fa", "اشتباه از خودتان بود.", "اشتباه از ما بود."),
    ("fa", "اشتباه از خود شما بوده.", "اشتباه از خود ما بوده."),
    ("fa", "مشکل از سمت شماست.", "مشکل شما را حل کردیم."),
    ("fa", "خطای خودتونه.", "تقصیر شما نیست، خطای خودمونه."),
    ("fa", "مقصر خودتونید.", "شما هیچ تقصیری ندارید."),
    ("en", "That one is on you.", "That one is on us."),
    ("en", "You are to blame here.", "You are not to blame here."),
    ("en", "This was your own fault.", "This was not your fault."),
    ("en", "The mistake was yours.", "The mistake was ours, not yours."),
)


@pytest.mark.parametrize(("lang", "blaming", "owning"), BLAMING)
def test_fault_put_on_the_customer_is_blame_and_taken_off_him_is_none(lang, blaming, owning):
    judged = review(blaming, ReviewContext(lang=lang, public=True))

    assert "blames_customer" in found(blame.check, blaming, lang=lang)
    assert "blames_customer" in judged.labels  # S2-20
    assert found(blame.check, owning, lang=lang) == []


def test_established_fault_of_the_customer_is_no_blame():
    assert found(blame.check, "You should have read the manual.", fault="not_ours") == []


@pytest.mark.parametrize(
    ("lang", "text", "codes"),
    [
        ("en", "Our courier dropped it, and we chose that courier, so this is ours.", []),
        ("en", "The delay was because of the courier.", ["excuse_third_party"]),
        ("ar", "التأخير من شركة الشحن، ونحن من اخترناها، فالخطأ منا.", []),
        ("ar", "التأخير من شركة الشحن.", ["excuse_third_party"]),
        ("fa", "تاخیر از پست بود، ولی ما پست را انتخاب کردیم، پس اشتباه از ماست.", []),
        ("fa", "تاخیر از پست بود.", ["excuse_third_party"]),
        ("en", "The system was down.", ["defensive"]),
        ("en", "We sent the wrong one, sorry. A new one left today. The system was down.", []),
        ("ar", "السيستم كان واقع.", ["defensive"]),
        ("ar", "غلطنا ونعتذر، وأرسلنا البديل. السيستم كان واقع.", []),
        ("fa", "سیستم قطع بود.", ["defensive"]),
        ("fa", "اشتباه از ما بود و یکی نو فرستادیم. سیستم قطع بود.", []),
        ("en", "The trial is 100 nights; shall we swap it at half price?", []),
        ("en", "That is simply not true, you never sent it.", ["argues", "argues"]),
        ("ar", "مدة التجربة ١٠٠ يوم، ونقدر نبدله بنصف السعر.", []),
        ("ar", "كلامك غير صحيح.", ["argues"]),
        ("fa", "مهلت مرجوعی ۱۰۰ روز است؛ با نصف قیمت عوض می‌کنیم.", []),
        ("fa", "این ادعا کذب است.", ["argues"]),
    ],
)
def test_owning_it_frees_a_cause_and_a_calm_fact_is_no_argument(lang, text, codes):
    assert found(blame.check, text, lang=lang) == codes  # S2-20, S3-30, S2-21


@pytest.mark.parametrize(
    ("lang", "text", "codes"),
    [
        ("en", "Our driver Gemma forgot it.", ["name_individual"]),
        ("en", "Our manager Gemma calls you by 5.", []),
        ("ar", "المندوب عبدالله نسي الطلب.", ["name_individual"]),
        ("ar", "المندوب عبدالله يصلك الساعة ٥.", []),
        ("fa", "همکارمون بهروز یادش رفت.", ["name_individual"]),
        ("fa", "همکارمون بهروز تا ۵ زنگ می‌زنه.", []),
    ],
)
def test_colleague_is_never_named_as_the_one_to_blame(lang, text, codes):
    assert found(blame.check, text, lang=lang) == codes  # C-11


NAME_CALLING = (
    (
        "en",
        "It leaves by 5 pm, you idiot.",
        "Only a fool packs like we did, and it leaves by 5 pm.",
    ),
    ("en", "You are a liar, but it leaves by 5 pm.", "You are no liar, and it leaves by 5 pm."),
    ("ar", "يخرج قبل ٥ يا غبي.", "الغباء كان منا، ويخرج قبل ٥."),
    ("ar", "أنت كذاب، ومع ذلك يخرج قبل ٥.", "ما أنت كذاب، ويخرج قبل ٥."),
    ("fa", "تا ۵ می‌رسه، تو احمقی.", "احمقانه بسته‌بندی کردیم، تا ۵ می‌رسه."),
    ("fa", "شما دروغگو هستید، تا ۵ می‌رسه.", "شما دروغگو نیستید، تا ۵ می‌رسه."),
)


def exact(text, lang, said="The lamp broke"):
    context = ReviewContext(lang=lang, public=True, conversation=(Turn("customer", said),))
    found = blame.check(Draft(text, context, DEFAULT))
    return [one.code for one in found if one.is_exact]


@pytest.mark.parametrize(("lang", "rude", "owned"), NAME_CALLING)
def test_calling_the_customer_names_is_in_no_doubt(lang, rude, owned):
    assert exact(rude, lang) == ["insult_back"]  # S3-17, C-10
    assert exact(owned, lang) == []


def test_what_the_customer_called_us_may_be_taken_up():
    text = "“You idiots” is fair: it leaves by 5 pm."

    assert exact(text, "en", said="late again, you idiots") == []
    assert exact(text, "en") == ["insult_back"]


@pytest.mark.parametrize(
    ("lang", "text", "is_exact"),
    [
        ("ar", "لا تكن غبيًا مرة أخرى.", [True]),
        ("ar", "غبي منا أن ننسى الموعد.", [False]),
        ("en", "Don't be so stupid next time.", [True]),
        ("en", "That was stupid of us.", [False]),
    ],
)
def test_who_is_told_not_to_be_one_is_called_one(lang, text, is_exact):  # S3-17, C-10
    context = ReviewContext(lang=lang, public=True, conversation=(Turn("customer", "x"),))
    findings = blame.check(Draft(text, context, DEFAULT))

    assert [one.is_exact for one in findings if one.code == "insult_back"] == is_exact
