"""PRODUCT's first story at a screen, on a server nobody here wrote: what we say arrives there."""

import itertools

import people
import pytest
from desk_in_browser import Desk
from django.utils import timezone
from servers import snac as fediverse
from two_replies import TALK

from amends import pipeline
from amends.casebook import vault
from amends.casebook.models import Source
from amends.rooms.listen import service as listen


pytestmark = [
    pytest.mark.browser,
    pytest.mark.servers,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]
names = itertools.count(1)


@pytest.fixture(scope="module")
def snac():
    if fediverse.why_not():
        pytest.skip(fediverse.why_not())
    with fediverse.running_snac() as server:
        yield server


@pytest.fixture
def desk(snac, desk_in, monkeypatch, request):
    monkeypatch.setenv("AMENDS_ALLOW_HOSTS", f"{snac.host}:80")
    made = SnacDesk(snac, desk_in(request.param))
    made.speaks(request.param)
    return made


class SnacDesk(Desk):
    """The same desk, with an account on the server and a customer who has one too."""

    def __init__(self, snac, desk):
        vars(self).update(vars(desk))
        number = next(names)
        self.shop, self.customer = snac.add(f"shop{number}"), snac.add(f"customer{number}")
        settings = {"instance": snac.url, "token": self.shop.token}
        with self.turn:
            made = people.source(self.brand, "mastodon", settings=vault.seal(settings))
            self.account = made.pk

    def hears(self, text, **fields):
        """Let the customer post something, and every room take its turn; return the post."""
        post = self.customer.post(f"@{self.shop.address} {text}", **fields)
        self.shop.wait_for(text)
        with self.turn:
            listen.hear_now(Source.objects.get(pk=self.account), now=timezone.now())
            pipeline.settle(timezone.now())
        return post

    def answers(self, text, to):
        """Write and send at the screen; return what arrives at the customer's account."""
        self.opens_case(to)
        self.types(text)
        assert not self.sees("Cannot be sent")
        self.sends()
        assert self.sees("Your reply is on its way.")
        self.delivers()
        return self.customer.wait_for(text[:30])


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
