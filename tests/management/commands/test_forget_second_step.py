import people
import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command


pytestmark = pytest.mark.django_db


def test_second_step_of_one_person_is_forgotten(capsys):
    alice, bob = people.person("Alice"), people.person("Bob")
    for user, kind in ((alice, "totp"), (alice, "recovery_codes"), (bob, "totp")):
        Authenticator.objects.create(user=user, type=kind, data={})

    call_command("forget_second_step", "Alice@desk.example")

    assert capsys.readouterr().out.startswith("2 removed.")
    assert list(Authenticator.objects.values_list("user", flat=True)) == [bob.pk]


def test_unknown_address_is_named():
    with pytest.raises(CommandError, match=r"no@desk\.example"):
        call_command("forget_second_step", "no@desk.example")
