"""The desk in a browser, with an account on a server of the fediverse and a customer who has one too."""

import people
from desk_in_browser import Desk
from django.utils import timezone

from amends import pipeline
from amends.casebook import vault
from amends.casebook.models import Source
from amends.rooms.listen import service as listen


class SnacDesk(Desk):
    """The same desk, with an account on the server and a customer who has one too."""

    def __init__(self, snac, desk):
        vars(self).update(vars(desk))
        self.shop, self.customer = snac.pair()
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
