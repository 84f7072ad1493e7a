import pytest

from amends.playbook.policy import DEFAULT, parse_overrides
from amends.playbook.snippets import LONGEST, problems_of


FACTS = (
    ("en", "Returns go to Rabwa, Gate 4, Industrial City, Riyadh; write your order number on the box."),
    ("en", "We are open from Saturday to Thursday, 9 am to 6 pm, and on Friday from 4 pm."),
    ("en", "The transfer must name {order number}; it reaches us in one working day."),
    ("ar", "عنوان الإرجاع: متجر ربوة، البوابة ٤، المدينة الصناعية، الرياض."),
    ("ar", "نعمل من السبت إلى الخميس من ٩ صباحًا إلى ٦ مساءً."),
    ("fa", "نشانی مرجوعی: تهران، خیابان کارگر، پلاک ۱۲؛ شمارهٔ سفارش را روی بسته بنویسید."),
    ("fa", "ساعت کار: شنبه تا پنج‌شنبه ۹ تا ۱۸."),
)  # fmt: skip
ANSWERS = (
    ("en", "Dear customer, we are sorry for the trouble. Best regards, your Rabwa team."),
    ("en", "We apologise for the delay of your parcel."),
    ("en", "Thank you for writing. We will call you back as soon as possible."),
    ("ar", "عزيزي العميل، نعتذر عن الإزعاج ونتطلع لخدمتك. مع التحية."),
    ("ar", "مرحبًا، شكرًا لتواصلك معنا. مع خالص التحية."),
    ("ar", "نأسف لتأخر طلبك."),
    ("fa", "مشتری گرامی، بابت مشکل پیش‌آمده عذرخواهی می‌کنیم. با احترام."),
    ("fa", "سلام، ممنون که نوشتید. موفق باشید."),
    ("fa", "متأسفیم که سفارشتان دیر رسید."),
)  # fmt: skip


@pytest.mark.parametrize(("language", "text"), FACTS)
def test_facts_and_structure_may_be_kept(language, text):
    assert problems_of(text, language, (), DEFAULT) == ()


@pytest.mark.parametrize(("language", "text"), ANSWERS)
def test_finished_answer_is_canned(language, text):  # S2-09, S3-40, C-21
    assert problems_of(text, language, (), DEFAULT) == ("snippet_finished",)


def test_what_went_out_lately_is_no_fact():  # C-21
    text = FACTS[0][1]
    near = text.replace("Gate 4", "Gate 5")

    assert problems_of(text, "en", (near,), DEFAULT) == ("snippet_sent_before",)
    exact = parse_overrides({"lint.canned_similarity": 1.0})
    assert problems_of(text, "en", (near,), exact) == ()
    assert problems_of(text, "en", ("The lamp leaves today by 5 pm.",), DEFAULT) == ()


@pytest.mark.parametrize(
    ("length", "codes"), [(LONGEST, ()), (LONGEST + 1, ("snippet_too_long",))]
)
def test_fact_is_no_letter(length, codes):
    assert problems_of("x" * length, "en", (), DEFAULT) == codes
