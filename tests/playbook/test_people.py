import pytest

from amends.language.normalise import fold, fold_with_offsets
from amends.playbook.people import people
from amends.playbook.words import words_of_text


def named(text, lang, heard=""):
    folded = fold_with_offsets(text)
    words = words_of_text(folded, text, lang)
    return [
        (person.form, person.part)
        for person in people(words, folded.text, lang, frozenset(fold(heard).split()))
    ]


@pytest.mark.parametrize(
    ("lang", "text", "found"),
    [
        ("en", "It went to Mrs. Ackroyd by mistake", [("titled", "other")]),
        ("en", "Yours was packed after Gemma Tollett's", [("full", "other")]),
        ("en", "It is at the Bassett family", [("family", "other")]),
        ("en", "Swapped with the Cohens of Baltimore", [("family", "other")]),
        ("en", "It was taken by Orrin Dask too", [("capitals", "other")]),
        ("en", "Dear Gemma, thank you", [("given", "addressed")]),
        ("en", "My name is Gemma", [("given", "staff")]),
        ("en", "Our manager Gemma calls you", [("given", "staff")]),
        ("en", "The shop in Carson City is open", []),
        ("en", "Don't worry", []),
        ("ar", "راح فستانك لمنيرة القحطاني", [("full", "other")]),
        ("ar", "نفس الشي صار مع أم بندر", [("titled", "other")]),
        ("ar", "أستاذ عماد، وصلت رسالتك", [("given", "addressed")]),
        ("ar", "المندوب عبدالله عندك", [("given", "staff")]),
        ("ar", "نعتذر على التأخير", []),
        ("fa", "بسته‌تون رفت برای خانم صفایی", [("titled", "other")]),
        ("fa", "مال مریم ناظری بود", [("full", "other")]),
        ("fa", "خانم صفایی عزیز، ممنون", [("titled", "addressed")]),
        ("fa", "همکارمون بهروز زنگ می‌زنه", [("given", "staff")]),
        ("fa", "مشتری علت را نگفت", []),
    ],
)
def test_persons_and_their_part(lang, text, found):  # S4a-23
    assert named(text, lang) == found


def test_person_of_the_conversation_is_known():
    assert named("We told Mrs. Ackroyd", "en", heard="ackroyd") == [("titled", "known")]
    assert named("We told Megan Ostrowski", "en", heard="megan") == [("full", "other")]
