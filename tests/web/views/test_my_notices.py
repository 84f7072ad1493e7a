import json
from pathlib import Path

import people
import pytest
from django.urls import reverse
from people import NOW
from push_server import Browser

from amends.casebook import vault
from amends.casebook.models import Device, Errand, Membership
from amends.rooms.triage.reaching import devices
from amends.web.notice_kinds import FOR_DECIDERS, KINDS


pytestmark = pytest.mark.django_db


@pytest.fixture
def bob(client):
    user = people.member(people.brand(), language="en")
    client.force_login(user)
    return user


def test_agent_chooses_among_what_concerns_him(client, bob):
    page = client.get(reverse("my_notices"))

    assert set(page.context["form"].fields) == set(KINDS) - FOR_DECIDERS


def test_whoever_leads_anywhere_chooses_all(client, bob):
    other = people.brand("other")
    Membership.objects.create(brand=other, user=bob, role="manager")

    assert set(client.get(reverse("my_notices")).context["form"].fields) == set(KINDS)


def chosen(client, **changed):
    form = client.get(reverse("my_notices")).context["form"]
    return {name: field.initial for name, field in form.fields.items()} | changed


def test_only_what_differs_from_the_usual_is_kept(client, bob):
    page = client.post(reverse("my_notices"), chosen(client, nears="morning"))

    bob.refresh_from_db()
    assert (page.status_code, bob.wishes) == (302, {"nears": "morning"})
    assert chosen(client)["nears"] == "morning"


def test_choice_can_go_back_to_the_usual(client, bob):
    client.post(reverse("my_notices"), chosen(client, nears="desk"))
    client.post(reverse("my_notices"), chosen(client, nears="at_once"))

    bob.refresh_from_db()
    assert bob.wishes == {}


def test_wrong_choice_stores_nothing_and_says_so(client, bob):
    page = client.post(reverse("my_notices"), chosen(client, nears="never"))

    bob.refresh_from_db()
    assert (page.status_code, bob.wishes) == (422, {})


def test_page_says_which_brand_cannot_mail(client, bob):
    assert (
        "<bdi>Rabwa</bdi> has no mailbox" in client.get(reverse("my_notices")).content.decode()
    )


def test_brand_with_a_mailbox_is_not_named(client, bob):
    from reached import MAILBOX

    brand = bob.memberships.get().brand
    people.source(brand, "email", settings=vault.seal(MAILBOX))

    assert client.get(reverse("my_notices")).context["mailless"] == []


def test_device_is_switched_on_by_what_its_browser_gave(client, bob):
    agent = "Mozilla/5.0 (Android 14; Mobile) Firefox/130.0"

    client.post(reverse("device_add"), Browser().given, headers={"user-agent": agent})

    device = Device.objects.get()
    assert (device.user, device.name) == (bob, "Firefox · Android")
    assert device.session_key == client.session.session_key


@pytest.mark.parametrize("wrong", [{}, {"endpoint": "http://push.example/"}, {"auth": "x"}])
def test_what_no_browser_gives_is_said(client, bob, wrong):
    given = Browser().given | wrong if wrong else {}

    page = client.post(reverse("device_add"), given, follow=True)

    assert not Device.objects.exists()
    assert "gave no address" in page.content.decode()


def test_trial_and_removal_are_for_ones_own_device(client, bob):
    own = devices.switch_on(bob, **Browser().given, now=NOW)

    client.post(reverse("device_try", args=[own.pk]))
    assert Errand.objects.get().device == own
    client.post(reverse("device_remove", args=[own.pk]))
    assert not Device.objects.exists()


def test_signing_out_forgets_the_device(client, bob):
    client.post(reverse("device_add"), Browser().given)

    client.post(reverse("account_logout"))

    assert not Device.objects.exists()


def test_signing_out_elsewhere_forgets_the_devices_there(client, bob):
    client.post(reverse("device_add"), Browser("here").given)
    devices.switch_on(bob, **Browser("there").given, now=NOW, session_key="elsewhere")

    client.post(reverse("me_sessions"))

    assert Device.objects.get().session_key == client.session.session_key


def test_worker_is_a_script_from_the_root_that_asks_nothing_of_the_reader(client):
    answer = client.get(reverse("service_worker"))

    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert reverse("service_worker").count("/") == 1
    assert "sessionid" not in answer.cookies
    assert b"showNotification" in b"".join(answer.streaming_content)


@pytest.mark.parametrize(("language", "way"), [("ar", "rtl"), ("fa", "rtl"), ("en", "ltr")])
def test_manifest_speaks_the_language_of_the_reader(client, language, way):
    client.cookies["language"] = language

    told = json.loads(client.get(reverse("manifest")).content)

    assert (told["lang"], told["dir"], told["display"]) == (language, way, "standalone")
    assert {icon["purpose"] for icon in told["icons"]} == {"any", "maskable"}


def test_each_icon_of_the_manifest_is_a_picture_of_its_size(client):
    from django.contrib.staticfiles import finders

    for icon in json.loads(client.get(reverse("manifest")).content)["icons"]:
        head = Path(finders.find(icon["src"].removeprefix("/static/"))).read_bytes()[:24]
        assert head[1:4] == b"PNG"
        assert int.from_bytes(head[16:20], "big") == int(icon["sizes"].split("x")[0])


def test_policy_of_the_pages_lets_the_manifest_in(client, bob):
    page = client.get(reverse("my_notices"))

    assert "manifest-src 'self'" in page.headers["Content-Security-Policy"]
    assert '<link rel="manifest"' in page.content.decode()
