import desk_rows
import people
import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from amends.casebook.models import Attachment, Delivery, Reply


@pytest.fixture
def attached(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return desk_rows.attachment(people.mention(people.source(people.brand())))


def test_attachment_is_a_download_and_never_a_page(client, attached):
    client.force_login(attached.mention.brand.owner)

    answer = client.get(reverse("attachment", args=[attached.pk]))

    assert b"".join(answer.streaming_content) == b"<script>alert(1)</script>"
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_attachment_of_another_brand_is_not_there(client, attached):
    client.force_login(people.brand("other").owner)

    assert client.get(reverse("attachment", args=[attached.pk])).status_code == 404


@pytest.mark.parametrize(("who", "status"), [("rabwa", 200), ("other", 404)])
def test_file_of_an_answer_stays_inside_the_walls(client, attached, who, status):
    owner = attached.mention.brand.owner if who == "rabwa" else people.brand(who).owner
    sent = enclose(people.case(attached.mention.brand, at=attached.mention.source))
    client.force_login(owner)

    answer = client.get(reverse("attachment", args=[sent.pk]))
    answer.close()

    assert answer.status_code == status


def enclose(case, **fields):
    """Return a file that went out with an answer."""
    place = {"case": case, "source": case.source, "visibility": "private", "text": "x"}
    reply = Reply.objects.create(user=case.owner, written_at=people.NOW, **place)
    Delivery.objects.create(reply=reply, author=case.author, **place, **(
        {"state": "sent", "not_before": people.NOW, "sent_at": people.NOW} | fields
    ))  # fmt: skip
    file = ContentFile(b"OggS", name="voice.ogg")
    return Attachment.objects.create(
        reply=reply,
        name="voice.ogg",
        content_type="audio/ogg",
        size_bytes=4,
        sha256="0",
        file=file,
    )


def test_customer_gets_what_was_sent_to_him_and_nothing_else(client, attached):
    brand = attached.mention.brand
    case = people.case(brand, at=attached.mention.source, by=people.author(brand, "n"))
    other = people.case(brand, at=attached.mention.source, number=2)
    sent, waiting, foreign = enclose(case), enclose(case, state="ready"), enclose(other)

    page = client.get(reverse("status", args=[case.token])).content.decode()
    answers = [
        client.get(reverse("status_file", args=[case.token, one.pk]))
        for one in (sent, waiting, foreign, attached)
    ]
    for one in answers:
        one.close()

    assert "voice.ogg" in page
    assert [one.status_code for one in answers] == [200, 404, 404, 404]
    assert answers[0]["Content-Disposition"].startswith("attachment;")
