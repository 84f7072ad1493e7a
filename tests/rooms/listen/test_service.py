import people
import priced
import pytest
import worlds
from people import NOW, minutes

from amends.casebook.models import Author, Mention, Source, Spending
from amends.connectors.fake import FakePublic
from amends.connectors.protocol import NeedsReconnecting, Unreachable
from amends.rooms.listen import service


pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(tmp_path):
    folder = worlds.world(tmp_path / "world", *(worlds.post(n) for n in range(1, 8)))
    return worlds.source(people.brand(), folder, page_size=3)


def test_hear_now_hears_every_page_once(shop):
    assert service.hear_now(shop, now=NOW) == 7
    shop.refresh_from_db()
    assert service.hear_now(shop, now=NOW) == 0
    assert Mention.objects.count() == Author.objects.count() == 7


def test_hear_now_keeps_what_came_before_a_page_that_failed_ahead(shop, monkeypatch):
    hear, asked = FakePublic.hear, []

    def hear_then_fall(self, cursor):
        asked.append(cursor)
        if len(asked) == 3:
            raise Unreachable("nobody there")
        return hear(self, cursor)

    monkeypatch.setattr(FakePublic, "hear", hear_then_fall)
    with pytest.raises(Unreachable):
        service.hear_now(shop, now=NOW)

    row = Source.objects.get(pk=shop.pk)
    assert (Mention.objects.count(), row.failures, row.cursor) == (6, 1, asked[2])


def test_hear_now_writes_that_the_source_is_healthy(shop):
    service.hear_now(shop, now=NOW)

    shop.refresh_from_db()
    assert (shop.asked_at, shop.heard_at, shop.failures, shop.error_code) == (NOW, NOW, 0, "")


def test_broken_page_keeps_the_cursor_of_the_pages_before_it(shop, tmp_path):
    service.hear_now(shop, now=NOW)
    cursor = Source.objects.get(pk=shop.pk).cursor
    worlds.fault(tmp_path / "world", "hear", "broken")

    assert service.run(NOW) == 0

    row = Source.objects.get(pk=shop.pk)
    assert (row.cursor, row.error_code, row.failures) == (cursor, "broken_page", 1)


def test_rejected_sign_in_waits_for_a_person_and_says_so(shop, tmp_path):
    worlds.fault(tmp_path / "world", "hear", "401")

    with pytest.raises(NeedsReconnecting):
        service.hear_now(shop, now=NOW)

    row = Source.objects.get(pk=shop.pk)
    assert (row.error_code, row.due_at) == ("needs_reconnecting", NOW + minutes(15))


def test_sick_source_never_delays_another(shop, tmp_path):
    healthy = worlds.source(
        shop.brand, worlds.world(tmp_path / "other", worlds.post(1)), "fake_link"
    )
    worlds.fault(tmp_path / "world", "hear", "500")

    assert service.run(NOW) == 1
    assert Mention.objects.get().source == healthy


def test_source_is_heard_only_when_it_is_due(shop):
    Source.objects.update(due_at=NOW + minutes(1))

    assert service.run(NOW) == 0
    assert service.run(NOW + minutes(1)) == 7


def test_disabled_source_is_not_heard(shop):
    Source.objects.update(is_enabled=False)

    assert service.run(NOW) == 0


def test_wrong_settings_are_told_on_the_source(shop):
    Source.objects.update(settings="")

    service.run(NOW)

    assert Source.objects.get().error_code == "unexpected"


def test_what_was_read_is_paid_once(shop, monkeypatch):
    priced.charge(monkeypatch, "fake_public")

    service.hear_now(shop, now=NOW)
    shop.refresh_from_db()
    service.hear_now(shop, now=NOW)

    assert (Spending.objects.get().reads, Spending.objects.get().micros) == (7, 35_000)


@pytest.mark.parametrize(("budget", "heard"), [(0, 0), (15_000, 3), (15_001, 6), (36_000, 7)])
def test_reading_rests_when_the_budget_of_the_month_is_used_up(
    shop, monkeypatch, budget, heard
):
    priced.charge(monkeypatch, "fake_public")
    Source.objects.update(budget_micros=budget)

    service.run(NOW)

    row = Source.objects.get()
    assert Mention.objects.count() == heard
    assert (row.error_code == "budget_used_up") is (heard < 7)
    if heard < 7:
        assert row.due_at == NOW + minutes(60)
