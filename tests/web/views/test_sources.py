import people
import priced
import pytest
import worlds
from django.utils import timezone

from amends.casebook import vault
from amends.casebook.models import Mention, Source
from amends.web.intake import NOTICED_FROM


pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return people.source(people.brand(), settings=vault.seal({"world": "/nowhere"}))


@pytest.fixture
def desk(client, at):
    client.force_login(at.brand.owner)
    client.cookies["language"] = "en"
    return client


@pytest.mark.parametrize("count", [1, 3])
def test_sources_ask_five_times_whatever_their_number(
    desk, at, django_assert_num_queries, count
):
    for _ in range(count - 1):
        people.source(at.brand)

    with django_assert_num_queries(5):
        desk.get("/sources/")


def test_sources_tell_trouble_in_plain_words(desk):
    Source.objects.update(
        failures=3, error_code="needs_reconnecting", error_detail="<401>\u202e"
    )

    page = desk.get("/sources/").content.decode()

    assert "no longer accepts our sign-in" in page
    assert "&lt;401&gt;" in page
    assert "\u202e" not in page


def test_sources_tell_how_far_a_long_import_has_been_read(desk, at):
    for n in range(NOTICED_FROM):
        people.mention(at, external_id=f"row{n}")
    people.mention(at, state="triaged")

    page = desk.get("/sources/").content.decode()

    assert "1 of 51 read" in page
    assert '<progress id="intake-1" max="51" value="1">' in page.replace(
        f"intake-{at.pk}", "intake-1"
    )


def test_source_is_added_and_its_settings_are_sealed(desk, at):
    response = desk.post(
        "/sources/rabwa/add/fake_link/", {"name": "Reviews", "s_world": "/nowhere"}
    )

    made = Source.objects.get(name="Reviews")
    assert response.status_code == 302
    assert vault.unseal(made.settings)["world"] == "/nowhere"


def test_source_without_a_name_is_asked_for_it(desk):
    assert desk.post("/sources/rabwa/add/fake_link/", {"name": ""}).status_code == 422


def test_source_with_wrong_settings_is_told_beside_the_box(desk, at):
    page = desk.post(
        f"/sources/rabwa/{at.pk}/", {"name": "Wall", "s_world": "/x", "s_page_size": "many"}
    )

    assert page.status_code == 422
    assert "Please give a whole number." in page.content.decode()


def test_source_kind_unknown_is_not_there(desk):
    assert desk.get("/sources/rabwa/add/pigeon/").status_code == 404


def test_source_mended_forgets_its_trouble(desk, at):
    Source.objects.update(failures=3, error_code="busy")

    desk.post(f"/sources/rabwa/{at.pk}/", {"name": "Wall", "s_world": "/nowhere"})

    at.refresh_from_db()
    assert (at.name, at.failures, at.error_code) == ("Wall", 0, "")


@pytest.mark.parametrize(("on", "is_enabled"), [("1", True), ("0", False)])
def test_source_is_switched(desk, at, on, is_enabled):
    desk.post(f"/sources/rabwa/{at.pk}/switch/", {"on": on})

    at.refresh_from_db()
    assert at.is_enabled is is_enabled


def test_listen_now_says_how_it_went(desk, at, tmp_path):
    Source.objects.update(settings=vault.seal({"world": str(tmp_path)}))

    page = desk.post(f"/sources/rabwa/{at.pk}/listen/", follow=True).content.decode()

    assert "We listened just now." in page


def test_listen_now_at_a_sick_source_says_why(desk, at):
    Source.objects.update(settings="not sealed by us")

    page = desk.post(f"/sources/rabwa/{at.pk}/listen/", follow=True).content.decode()

    assert "notice-error" in page


def test_source_that_charges_has_a_budget_and_tells_what_it_cost(desk, at, monkeypatch):
    priced.charge(monkeypatch, "fake_public")

    form = desk.get(f"/sources/rabwa/{at.pk}/").content.decode()
    desk.post(
        f"/sources/rabwa/{at.pk}/", {"name": "X", "s_world": "/nowhere", "budget": "12.5"}
    )

    at.refresh_from_db()
    assert "What reading may cost in a month" in form
    assert at.budget_micros == 12_500_000
    assert "$0.00 of $12.50 used this month" in desk.get("/sources/").content.decode()


def test_source_that_charges_nothing_has_no_budget(desk, at):
    assert "What reading may cost" not in desk.get(f"/sources/rabwa/{at.pk}/").content.decode()


def test_taste_shows_what_would_be_heard_and_keeps_nothing(desk, at, tmp_path):
    worlds.world(tmp_path, worlds.post(1, "لم يصل طلبي"))
    Source.objects.update(settings=vault.seal({"world": str(tmp_path)}))

    page = desk.post(f"/sources/rabwa/{at.pk}/taste/").content.decode()

    assert "لم يصل طلبي" in page
    assert not Mention.objects.exists()


@pytest.mark.parametrize(
    ("fault", "told"),
    [("401", "no longer accepts our sign-in"), ("", "It was reached; nothing new was said")],
)
def test_taste_says_what_went_wrong_or_that_nothing_is_new(desk, at, tmp_path, fault, told):
    worlds.world(tmp_path)
    worlds.fault(tmp_path, "hear", fault)
    Source.objects.update(settings=vault.seal({"world": str(tmp_path)}))

    assert told in desk.post(f"/sources/rabwa/{at.pk}/taste/").content.decode()


def test_source_tells_how_much_was_said_lately(desk, at):
    people.mention(at, heard_at=timezone.now())

    assert (
        "1 message in the last 24 hours"
        in desk.get(f"/sources/rabwa/{at.pk}/").content.decode()
    )


def test_a_new_source_is_tested_first_and_listens_once_it_is_stored(desk, at, tmp_path):
    worlds.world(tmp_path, worlds.post(1, "لم يصل طلبي"))
    given = {"name": "New", "s_world": str(tmp_path), "s_page_size": "50"}

    tried = desk.post("/sources/rabwa/add/fake_public/", given | {"test": "1"})
    made = Source.objects.latest("pk")
    assert (tried.status_code, made.is_enabled) == (307, False)
    page = desk.post(tried.headers["Location"], given).content.decode()
    assert "لم يصل طلبي" in page
    assert f'action="/sources/rabwa/{made.pk}/"' in page
    assert not Mention.objects.exists()

    desk.post(f"/sources/rabwa/{made.pk}/", given)
    made.refresh_from_db()
    assert made.is_enabled
