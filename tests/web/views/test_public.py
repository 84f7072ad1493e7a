import re
from datetime import timedelta

import people
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from amends.casebook import vault
from amends.casebook.models import Attachment, Author, Case, Mention
from amends.rooms.triage import service as triage
from amends.rooms.understand import service as understand
from amends.rooms.verify import service as verify
from amends.web import senders, tickets


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


def set_up(source, **settings):
    source.settings = vault.seal(settings)
    source.save()


def slip(source, seconds=60):
    return tickets.new_ticket(
        f"source.{source.pk}", timezone.now() - timedelta(seconds=seconds)
    )


def filled(source, **fields):
    values = {
        "text": "وصلتني الماكينة مكسورة",
        "email": "Noura@Shop.example",
        "token": slip(source),
    }
    return values | fields


def settle():
    now = timezone.now()
    return [room.run(now) for room in (understand, verify, triage)]


@pytest.mark.parametrize(("language", "way"), [("ar", "rtl"), ("fa", "rtl"), ("en", "ltr")])
def test_form_speaks_the_language_picked(client, address, language, way):
    response = client.get(address, {"language": language})
    page = response.content.decode()

    assert f'<html lang="{language}" dir="{way}">' in page
    assert response.headers["Content-Language"] == language
    assert {code for code in ("ar", "fa", "en") if f"?language={code}" in page} == {
        "ar",
        "fa",
        "en",
    } - {language}


@pytest.mark.parametrize(
    ("header", "language"),
    [("fa-IR,en;q=0.5", "fa"), ("de", "ar"), ("", "ar"), ("de,en", "en")],
)
def test_form_speaks_as_the_browser_then_as_the_brand(client, address, header, language):
    page = client.get(address, headers={"accept-language": header}).content.decode()

    assert f'<html lang="{language}"' in page


def test_form_without_cookies_traces_or_frames(client, address):
    response = client.get(address)

    assert dict(response.cookies) == {}
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert response.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]


def test_form_works_without_script_and_ties_labels_to_boxes(client, address):
    page = client.get(address).content.decode()
    boxes = set(re.findall(r'<(?:input|textarea)[^>]*\sid="([^"]+)"', page))

    assert "<script" not in page
    assert boxes - set(re.findall(r'<label[^>]*\sfor="([^"]+)"', page)) == set()


def test_form_stores_one_private_mention_and_shows_a_receipt(client, source, address):
    response = client.post(
        address,
        filled(source, name="نورة", order="R-20418", wish="replacement"),
        follow=True,
        headers={"accept-language": "ar"},
    )

    mention = Mention.objects.get()
    assert response.redirect_chain[0][1] == 302
    assert (mention.source, mention.visibility, mention.text) == (
        source,
        "private",
        "وصلتني الماكينة مكسورة",
    )
    assert mention.author.email == "noura@shop.example"
    assert {k: mention.data[k] for k in ("order", "language", "wish")} == {
        "order": "R-20418",
        "language": "ar",
        "wish": "replacement",
    }
    assert response.headers["Refresh"] == "5"


def test_form_sent_twice_is_one_mention(client, source, address):
    fields = filled(source)

    there = {client.post(address, fields).headers["Location"].split("?")[1] for _ in range(2)}

    assert (Mention.objects.count(), there) == (1, {"language=ar"})


def test_form_with_a_pot_of_honey_is_refused_and_loses_nothing(client, source, address):
    response = client.post(address, filled(source, website="https://spam.example"))
    page = response.content.decode()

    assert (response.status_code, Mention.objects.count()) == (400, 0)
    assert "وصلتني الماكينة مكسورة</textarea>" in page
    assert 'value="Noura@Shop.example"' in page


@pytest.mark.parametrize(
    ("seconds", "status", "stored"),
    [(2.5, 400, 0), (3.5, 302, 1), (86390, 302, 1), (86410, 400, 0)],
)
def test_form_minds_the_pace_of_people(client, source, address, seconds, status, stored):
    response = client.post(address, filled(source, token=slip(source, seconds)))

    assert (response.status_code, Mention.objects.count()) == (status, stored)


def test_form_too_fast_passes_with_the_same_ticket_later(client, source, address):
    fields = filled(source, token=slip(source, 0))
    page = client.post(address, fields).content.decode()

    assert f'name="token" value="{fields["token"]}"' in page


def test_form_too_old_hands_out_a_fresh_ticket(client, source, address):
    fields = filled(source, token=slip(source, 90000))
    page = client.post(address, fields).content.decode()

    assert fields["token"] not in page


@pytest.mark.parametrize("token", ["", "x", "x" * 9000, "W10:1:abc"])
def test_form_with_a_forged_ticket_stores_nothing(client, source, address, token):
    assert client.post(address, filled(source, token=token)).status_code == 400
    assert Mention.objects.count() == 0


def test_form_with_the_ticket_of_another_brand_stores_nothing(client, source, address):
    other = people.source(people.brand("other"), kind="web_form")

    assert client.post(address, filled(source, token=slip(other))).status_code == 400


@pytest.mark.parametrize(
    ("field", "value"),
    [("text", ""), ("text", "آ" * 10_000), ("email", "not an address"), ("phone", "12"), ("name", "x" * 201)],
)  # fmt: skip
def test_form_marks_the_box_and_keeps_the_words(client, source, address, field, value):
    fields = filled(source, **{field: value})
    response = client.post(address, fields)
    page = response.content.decode()

    assert (response.status_code, Mention.objects.count()) == (422, 0)
    assert f'id="id_{field}_error"' in page
    assert f"id_{field}_error" in re.search(rf'<[^>]*id="id_{field}"[^>]*>', page)[0]
    assert value in page


def test_form_asks_for_an_address_where_the_owner_wants_one(client, source, address):
    set_up(source, need_contact=True, ask_phone=False)
    response = client.post(address, filled(source, email="", phone="0501234567"))

    assert response.status_code == 302  # a number given all the same is an address
    assert client.post(address, filled(source, email="")).status_code == 422


def test_form_asks_only_what_the_owner_wants_asked(client, source, address):
    set_up(source, ask_name=False, ask_phone=False, ask_order=False, max_files=0)
    page = client.get(address).content.decode()

    assert set(re.findall(r'<(?:input|textarea)[^>]*\sname="(\w+)"', page)) == {
        "text", "wish", "email", "website", "token",
    }  # fmt: skip


def test_form_speaks_the_owners_words(client, source, address):
    set_up(source, title_en="Say <it>", intro_en="We read.")
    page = client.get(address, {"language": "en"}).content.decode()

    assert "<h1>Say &lt;it&gt;</h1>" in page
    assert "We read." in page


def test_form_without_nul_and_with_bidi_marks_is_kept_as_said(client, source, address):
    client.post(address, filled(source, text="ab\0c \u202eevil\u202c <script>"))

    assert Mention.objects.get().text == "abc \u202eevil\u202c <script>"


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


def test_form_stops_a_sender_who_writes_without_end(client, source, address):
    codes = [
        client.post(address, filled(source, text=f"{n}")).status_code
        for n in range(senders.MOST_PER_HOUR + 1)
    ]

    assert codes == [302] * senders.MOST_PER_HOUR + [429]
    assert client.post(address, filled(source), REMOTE_ADDR="10.9.8.7").status_code == 302


def test_form_of_a_sender_stopped_still_knows_what_it_has(client, source, address):
    fields = filled(source)
    client.post(address, fields)
    for n in range(senders.MOST_PER_HOUR):
        client.post(address, filled(source, text=f"{n}"))

    assert client.post(address, fields).status_code == 302


def test_form_of_nobody_is_the_same_page_for_every_wrong_key(client, rabwa, source):
    people.source(people.brand("off"), kind="web_form", is_enabled=False)
    off = source.__class__.objects.get(is_enabled=False).brand.form_key
    none = people.brand("none").form_key
    pages = [client.get(f"/f/{key}/") for key in (off, none, "guess", "x" * 300)]

    assert {p.status_code for p in pages} == {404}
    assert len({p.content for p in pages}) == 1


@pytest.mark.parametrize("method", ["get", "head"])
def test_form_looked_at_stores_nothing(client, source, address, method):
    assert getattr(client, method)(address, filled(source)).status_code == 200
    assert Mention.objects.count() == 0


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
