"""What customers say in the benches: made here, the same at every run, in three languages."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, islice, product


LANGUAGES = ("ar", "fa", "en")
NAMES = {
    "ar": ("نورة القحطاني", "فهد العتيبي", "سارة المطيري", "خالد الشهري", "ريم الدوسري"),
    "fa": ("بابک رستگار", "مینا کریمی", "علی صادقی", "نگار احمدی", "رضا موسوی"),
    "en": ("Dana Whitfield", "Omar Haddad", "Grace Lin", "Peter Novak", "Maya Rossi"),
}
THINGS = {
    "ar": ("الغلاية", "السماعة", "الحقيبة", "الخلاط", "الساعة", "المكنسة", "الطاولة"),
    "fa": ("کتری", "هدفون", "کیف", "مخلوط‌کن", "ساعت", "جاروبرقی", "میز"),
    "en": ("kettle", "headset", "bag", "blender", "watch", "vacuum", "table"),
}
TROUBLES = {
    "ar": (
        "وصلت {} مكسورة والمندوب رماها عند الباب بدون ما يتصل",
        "طلبت {} من أسبوعين وإلى الآن ما وصلت وخدمة العملاء ما ترد",
        "{} وقفت عن الشغل بعد يومين وأبغى أرجعها",
        "خصمتوا مبلغ {} مرتين من البطاقة وما رجعتوا شي",
    ),
    "fa": (
        "{} شکسته رسید و پیک بدون تماس جلوی در گذاشت و رفت",
        "دو هفته است {} را سفارش داده‌ام و هنوز نرسیده، کسی هم جواب نمی‌دهد",
        "{} بعد از دو روز از کار افتاد، می‌خواهم پس بدهم",
        "پول {} را دو بار از کارتم برداشتید و برنگرداندید",
    ),
    "en": (
        "The {} arrived broken, the courier left it at the door without calling",
        "I ordered the {} two weeks ago, it never came and nobody answers",
        "The {} stopped working after two days and I want to return it",
        "You charged my card twice for the {} and I got nothing back",
    ),
}
TAILS = {
    "ar": ("وأنا زعلان جدا منكم.", "حلوها اليوم لو سمحتوا.", "هذي ثالث مرة تصير معي."),
    "fa": ("واقعا ناراحتم.", "لطفا امروز حلش کنید.", "این بار سوم است."),
    "en": ("I am really upset.", "Please solve it today.", "This is the third time."),
}


@dataclass(frozen=True)
class Saying:
    """One thing a customer says, about an order that nobody else has."""

    number: int
    language: str
    name: str
    text: str

    @property
    def address(self) -> str:
        """Return where this customer writes from."""
        return f"customer{self.number}@example.test"

    @property
    def subject(self) -> str:
        """Return the first words."""
        return " ".join(self.text.split()[:4])


def sayings(how_many: int, first: int = 0) -> Iterator[Saying]:
    """Yield complaints in turn of their languages, each with its own order number."""
    by_language = {lang: tuple(_texts(lang)) for lang in LANGUAGES}
    for n in islice(count(first), how_many):
        lang = LANGUAGES[n % 3]
        texts, names = by_language[lang], NAMES[lang]
        text = f"{texts[n // 3 % len(texts)]} RB-{100000 + n}"
        yield Saying(n, lang, names[n // 3 % len(names)], text)


def _texts(lang: str) -> Iterator[str]:
    for trouble, thing, tail in product(TROUBLES[lang], THINGS[lang], TAILS[lang]):
        yield f"{trouble.format(thing)}. {tail}"
