import people
import pytest
from django.db import connection
from people import NOW

from amends.casebook import search
from amends.casebook.models import Analysis, Mention
from amends.rooms.understand import service


pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    return people.source(people.brand(order_pattern=r"R-\d{5}"))


def test_run_reads_what_was_heard_once(shop):
    for _ in range(3):
        people.mention(shop)

    assert service.run(NOW) == 3
    assert service.run(NOW) == 0
    assert Analysis.objects.count() == 3
    assert set(Mention.objects.values_list("state", flat=True)) == {"understood"}


@pytest.mark.parametrize("count", [1, 30])
def test_run_asks_as_much_for_many_as_for_one(shop, django_assert_num_queries, count):
    for n in range(count):
        people.mention(shop, by=people.author(shop.brand, str(n)))

    # in turn, savepoint, authors, mentions, sources, analyses, index out and in, states, version,
    # savepoint; PostgreSQL's index is written in one
    with django_assert_num_queries(11 if connection.vendor == "sqlite" else 10):
        assert service.run(NOW) == count


def test_run_reads_the_others_when_one_cannot_be_read(shop, monkeypatch):
    bad, good = people.mention(shop, "bad"), people.mention(shop, "good")
    stock = service.text_of

    def text_of(mention):
        if mention.pk == bad.pk:
            raise ValueError("unreadable")
        return stock(mention)

    monkeypatch.setattr(service, "text_of", text_of)

    assert service.run(NOW) == 1
    assert Mention.objects.get(state="understood") == good


def test_understand_leaves_what_has_gone_on_where_it_is(shop):
    mention = people.mention(shop, state="triaged")

    assert service.understand([mention]) == 0
    assert Mention.objects.get().state == "triaged"


def test_run_reads_again_after_an_edit(shop):
    mention = people.mention(shop, "R-11111")
    service.run(NOW)
    Mention.objects.filter(pk=mention.pk).update(text="hello", state="heard")

    assert service.run(NOW) == 1
    assert Analysis.objects.get().private_data == []


def test_understood_mention_is_found_in_any_spelling(shop):
    mention = people.mention(shop, "المندوبُ أخّر الطلبيّة كثيييرًا")
    service.run(NOW)

    for query in ("المندوب", "الطلبيه", "كثيرا", "اخر الطلب"):
        assert search.find(query, [shop.brand_id]) == [mention.pk]


def test_search_stays_inside_the_walls(shop):
    people.mention(shop, "courier")
    service.run(NOW)

    assert search.find("courier", [people.brand("javaneh").pk]) == []


def test_brand_pattern_of_orders_is_used(shop):
    people.mention(shop, "متى يصل R-20418؟")
    service.run(NOW)

    assert Analysis.objects.get().private_data == ["order_no"]


def test_mail_without_words_is_read_by_its_subject(shop):
    mention = people.mention(shop, "", subject="طلبي لم يصل")

    assert service.text_of(mention) == "طلبي لم يصل"


@pytest.mark.parametrize(
    ("data", "share"),
    [
        ({}, None),
        ({"rating": 1}, 0.0),
        ({"rating": 3}, 0.5),
        ({"rating": 5}, 1.0),
        ({"rating": 0}, 0.0),
        ({"rating": 10, "rating_of": 10}, 1.0),
        ({"rating": 10}, 1.0),
        ({"rating": "five"}, None),
    ],
)
def test_rating_share_is_the_part_of_the_stars_given(data, share):
    assert service.rating_share(Mention(data=data)) == share


def test_run_reads_each_brand_by_its_own_order_numbers(shop):
    people.mention(shop, "J-123 و R-20418")
    people.mention(
        people.source(people.brand("javaneh", order_pattern=r"J-\d{3}")), "J-123 R-20418"
    )

    service.run(NOW)

    spans = Analysis.objects.order_by("pk").values_list("private_data_spans", flat=True)
    assert [[s["start"] for s in row if s["type"] == "order_no"] for row in spans] == [
        [8],
        [0, 6],
    ]
