import people
import pytest
from django.urls import reverse

from amends.casebook.models import Monitor


pytestmark = pytest.mark.django_db
GIVEN = {
    "names": "نخيل\nNakheel", "spelling": ["alnakheel", "made up"], "own": "nakhil store",
    "own_words": "lamp", "excluded_words": "تمر", "languages": ["ar"], "tells": "hourly",
    "is_enabled": "on",
}  # fmt: skip


@pytest.fixture
def brand(client):
    brand = people.brand()
    client.force_login(brand.owner)
    return brand


def add(client, **changed):
    return client.post(reverse("monitor_add", args=["rabwa"]), GIVEN | changed)


def test_monitor_listens_for_what_was_ticked_and_nothing_else(client, brand):
    here = people.source(brand, "feed")

    answer = add(client, sources=[here.pk])

    row = Monitor.objects.get()
    assert answer.headers["Location"] == reverse("monitors")
    assert row.words == ["نخيل", "Nakheel", "alnakheel", "nakhil store"]
    assert (row.own_words, row.excluded_words) == (["lamp"], ["تمر"])
    assert (row.languages, row.tells, row.is_enabled) == (["ar"], "hourly", True)
    assert [source.pk for source in row.sources.all()] == [here.pk]


def test_spellings_are_offered_unticked_and_nothing_is_stored(client, brand):
    page = add(client, offer="1", spelling=["nakhil"]).content.decode()

    assert 'value="nakhil" checked' in page
    assert 'value="alnakheel">' in page
    assert 'value="naqheel">' in page
    assert not Monitor.objects.exists()


def test_edit_shows_what_is_listened_for(client, brand):
    add(client)
    where = reverse("monitor", args=["rabwa", Monitor.objects.get().pk])

    page = client.get(where).content.decode()

    assert 'value="alnakheel" checked' in page
    assert 'value="elnakheel">' in page
    assert ">\nnakhil store</textarea>" in page

    client.post(where, GIVEN | {"spelling": [], "own": "", "is_enabled": ""})
    row = Monitor.objects.get()
    assert (row.words, row.is_enabled) == (["نخيل", "Nakheel"], False)


@pytest.mark.parametrize("changed", [{"names": " "}, {"own": "x"}, {"tells": "never"}])
def test_wrong_monitor_is_told_and_not_stored(client, brand, changed):
    assert add(client, **changed).status_code == 422
    assert not Monitor.objects.exists()


def test_source_of_another_brand_cannot_be_chosen(client, brand):
    other = people.source(people.brand("other"))

    assert add(client, sources=[other.pk]).status_code == 422


def test_removed_monitor_is_gone(client, brand):
    add(client)

    client.post(reverse("monitor_remove", args=["rabwa", Monitor.objects.get().pk]))

    assert not Monitor.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_as_many_queries_for_many_as_for_one(
    client, brand, django_assert_num_queries, count
):
    for n in range(count):
        Monitor.objects.create(brand=brand, name=f"m{n}", names=["x"], words=["nakheel"])

    # session, person, brands, monitors
    with django_assert_num_queries(4):
        assert client.get(reverse("monitors")).status_code == 200


def test_agent_sees_and_may_not_change(client, brand):
    add(client)
    client.force_login(people.member(brand))

    page = client.get(reverse("monitors")).content.decode()

    assert "alnakheel" in page
    assert reverse("monitor_add", args=["rabwa"]) not in page
