import pytest

from amends.connectors.platforms.meta.whatsapp_messages import WHY_FAILED
from amends.rooms.listen.rules import CODE_BY_ERROR
from amends.web.arrival_names import AWAITED_FILES, DELIVERY_TROUBLES


@pytest.mark.parametrize("code", ["", "gone", "too_big", "unexpected"])
def test_each_reason_for_waiting_has_its_words(code):
    assert AWAITED_FILES[code]


def test_each_trouble_of_a_channel_has_its_words():
    # What costs money or is a person's budget concerns what is heard, not its files.
    assert set(CODE_BY_ERROR.values()) - set(AWAITED_FILES) == {"out_of_credits"}


@pytest.mark.parametrize(
    "code", [*WHY_FAILED.values(), "bounced", "not_delivered", "undeliverable"]
)
def test_each_reason_why_a_text_did_not_arrive_has_its_words(code):
    assert DELIVERY_TROUBLES[code]
