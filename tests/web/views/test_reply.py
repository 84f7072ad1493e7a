import desk_rows
import people
import priced
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from amends.casebook.models import Delivery, Reply


pytestmark = pytest.mark.django_db
GOOD = (
    "Noura, thank you for telling us. Your machine reached you broken, and that is our mistake: we are sorry. "
    "We are checking your order now and will write to you here in private by 6 pm tomorrow."
)


@pytest.fixture
def case(at):
    return desk_rows.complaint(
        at, text="My machine arrived broken", language="en", anger=0, fault="ours"
    )


def post(desk, case, end, **fields):
    return desk.post(f"/cases/rabwa/{case.number}/{end}/", {"to": "public", **fields})


def test_review_marks_the_words_and_says_why(desk, case):
    part = post(
        desk, case, "review", text="Please send your phone number here. <b>"
    ).content.decode()

    assert '<mark class="m-block">' in part
    assert "finding-block" in part
    assert "<b>" not in part.replace("<b>", "", part.count("<p><b>"))


def test_review_of_nothing_is_empty(desk, case):
    part = post(desk, case, "review", text="").content.decode()

    assert "finding " not in part


def test_review_offers_the_time_as_a_promise(desk, case):
    part = post(desk, case, "review", text=GOOD).content.decode()

    assert 'name="promise"' in part


@pytest.mark.parametrize(
    ("text", "shown", "is_over"),
    [("Sorry 😢", "7 of 500 characters", False), ("x" * 501, "501 of 500 characters", True)],
)
def test_draft_is_counted_beside_what_the_channel_takes(  # S4b-20
    desk, case, text, shown, is_over
):
    part = post(desk, case, "review", text=text).content.decode()

    assert shown in part
    assert ('class="push over"' in part) is is_over


def test_sign_no_database_takes_leaves_no_trace(desk, case):
    post(desk, case, "reply", text=f"{GOOD}\0", intent="send", **{"reason-vague_time": "\0"})

    assert Reply.objects.get().text == GOOD


def test_check_keeps_the_words_and_sends_nothing(desk, case):
    page = post(desk, case, "reply", text="Hello there", intent="check")

    assert page.status_code == 200
    assert "Hello there</textarea>" in page.content.decode()
    assert Reply.objects.count() == 0


def test_reply_blocked_comes_back_with_its_words(desk, case):
    page = post(desk, case, "reply", text="Please send your phone number here.", intent="send")

    assert page.status_code == 422
    assert "Please send your phone number here.</textarea>" in page.content.decode()
    assert Delivery.objects.count() == 0


def test_reply_goes_into_the_outbox_once_reasons_are_given(desk, case):
    first = post(desk, case, "reply", text=GOOD, intent="send")
    codes = (
        [s.finding.code for s in first.context["composer"].findings] if first.context else []
    )
    if first.status_code == 422:
        reasons = {f"reason-{code}": "It is meant so." for code in codes}
        first = post(desk, case, "reply", text=GOOD, intent="send", **reasons)

    assert first.status_code == 302
    assert Delivery.objects.get().text == GOOD


def test_shape_is_added_to_the_draft_without_javascript(desk, case):
    page = post(desk, case, "reply", text="Noura,", add="Thank you for {what happened}.")

    assert page.status_code == 200
    assert "Noura, Thank you for" in page.content.decode()
    assert Delivery.objects.count() == 0


@pytest.fixture
def in_private(at):
    private = people.source(at.brand, "fake_private")
    return desk_rows.complaint(
        private, by="ali", text="My machine arrived broken", language="en", anger=2,
        fault="ours", visibility="private",
    )  # fmt: skip


def test_file_is_offered_in_private_with_a_hint_for_the_angry(desk, case, in_private):  # S4c-12
    public, private = (
        desk.get(f"/cases/rabwa/{one.number}/").content.decode() for one in (case, in_private)
    )

    assert 'name="files"' not in public
    assert 'name="files"' in private
    assert "A voice calms" in private


def test_file_goes_along_and_is_asked_for_again_when_words_come_back(desk, in_private):
    photo = SimpleUploadedFile("a.png", b"\x89PNG\r\n\x1a\n")
    fields = {"to": "private", "text": GOOD}

    back = post(desk, in_private, "reply", **fields, intent="check", files=photo)
    photo.seek(0)
    reasons = {f"reason-{code}": "It is meant so." for code in ("canned", "no_empathy")}
    post(desk, in_private, "reply", **fields, intent="send", files=photo, **reasons)

    assert "Please choose the files again." in back.content.decode()
    assert [one.name for one in Reply.objects.get().attachments.all()] == ["a.png"]
    assert "a.png" in desk.get(f"/cases/rabwa/{in_private.number}/").content.decode()


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("Look at https://rabwa.example/a", "costs about $0.20"),
        ("We are sorry.", "about $0.015"),
    ],
)
def test_price_of_an_answer_stands_under_the_draft(desk, case, monkeypatch, text, price):
    assert "costs about" not in post(desk, case, "review", text=text).content.decode()

    priced.charge(monkeypatch, "fake_public")

    assert price in post(desk, case, "review", text=text).content.decode()
