"""No answer of the demo is refused by the review that guards every other answer."""

from collections import defaultdict
from datetime import UTC, datetime
from functools import cache

import pytest

from amends.management.demo.script import ANSWERED, SAID, fill_times, steps
from amends.playbook.contract import ReviewContext, Turn
from amends.playbook.review import review


NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
IN_PUBLIC = {"fake_public", "fake_link"}


@cache
def answers():
    """Return each reply, its text, and what its case knows when it is written, oldest first."""
    said, turns, given, found = {}, defaultdict(list), defaultdict(int), []
    for step in steps(NOW):
        if step.rank == SAID:
            said[step.mention] = step.row
            turns[thread(step.row)].append(Turn("customer", step.row["text"]))
        elif step.rank == ANSWERED:
            mention = said[step.mention]
            is_public = step.row["public"] and mention["source"] in IN_PUBLIC
            text = fill_times(step.row, step.at, "Asia/Riyadh")
            known = {
                "lang": step.row["lang"],
                "public": is_public,
                "conversation": tuple(turns[thread(mention)]),
                "stage": "follow_up" if given[thread(mention)] else "first",
                "public_replies_already": given[thread(mention)] if is_public else 0,
                "published": (mention["text"],) if is_public else (),
                "shown_names": (mention["author_name"],),
                "known_order_numbers": (mention["order"],) if "order" in mention else (),
                "now": step.at,
                "timezone": "Asia/Riyadh",
            }
            found.append((step.row["id"], text, known))
            turns[thread(mention)].append(Turn("shop", text))
            given[thread(mention)] += 1
    return found


def thread(mention):
    return mention["author_id"], mention.get("thread", mention["id"])


def blocked(text, **known):
    findings = review(text, ReviewContext(**known)).findings
    return [(one.code, text[one.start : one.end]) for one in findings if one.level == "block"]


def test_most_of_the_demo_is_answered():
    assert len(answers()) >= 80


@pytest.mark.parametrize("fault", ["unknown", "none"])
def test_no_reply_of_the_demo_is_refused(fault):
    refused = {one: blocked(text, **known, fault=fault) for one, text, known in answers()}

    assert {one: codes for one, codes in refused.items() if codes} == {}


FOUND = (
    ("ar", "exposes_other_customer", "مساء النور أستاذة هدى. صندوقك تأخر، ونكتب لك قبل الساعة ٥ مساءً.", "مساء النور. السيدة هدى العنزي اشتكت من التأخير نفسه، ونكتب لك قبل الساعة ٥ مساءً."),
    ("fa", "exposes_other_customer", "فاطمه خانم، حال کوچولوتون خوبه؟ اشتباه از ماست و تا ساعت ۵ خبر می‌دیم.", "خانم زهرا رضایی هم کاکتوس گرفته بود و تا ساعت ۵ خبر می‌دیم."),
    ("fa", "gift_for_deletion", "عکس سایت امروز عوض می‌شه و پولتون تا ساعت ۵ برمی‌گرده.", "عکستون رو پاک کنید تا پولتون برگرده."),
    ("fa", "gift_for_deletion", "عکس رو اصلاح کردیم و پولتون تا ساعت ۵ برمی‌گرده.", "اگه عکس امروز عوض بشه پولتون تا ساعت ۵ برمی‌گرده."),
    ("ar", "gift_for_deletion", "سنغيّر صورة المنتج اليوم ونعيد المبلغ قبل الساعة ٥.", "احذف الصورة ونعيد المبلغ قبل الساعة ٥."),
    ("en", "gift_for_deletion", "We are updating the photos on the page, and your refund leaves by 5 pm.", "Take down the photos and your refund leaves by 5 pm."),
    ("fa", "asks_private_data_in_public", "لطفاً شمارهٔ کارت رو از متن بردارید. خواستن کد ملی اشتباه ما بود.", "لطفاً شمارهٔ کارت و کد ملی رو همین‌جا بنویسید."),
    ("ar", "asks_private_data_in_public", "من فضلك احذف رقم البطاقة من تعليقك حفاظًا عليك.", "من فضلك اكتب رقم البطاقة هنا."),
    ("en", "asks_private_data_in_public", "Please take your card number out of the post. Asking for your ID number was our mistake.", "Please reply here with your card number."),
)  # fmt: skip


@pytest.mark.parametrize(("lang", "code", "clean", "bad"), FOUND)
def test_what_was_refused_for_no_reason_still_has_its_reason(lang, code, clean, bad):
    known = {
        "lang": lang,
        "public": True,
        "shown_names": ("هدى العنزي", "فاطمه جعفری"),
        "conversation": (
            Turn("customer", {"en": "late!", "ar": "تأخر!", "fa": "دیر شد!"}[lang]),
        ),
    }
    named = {**known, "shown_names": ()} if code == "exposes_other_customer" else known

    assert code not in dict(blocked(clean, **known))
    assert code in dict(blocked(bad, **named))
