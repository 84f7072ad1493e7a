import hmac
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import people
import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from amends import pipeline
from amends.casebook import vault
from amends.casebook.models import Attachment, Author, Case, Delivery, Mention, Reply
from amends.web import chatting, tickets


pytestmark = pytest.mark.django_db
SECRET = "an invented secret"
SHOP = "https://shop.example"


@pytest.fixture
def at():
    settings = vault.seal({"origins": [SHOP], "identity_secret": SECRET})
    return people.source(people.brand(), "live_chat", settings=settings)


def slip(at, seconds=60):
    started = timezone.now() - timedelta(seconds=seconds)
    return tickets.new_ticket(f"chat.{at.pk}", started)


def write(client, at, text="لم يصل طلبي", **fields):
    given = {"text": text, "token": slip(at), **fields}
    return client.post(f"/chat/{at.token}/?language=en", given)


def pass_in(response):
    return parse_qs(urlsplit(response.headers["Location"]).query)["pass"][0]


def test_window_may_stand_in_the_shops_page_and_nowhere_else(client, at):
    response = client.get(f"/chat/{at.token}/")

    assert f"frame-ancestors {SHOP}" in response.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in response.headers


@pytest.mark.parametrize(("language", "way"), [("ar", "rtl"), ("fa", "rtl"), ("en", "ltr")])
def test_window_speaks_the_language_of_the_page(client, at, language, way):
    page = client.get(f"/chat/{at.token}/", {"language": language}).content.decode()

    assert f'<html lang="{language}" dir="{way}">' in page


def test_line_is_heard_answered_and_read_in_the_window(client, at):
    sent = write(client, at, "My order never arrived and nobody answers")
    pipeline.settle(timezone.now())
    case = Case.objects.get()
    Delivery.objects.create(
        case=case, source=at, author=case.author, visibility="private", text="We look into it.",
        thread=Mention.objects.get().thread, state="sent", sent_at=timezone.now(),
        not_before=timezone.now(),
    )  # fmt: skip

    page = client.get(sent.headers["Location"]).content.decode()
    turns = client.get(f"/chat/{at.token}/turns/", {"pass": pass_in(sent)}).content.decode()

    assert sent.status_code == 302
    for shown in (page, turns):
        assert shown.index("My order never arrived") < shown.index("We look into it.")


def test_visitor_who_comes_back_keeps_his_conversation(client, at):
    key = pass_in(write(client, at))

    again = write(client, at, "هل من جديد؟", **{"pass": key})

    assert pass_in(again) != ""
    assert len(set(Mention.objects.values_list("thread", flat=True))) == 1


def test_stranger_reads_nothing(client, at):
    write(client, at)
    other = people.source(people.brand("other"), "live_chat", settings=vault.seal({}))
    theirs = pass_in(write(client, other, "another shop"))

    for given in ({}, {"pass": "forged"}, {"pass": theirs}):
        assert "لم يصل" not in client.get(f"/chat/{at.token}/turns/", given).content.decode()


def test_customer_whom_the_shop_proved_is_himself_everywhere(client, at):
    proof = hmac.new(SECRET.encode(), b"42", "sha256").hexdigest()
    write(client, at, user="42", proof=proof)
    write(client, at, "forged", user="42", proof="0" * 64)

    page = client.get(f"/chat/{at.token}/turns/", {"user": "42", "proof": proof})

    assert "لم يصل طلبي" in page.content.decode()
    assert "forged" not in page.content.decode()
    assert Mention.objects.filter(author__external_id="user-42").count() == 1


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"token": "forged"}, 400),
        ({"text": " "}, 422),
        ({"website": "x"}, 400),
        ({"email": "no address"}, 422),
    ],
)
def test_line_that_cannot_be_taken_comes_back_with_a_reason(client, at, fields, status):
    response = write(client, at, **({"text": "typed <b>"} | fields))

    assert response.status_code == status
    assert 'role="alert"' in response.content.decode()
    assert not Mention.objects.exists()


def test_first_line_written_faster_than_people_write_is_asked_for_again(client, at):
    assert write(client, at, token=slip(at, seconds=1)).status_code == 400


def test_the_same_line_twice_is_one(client, at):
    token = slip(at)
    key = pass_in(write(client, at, token=token))

    write(client, at, token=token, **{"pass": key})

    assert Mention.objects.count() <= 2
    write(client, at, token=token, **{"pass": key})
    assert Mention.objects.count() == len(set(Mention.objects.values_list("external_id")))


def test_visitor_who_writes_too_often_is_told(client, at, monkeypatch):
    monkeypatch.setattr(chatting, "MOST_PER_HOUR", 1)
    write(client, at)

    assert write(client, at, "again").status_code == 429


@pytest.mark.parametrize("fields", [{"is_enabled": False}, {"kind": "web_form"}])
def test_chat_that_is_not_there_is_nothing(client, at, fields):
    type(at).objects.update(**fields)

    assert client.get(f"/chat/{at.token}/").status_code == 404
    assert client.get(f"/chat/{at.token}/turns/").status_code == 404


def test_typing_reaches_the_desk(client, at):  # S0-03
    key = pass_in(write(client, at))
    before = timezone.now()

    told = client.post(f"/chat/{at.token}/writing/", {"pass": key})

    assert (told.status_code, told.content) == (204, b"")
    assert Author.objects.get().writing_at >= before


def test_typing_of_a_stranger_is_nobodys(client, at):
    write(client, at)

    for given in ({}, {"pass": "forged"}, {"pass": pass_in(write(client, at))[:-1]}):
        assert client.post(f"/chat/{at.token}/writing/", given).status_code == 204
    assert client.get(f"/chat/{at.token}/writing/").status_code == 405
    assert not Author.objects.exclude(writing_at=None).exists()


def answered(at, case, **fields):
    given = {"case": case, "source": at, "visibility": "private", "text": "We look into it."}
    reply = Reply.objects.create(user=case.owner, written_at=timezone.now(), **given)
    Delivery.objects.create(
        reply=reply, author=case.author, thread=Mention.objects.get().thread,
        not_before=timezone.now(), **({"state": "sent", "sent_at": timezone.now()} | given | fields),
    )  # fmt: skip
    file = ContentFile(b"%PDF", name="label.pdf")
    return Attachment.objects.create(
        reply=reply, name="label.pdf", content_type="application/pdf", size_bytes=4,
        sha256="0" * 64, file=file,
    )  # fmt: skip


@pytest.fixture
def talk(client, at, settings, tmp_path):
    """Return the pass of a visitor who wrote one line, and his case."""
    settings.MEDIA_ROOT = tmp_path
    type(at.brand.owner).objects.filter(pk=at.brand.owner_id).update(name="Alice Marsh")
    key = pass_in(write(client, at))
    pipeline.settle(timezone.now())
    return key, Case.objects.get()


def test_window_names_who_answers_by_the_first_name(client, at, talk):
    key, case = talk
    given = {"pass": key, "language": "en"}
    before = client.get(f"/chat/{at.token}/", given).content.decode()
    answered(at, case)

    after = client.get(f"/chat/{at.token}/", given).content.decode()

    assert "A person reads it" in before
    assert "<bdi>Alice</bdi> of <bdi>Rabwa</bdi> answers you here." in after
    assert "<b><bdi>Alice</bdi></b>" in after
    assert "Marsh" not in after


def test_file_of_an_answer_is_a_download_for_its_visitor_alone(client, at, talk):
    key, case = talk
    file = answered(at, case)
    there = f"/chat/{at.token}/files/{file.pk}/"
    turns = client.get(f"/chat/{at.token}/turns/", {"pass": key}).content.decode()

    handed = client.get(there, {"pass": key})

    assert f'href="{there}?pass=' in turns
    assert b"".join(handed.streaming_content) == b"%PDF"
    assert handed.headers["Content-Disposition"] == 'attachment; filename="label.pdf"'
    theirs = pass_in(write(client, at, "another visitor"))
    for given in ({}, {"pass": "forged"}, {"pass": theirs}):
        assert client.get(there, given).status_code == 404


def test_file_that_has_not_gone_out_is_not_there(client, at, talk):
    key, case = talk
    file = answered(at, case, state="ready", sent_at=None)

    assert client.get(f"/chat/{at.token}/files/{file.pk}/", {"pass": key}).status_code == 404


def test_conversation_is_mailed_on_a_click(client, at, talk):
    key, case = talk
    given = {"pass": key, "language": "en"}
    answered(at, case)
    assert (
        "Send me this conversation"
        not in client.get(f"/chat/{at.token}/", given).content.decode()
    )
    people.source(at.brand, "email", settings=vault.seal({"address": "care@shop.example"}))
    assert (
        "Send me this conversation" in client.get(f"/chat/{at.token}/", given).content.decode()
    )
    there = f"/chat/{at.token}/mail/?language=en"

    wrong = client.post(there, {"pass": key, "email": "no address"})
    sent = client.post(there, {"pass": key, "email": "noura@example.com"})

    assert "could not be sent" in client.get(wrong.headers["Location"]).content.decode()
    after = client.get(sent.headers["Location"]).content.decode()
    assert "on its way to your e-mail" in after
    assert "Send me this conversation" not in after
    assert Delivery.objects.get(message="notice").to == "noura@example.com"


def test_conversation_of_another_is_not_mailed(client, at, talk):
    answered(at, talk[1])
    people.source(at.brand, "email", settings=vault.seal({"address": "care@shop.example"}))

    for given in ({}, {"pass": "forged"}, {"pass": pass_in(write(client, at, "another"))}):
        client.post(f"/chat/{at.token}/mail/", {"email": "eve@example.com", **given})
    assert not Delivery.objects.filter(message="notice").exists()
