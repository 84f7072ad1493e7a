"""PRODUCT's first story at a screen, on a server nobody here wrote: what we say arrives there."""

import pytest
from desk_on_snac import SnacDesk
from two_replies import TALK


pytestmark = [
    pytest.mark.browser,
    pytest.mark.servers,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def desk(snac, desk_in, monkeypatch, request):
    monkeypatch.setenv("AMENDS_ALLOW_HOSTS", f"{snac.host}:80")
    made = SnacDesk(snac, desk_in(request.param))
    made.speaks(request.param)
    return made


@pytest.mark.parametrize(("desk", "talk"), TALK.items(), indirect=["desk"], ids=TALK)
def test_two_replies_arrive_and_then_the_private_door(desk, talk):  # S4c-01, S4c-04
    first = desk.hears(talk["posts"][0], visibility="public")
    desk.sign_in()

    answer = desk.answers(talk["replies"][0], "public")
    assert (answer["visibility"], answer["in_reply_to_id"]) == ("public", first["id"])
    insult = desk.hears(talk["posts"][1], visibility="public", in_reply_to_id=answer["id"])
    answer = desk.answers(talk["replies"][1], "public")
    assert (answer["visibility"], answer["in_reply_to_id"]) == ("public", insult["id"])
    desk.hears(talk["posts"][2], visibility="public", in_reply_to_id=answer["id"])

    desk.opens_case("public")
    desk.types(talk["replies"][2])
    assert desk.sees("Cannot be sent")
    desk.sends()
    assert "S4c-01" in desk.page.inner_text("#composer .notice-error")
    assert desk.deliveries() == 2
    assert not desk.case().waits_for_us

    message = desk.answers(talk["replies"][2], "private")
    assert message["visibility"] != "public"
    desk.hears(talk["answer"], visibility="direct", in_reply_to_id=message["id"])
    desk.opens_case()
    assert talk["answer"] in desk.page.inner_text("#thread .zone-private")
    assert desk.case().waits_for_us
