import pytest

from amends.web.notice_kinds import KINDS, kinds_for, strongest


@pytest.mark.parametrize(
    ("roles", "role"),
    [({"agent", "owner"}, "owner"), ({"analyst", "manager"}, "manager"), (set(), "")],
)
def test_strongest_role_says_what_is_usual(roles, role):
    assert strongest(roles) == role


@pytest.mark.parametrize(("roles", "sees"), [({"agent"}, False), ({"agent", "owner"}, True)])
def test_sources_concern_those_who_lead(roles, sees):
    assert ("source" in kinds_for(roles)) == sees
    assert kinds_for({"owner"}) == tuple(KINDS)
