import pytest

from amends.playbook.errors import PolicyError
from amends.playbook.limits import LIMIT_KEYS, read_limits


def test_limits_default_to_the_table():
    limits = read_limits({})

    assert all(getattr(limits, name) == key.default for name, key in LIMIT_KEYS.items())


@pytest.mark.parametrize("name", [n for n, row in LIMIT_KEYS.items() if row.kind != "choice"])
def test_limits_hold_their_bounds(name):
    key = LIMIT_KEYS[name]

    assert getattr(read_limits({name: key.maximum}), name) == key.maximum
    with pytest.raises(PolicyError):
        read_limits({name: key.maximum + 1})
