import people
import pytest
from people import NOW, minutes
from push_server import Browser, unb64

from amends.casebook import vault
from amends.casebook.errors import Refused
from amends.casebook.models import Device, Errand, SenderKey
from amends.rooms.triage.reaching import devices


pytestmark = pytest.mark.django_db


def add(user, name="one", **options):
    browser = Browser(name)
    given = {"now": NOW, "name": name} | options
    return devices.switch_on(user, **browser.given, **given), browser


def test_address_and_keys_of_a_device_lie_in_the_vault():
    row, browser = add(people.person(), session_key="s1")

    stored = repr(Device.objects.values_list().get())
    assert [one for one in browser.given.values() if one in stored] == []
    assert vault.unseal(row.sealed) == browser.given
    assert devices.reached_at(row).endpoint == browser.endpoint


def test_one_browser_belongs_to_its_last_user():
    bob, dina, browser = people.person(), people.person("Dina"), Browser()

    for user in (bob, dina, dina):
        devices.switch_on(user, **browser.given, now=NOW)

    assert Device.objects.get().user == dina


def test_oldest_of_too_many_devices_goes():
    bob = people.person()
    for n in range(devices.MOST + 1):
        add(bob, f"n{n}", now=NOW + minutes(n))

    assert set(Device.objects.values_list("name", flat=True)) == {f"n{n}" for n in range(1, 11)}


@pytest.mark.parametrize(
    "wrong", [{"endpoint": "http://push.example/1"}, {"auth": "x"}, {"p256dh": ""}]
)
def test_what_no_browser_gives_is_refused(wrong):
    with pytest.raises(Refused):
        devices.switch_on(people.person(), **(Browser().given | wrong), now=NOW)

    assert not Device.objects.exists()


def test_only_ones_own_device_can_be_switched_off():
    row, _ = add(people.person())

    assert devices.switch_off(people.person("Dina"), row.pk) is False
    assert devices.switch_off(row.user, row.pk) is True


def test_signed_out_at_a_place_nothing_is_told_there():
    bob, dina = people.person(), people.person("Dina")
    for name in ("a", "b", "c"):
        add(bob, name, session_key=name)
    add(dina, "d", session_key="a")

    devices.forget_sign_ins(bob, keys=["a"])
    left = set(Device.objects.values_list("session_key", flat=True))
    devices.forget_sign_ins(bob, but="c")

    assert left == {"a", "b", "c"}
    assert set(Device.objects.filter(user=bob).values_list("session_key", flat=True)) == {"c"}


def test_key_of_the_desk_is_made_once_and_sealed():
    key = devices.public_key()

    assert devices.public_key() == key
    assert len(unb64(key)) == 65
    assert "PRIVATE" not in SenderKey.objects.get().sealed
    assert devices.sender().key.startswith("-----BEGIN PRIVATE KEY-----")


def test_key_that_another_vault_key_sealed_is_made_anew():
    SenderKey.objects.create(pk=devices.THE_KEY, sealed="sealed elsewhere")

    assert devices.public_key() == devices.public_key()
    assert SenderKey.objects.count() == 1


def test_trial_is_a_push_without_a_notice():
    row, _ = add(people.person())

    errand = devices.try_out(row, NOW)

    assert (errand.device, errand.brand, errand.notices.count()) == (row, None, 0)
    assert Errand.objects.get().due_at == NOW
