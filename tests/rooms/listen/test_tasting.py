from dataclasses import replace

import people
import pytest
import worlds

from amends.casebook import vault
from amends.casebook.models import Mention, Source
from amends.connectors.protocol import Batch, NeedsReconnecting
from amends.connectors.registry import CONNECTORS
from amends.rooms.listen.tasting import TASTED, taste


pytestmark = pytest.mark.django_db


def test_tasting_shows_ten_and_keeps_nothing(tmp_path):
    folder = worlds.world(tmp_path / "world", *(worlds.post(n) for n in range(12)))
    at = worlds.source(people.brand(), folder)

    tasted = taste(at)

    assert [one.external_id for one in tasted] == [f"p{n}" for n in range(TASTED)]
    assert (Mention.objects.count(), Source.objects.get().cursor) == (0, "")


def test_tasting_a_sick_source_raises_and_writes_no_failure(tmp_path):
    at = worlds.source(people.brand(), worlds.world(tmp_path / "world"))
    worlds.fault(tmp_path / "world", "hear", "401")

    with pytest.raises(NeedsReconnecting):
        taste(at)
    assert Source.objects.get().failures == 0


def test_tasting_what_is_never_asked_is_nothing():
    assert taste(people.source(people.brand(), "phone")) == ()


def test_tasting_keeps_a_token_that_was_changed(monkeypatch):
    class Rotating:
        def hear(self, cursor):  # noqa: ARG002 - the protocol's name
            return Batch(cursor="moved", secrets={"world": "new"})

    known = CONNECTORS["fake_link"]
    monkeypatch.setitem(CONNECTORS, "fake_link", replace(known, connector=lambda _: Rotating()))
    at = people.source(people.brand(), "fake_link", settings=vault.seal({"world": "old"}))

    taste(at)

    row = Source.objects.get()
    assert (vault.unseal(row.settings), row.cursor) == ({"world": "new"}, "")
