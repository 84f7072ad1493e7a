import desk_rows
import people
import pytest
from django.urls import reverse


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
