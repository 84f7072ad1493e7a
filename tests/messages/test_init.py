import pytest

from amends.messages import (
    _SLOT,
    KINDS,
    LANGUAGES,
    SLOTS,
    Message,
    MessageError,
    _shape,
    check_values,
    render,
)
from amends.playbook.contract import ReviewContext
from amends.playbook.review import review


VALUES = {
    "brand": "Noor", "reference": "AM-1042", "answer_time": "Tuesday 14:30", "team": "accounts",
    "promise": "a new lamp", "closes_at": "Sunday 12:00", "status_link": "https://x.example/s",
    "answer_link": "https://x.example/a", "survey_link": "https://x.example/q", "stop_link": "https://x.example/n",
    "review_link": "https://x.example/r", "how_link": "https://x.example/h", "reopen_link": "https://x.example/o",
}  # fmt: skip
EACH = [(kind, language) for kind in KINDS for language in LANGUAGES]


def filled(kind):
    return {name: VALUES[name] for name in SLOTS[kind]}


@pytest.mark.parametrize(("kind", "language"), EACH)
def test_message_is_filled_whole_in_every_language(kind, language):
    message = render(kind, language, **filled(kind))

    assert "{" not in message.subject + message.text
    assert all(value in message.subject + message.text for value in filled(kind).values())


@pytest.mark.parametrize("kind", KINDS)
def test_message_has_the_same_slots_in_every_language(kind):
    used = [set(_SLOT.findall(_shape(kind, language).text)) for language in LANGUAGES]

    assert used[0] == used[1] == used[2]
    assert used[0] | set(_SLOT.findall(_shape(kind, "en").subject)) == SLOTS[kind]


@pytest.mark.parametrize(("kind", "language"), EACH)
@pytest.mark.parametrize("public", [False, True])
def test_message_passes_the_review_clean(kind, language, public):
    context = ReviewContext(lang=language, public=public, fault="none", stage="closing")

    judged = review(render(kind, language, **filled(kind)).text, context)

    assert (judged.verdict, judged.labels) == ("send", ("none",))


@pytest.mark.parametrize("kind", ["receipt", "chat_receipt"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_receipt_says_that_it_is_automatic(kind, language):
    text = render(kind, language, **filled(kind)).text

    assert {"en": "automatic", "ar": "آلية", "fa": "خودکار"}[language] in text  # C-07


@pytest.mark.parametrize(
    ("slots", "said"),
    [
        ({"brand": "Noor"}, "closing: reference, reopen_link is missing"),
        ({**dict.fromkeys(SLOTS["closing"], "x"), "gift": "5"}, "closing: gift is no slot of it"),
        ({**dict.fromkeys(SLOTS["closing"], "x"), "brand": " "}, "closing: brand is empty or has line breaks"),
        ({**dict.fromkeys(SLOTS["closing"], "x"), "brand": "a\nBcc: b"}, "closing: brand is empty or has line breaks"),
    ],
)  # fmt: skip
def test_wrong_slots_are_named(slots, said):
    with pytest.raises(MessageError) as refusal:
        render("closing", "en", **slots)

    assert str(refusal.value) == said


@pytest.mark.parametrize(("kind", "language"), [("gift", "en"), ("closing", "tr")])
def test_unknown_message_is_refused(kind, language):
    with pytest.raises(MessageError):
        render(kind, language)


def test_braces_in_a_value_stay_what_they_are():
    message = render(
        "closing", "en", brand="{reference}", reference="AM-1", reopen_link="https://x.example"
    )

    assert message == Message(message.subject, message.text)
    assert message.text.endswith("{reference}")


def test_values_are_reviewed_at_send():
    context = ReviewContext(lang="en", public=False, fault="none", stage="closing")

    assert check_values({"promise": "a new lamp"}, context).verdict == "send"
    assert (
        check_values({"promise": "a coupon once you delete your review"}, context).verdict
        == "block"
    )
