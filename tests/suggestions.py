"""What a model of the tests writes, and the complaints it is asked about."""

import json

import people
from people import NOW

from amends.rooms.respond.suggesting import suggest


# Each passes the review of a first public reply where the fault is ours, with the time filled in.
GOOD = {
    "ar": "شكرًا لأنك أخبرتنا يا [[NAME_1]]. وصلتك الماكينة مكسورة، وهذا خطأ منا ونعتذر عنه. "
    "نراجع الشحنة الآن، ونكتب لك على الخاص {time}.",
    "fa": "ممنون که به ما گفتید. دستگاه شکسته به دستتان رسیده و حق دارید ناراحت باشید. ما آن را بد "
    "بسته‌بندی کردیم و عذر می‌خواهیم. همین حالا پیگیری می‌کنیم و {time} در پیام خصوصی همین‌جا به شما خبر می‌دهیم.",
    "en": "Thank you for telling us. Your machine arrived broken and you had every reason to be upset. "
    "We packed it badly, and I am sorry. I am checking the parcel now and will write to you in a "
    "private message here {time}.",
}  # fmt: skip
HEARD = {
    "ar": "وصلتني الماكينة مكسورة", "fa": "دستگاه شکسته به دستم رسید",
    "en": "My machine arrived broken",
}  # fmt: skip


def with_time(text):
    """Answer with the time the question offers."""
    return lambda messages: text.replace(
        "{time}", json.loads(messages[1]["content"])["reply_by"]
    )


def complaint(shop, language="ar", text="", **fields):
    return shop_case(shop, language, text or HEARD[language], **fields)


def shop_case(shop, language, text, at=None, **fields):
    at = at or shop.public
    case = people.case(
        shop.brand, owner=shop.bob, at=at, by=shop.noura, language=language,
        visibility="private" if at == shop.private else "public", fault="ours", **fields,
    )  # fmt: skip
    shop.hear(case, at, text)
    return case


def ask(shop, case, visibility="public"):
    return suggest(case, user=shop.bob, visibility=visibility, now=NOW)
