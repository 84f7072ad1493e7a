import desk_rows
import people
import pytest
from django.utils import timezone

from amends.casebook.models import Brand, User
from amends.rooms.triage import service as triage


pytestmark = pytest.mark.django_db


def save(desk, **fields):
    return desk.post("/views/", {"name": "Grave", "query": "severity=4&brand=rabwa"} | fields)


def titles(desk):
    links = desk.get("/").context["views"]
    return {link.title: link.count for link in links}


def test_view_of_ones_own_stands_in_the_rail_with_its_count(desk, at):
    desk_rows.complaint(at, severity=5)
    desk_rows.complaint(at, by="b", severity=3)

    assert save(desk).headers["Location"] == "/?severity=4&brand=rabwa"

    assert titles(desk)["Grave"] == "1"
    assert "Grave" not in Brand.objects.get().views


def test_view_of_a_brand_is_seen_by_colleagues_and_kept_by_those_who_set_up(client, desk, at):
    bob = people.member(at.brand)
    charlie = people.brand("other", owner=people.person("Charlie")).owner
    save(desk, brand="rabwa")

    client.force_login(bob)
    assert "Grave" in titles(client)
    assert save(client, brand="rabwa").status_code == 403
    client.force_login(charlie)
    assert "Grave" not in titles(client)
    assert save(client, brand="rabwa").status_code == 404


def test_view_of_the_same_name_takes_the_place_and_is_forgotten(desk):
    save(desk)
    save(desk, query="severity=5")
    assert User.objects.get().views == [{"name": "Grave", "query": "severity=5"}]

    desk.post("/views/", {"forget": "Grave"})
    assert User.objects.get().views == []


@pytest.mark.parametrize("fields", [{"name": " "}, {"query": ""}, {"query": "nonsense=1"}])
def test_view_without_a_name_or_a_filter_is_not_kept(desk, fields):
    save(desk, **fields)

    assert User.objects.get().views == []


@pytest.mark.parametrize(("count", "kept"), [(19, 20), (20, 20)])
def test_twenty_views_are_the_most(desk, at, count, kept):
    owner = at.brand.owner
    owner.views = [{"name": f"v{n}", "query": "mine=1"} for n in range(count)]
    owner.save()

    save(desk)

    owner.refresh_from_db()
    assert len(owner.views) == kept


@pytest.mark.parametrize("views", [1, 3])
def test_saved_views_cost_no_query(desk, at, django_assert_num_queries, views):
    desk_rows.complaint(at)
    for n in range(views):
        save(desk, name=f"v{n}")

    with django_assert_num_queries(8):
        desk.get("/")


def test_case_out_of_sight_stands_in_its_own_view_alone(desk, at):
    now = timezone.now()
    case = desk_rows.complaint(at)
    triage.snooze(case, now + people.minutes(30), actor=at.brand.owner, now=now)

    assert desk.get("/").context["groups"] == {}
    groups = desk.get("/?asleep=1").context["groups"]
    assert [r.case.pk for r in groups["asleep"]["rows"]] == [case.pk]


def test_case_is_found_by_its_tag_and_by_the_note_that_calls(client, desk, at):
    case, other = desk_rows.complaint(at), desk_rows.complaint(at, by="b")
    bob = people.member(at.brand)
    triage.tag(case, "fragile", actor=at.brand.owner, now=timezone.now())
    triage.write_note(other, "@Bob", actor=at.brand.owner, now=timezone.now())

    def found(query):
        groups = client.get(query).context["groups"]
        return [r.case.pk for g in groups.values() for r in g["rows"]]

    assert found("/?tag=fragile") == [case.pk]
    assert found("/?called=1") == []
    client.force_login(bob)
    assert found("/?called=1") == [other.pk]
    assert titles(client)["Calls me"] == "1"
