import pytest

from amends.casebook import vault


def test_seal_hides_and_unseal_returns():
    sealed = vault.seal({"password": "گذرواژه", "port": 993})

    assert "گذرواژه" not in sealed
    assert vault.unseal(sealed) == {"password": "گذرواژه", "port": 993}


def test_unseal_of_nothing_is_no_settings():
    assert vault.unseal("") == {}


def test_unseal_with_another_key_says_so(settings):
    sealed = vault.seal({"password": "x"})
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update={"vault_key": "y" * 40})

    with pytest.raises(vault.VaultLocked):
        vault.unseal(sealed)
