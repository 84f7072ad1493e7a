import re

import people
import pytest
from public_forms import filled, set_up, slip

from amends.casebook.models import Mention
from amends.web import senders


pytestmark = pytest.mark.django_db


@pytest.fixture
def rabwa():
    return people.brand(names={"ar": "متجر رَبوة", "fa": "فروشگاه ربوه"})


@pytest.fixture
def source(rabwa):
    return people.source(rabwa, kind="web_form")


@pytest.fixture
def address(rabwa, source):
    return f"/f/{rabwa.form_key}/"


@pytest.mark.parametrize(("language", "way"), [("ar", "rtl"), ("fa", "rtl"), ("en", "ltr")])
def test_form_speaks_the_language_picked(client, address, language, way):
    response = client.get(address, {"language": language})
    page = response.content.decode()

    assert f'<html lang="{language}" dir="{way}">' in page
    assert response.headers["Content-Language"] == language
    assert {code for code in ("ar", "fa", "en") if f'href="?language={code}"' in page} == {
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
