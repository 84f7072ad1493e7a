"""Files that come with a form, its receipt, and the form inside another site."""

import people
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from public_forms import filled, set_up

from amends.casebook.models import Attachment, Author, Case, Mention
from amends.rooms.triage import service as triage
from amends.rooms.understand import service as understand
from amends.rooms.verify import service as verify


pytestmark = pytest.mark.django_db

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64


@pytest.fixture
def rabwa():
    return people.brand(names={"ar": "متجر رَبوة", "fa": "فروشگاه ربوه"})


@pytest.fixture
def source(rabwa):
    return people.source(rabwa, kind="web_form")


@pytest.fixture
def address(rabwa, source):
    return f"/f/{rabwa.form_key}/"


@pytest.fixture
def mailbox(rabwa):
    return people.source(rabwa, kind="email")


def settle():
    now = timezone.now()
    return [room.run(now) for room in (understand, verify, triage)]


def test_form_keeps_files_under_their_true_type(client, source, address):
    client.post(
        address, filled(source, files=SimpleUploadedFile("../a.html", PNG, "text/html"))
    )

    kept = Attachment.objects.get()
    assert (kept.name, kept.content_type) == ("a.png", "image/png")


def test_form_refuses_a_file_of_a_wrong_type(client, source, address):
    page = SimpleUploadedFile("photo.png", b"<html><script>", "image/png")
    response = client.post(address, filled(source, files=page))

    assert (response.status_code, Mention.objects.count()) == (422, 0)
    assert 'id="id_files_error"' in response.content.decode()


@pytest.mark.parametrize(("size", "status"), [(1_000_000, 302), (1_000_001, 422)])
def test_form_drops_a_file_too_big_and_keeps_the_words(client, source, address, size, status):
    set_up(source, max_file_mb=1)
    big = SimpleUploadedFile("p.png", PNG + b"0" * (size - len(PNG)), "image/png")
    response = client.post(address, filled(source, files=big))

    assert response.status_code == status
    assert Mention.objects.count() == (status == 302)


@pytest.mark.parametrize(("count", "status"), [(2, 302), (3, 422)])
def test_form_takes_as_many_files_as_allowed(client, source, address, count, status):
    set_up(source, max_files=2)
    files = [SimpleUploadedFile(f"{n}.png", PNG, "image/png") for n in range(count)]

    assert client.post(address, filled(source, files=files)).status_code == status


def test_form_asks_for_the_files_again_when_something_else_was_wrong(client, source, address):
    fields = filled(source, text="", files=SimpleUploadedFile("p.png", PNG, "image/png"))

    assert 'id="id_files_error"' in client.post(address, fields).content.decode()


def test_receipt_shows_number_and_no_link_to_one_who_is_mailed(
    client, source, address, mailbox
):
    there = client.post(address, filled(source)).headers["Location"]
    settle()
    response = client.get(there)
    page = response.content.decode()

    case = Case.objects.get()
    assert f"{case}</bdi>" in page
    assert case.token not in page
    assert "Refresh" not in response.headers


@pytest.mark.parametrize("reach", [{}, {"phone": "0501234567"}])
def test_receipt_is_the_only_way_back_for_one_who_cannot_be_mailed(
    client, source, address, mailbox, reach
):
    there = client.post(address, filled(source, email="", **reach)).headers["Location"]
    settle()

    case = Case.objects.get()
    assert f"/status/{case.token}/" in client.get(there).content.decode()
    assert Author.objects.get() == case.author


def test_receipt_of_a_message_that_joined_a_case_shows_nothing_of_it(
    client, source, address, mailbox
):
    client.post(address, filled(source))
    settle()
    there = client.post(address, filled(source, text="وما زالت الماكينة مكسورة")).headers[
        "Location"
    ]
    settle()
    page = client.get(there).content.decode()

    case = Case.objects.get()
    assert case.mentions.count() == 2
    assert str(case) not in page
    assert case.token not in page


def test_receipt_is_good_at_its_own_brand_only(client, source, address):
    there = client.post(address, filled(source)).headers["Location"]
    other = people.brand("other")
    people.source(other, kind="web_form")
    path = there.replace(address, f"/f/{other.form_key}/")

    assert client.get(path).status_code == 404
    assert client.get(f"{address}sent/forged/").status_code == 404


def test_embedded_form_opens_for_named_sites_only(client, source, address):
    shut = client.get(f"{address}embed/")
    set_up(source, embed_origins=["https://shop.example"])
    opened = client.get(f"{address}embed/")

    assert shut.headers["X-Frame-Options"] == "DENY"
    assert "X-Frame-Options" not in opened.headers
    policy = opened.headers["Content-Security-Policy"]
    assert "frame-ancestors https://shop.example" in policy
    assert "script-src 'self'" in policy
    assert client.get(address).headers["X-Frame-Options"] == "DENY"


def test_embedded_form_stays_inside_its_frame(client, source, address):
    set_up(source, embed_origins=["https://shop.example"])
    response = client.post(
        f"{address}embed/", filled(source), headers={"origin": "https://shop.example"}
    )
    there = response.headers["Location"]

    assert there.startswith(f"{address}embed/sent/")
    page = client.get(there)
    assert "X-Frame-Options" not in page.headers
    assert "face-head" not in page.content.decode()


def test_form_of_a_brand_without_a_mailbox_joins_no_two_strangers(client, source, address):
    places = [
        client.post(address, filled(source, text=f"{n} مكسورة")).headers["Location"]
        for n in range(2)
    ]
    settle()

    tokens = {case.token for case in Case.objects.all()}
    pages = [client.get(there).content.decode() for there in places]
    assert len(tokens) == 2
    assert [sum(token in page for token in tokens) for page in pages] == [1, 1]


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"not a form at all", "multipart/form-data; boundary=x"),
        (b"--x\r\n", "multipart/form-data"),
        (b"\xff\xfe\x00", "application/json"),
        (b"text=" + b"%FF" * 100, "application/x-www-form-urlencoded"),
    ],
)
def test_form_survives_what_is_no_form(client, source, address, body, content_type):
    assert client.post(address, body, content_type=content_type).status_code == 400
    assert Mention.objects.count() == 0
