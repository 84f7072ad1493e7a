"""The desk as somebody at a screen sees it, with a shop and its practice world behind it."""

from datetime import timedelta

import people
import worlds
from django.utils import timezone, translation

from amends import pipeline
from amends.casebook.models import Case, Delivery, Source, User


PASSWORD = "long enough for a test"  # of Alice, who owns the shop
DELIVER = tuple(room for room in pipeline.ROOMS if room[0] == "deliver")


class Desk:
    """One page of a browser; ``turn`` keeps the server's hands off the database meanwhile."""

    def __init__(self, page, url, turn, folder):
        self.page, self.url, self.turn, self.folder = page, url, turn, folder
        with turn:
            alice = people.person("Alice", PASSWORD)
            self.brand = people.brand(owner=alice)
            for kind in ("fake_public", "fake_private"):
                worlds.source(self.brand, folder, kind)

    def speaks(self, language):
        """Let Alice read the desk in a language."""
        with self.turn:
            User.objects.update(language=language)

    def sign_in(self):
        self.page.goto(f"{self.url}/")
        self.page.fill("#id_login", "alice@desk.example")
        self.page.fill("#id_password", PASSWORD)
        self.page.click("form.stack button[type=submit]")
        self.page.wait_for_selector("#queue")

    def hears(self, number, text, **fields):
        """Let the customer say something, and every room take its turn."""
        at = timezone.now().isoformat()
        post = worlds.post(number, text, author_id="noura", thread="t", at=at)
        worlds.world(self.folder, post | fields)
        with self.turn:
            Source.objects.update(due_at=None)  # a person at a screen types faster than we ask
            pipeline.settle(timezone.now(), pipeline.ROOMS)

    def delivers(self):
        """Send what waits, also what rests because the customer is angry."""
        with self.turn:
            pipeline.sweep(timezone.now() + timedelta(hours=1), DELIVER)

    def opens_case(self, to=""):
        """Open the only case by its row in the inbox, then the composer for one place."""
        self.page.goto(f"{self.url}/")
        self.follows("[data-row]")
        if to:
            self.follows(f"#composer .switch a[href*='to={to}']")

    def follows(self, selector):
        """Click what leads to another page, and wait until its scripts stand too."""
        with self.page.expect_navigation():
            self.page.click(selector)

    def types(self, text):
        """Type a draft and wait until its review is there."""
        with self.page.expect_response(lambda answer: answer.url.endswith("/review/")):
            self.page.fill("#draft", text)
        self.page.wait_for_selector(".htmx-request", state="detached")

    def sends(self):
        """Give a reason for each warning and for each far promise, and send."""
        for field in self.page.query_selector_all("input[name^=reason-], input[name^=why-]"):
            field.fill("…")
        self.follows("button[value=send]")

    def sees(self, message):
        """Tell whether the page holds a text of the interface, in its own language."""
        with translation.override(self.page.get_attribute("html", "lang")):
            return translation.gettext(message) in self.page.inner_text("body")

    def case(self):
        with self.turn:
            return Case.objects.get()

    def deliveries(self):
        with self.turn:
            return Delivery.objects.filter(message="reply").count()

    def said(self, visibility):
        lines = worlds.said(self.folder)
        return [line["text"] for line in lines if line["visibility"] == visibility]
