import called as services
import people
import pytest
from people import NOW

from amends.casebook.models import ServiceCall, ServiceCallState
from amends.web.called import WORDS, called


pytestmark = pytest.mark.django_db


def test_a_source_nobody_calls_has_no_address():
    assert called(people.source(people.brand())) is None
    assert called(people.source(people.brand("other"), "pigeon")) is None


def test_each_state_of_a_call_has_its_words():
    assert set(WORDS) == set(ServiceCallState)


@pytest.mark.parametrize(("state", "has_unread"), [("read", False), ("broken", True)])
def test_the_last_calls_are_told_newest_first(settings, state, has_unread):
    settings.BASE_URL = "https://desk.example"
    at = services.source(refused_calls=3)
    for n in range(12):
        ServiceCall.objects.create(
            source=at, digest=str(n), method="POST", raw=b"", received_at=NOW, state=state
        )

    told = called(at)

    assert told.address == f"https://desk.example/in/{at.token}/"
    assert [call.digest for call, _ in told.calls] == [str(n) for n in range(11, 1, -1)]
    assert (told.refused, told.has_unread) == (3, has_unread)


@pytest.mark.parametrize(("refused", "is_told"), [(0, False), (1, True)])
def test_address_that_nobody_pastes_is_not_shown(refused, is_told):
    told = called(people.source(people.brand(), "feed", refused_calls=refused))

    assert (told is not None) is is_told
    assert not told or told.address == ""
