from datetime import timedelta

import desk_rows
import people
import pytest
from django.utils import timezone

from amends.casebook import clocks, ledger, search
from amends.casebook.models import Case, Crisis, Source


pytestmark = pytest.mark.django_db


def rows(page):
    return page.content.decode().count('class="row"')


@pytest.mark.parametrize("count", [1, 3])
def test_inbox_asks_eight_times_whatever_the_number_of_rows(
    client, at, django_assert_num_queries, count
):
    for n in range(count):
        desk_rows.complaint(at, by=f"customer{n}")
    client.force_login(at.brand.owner)

    with django_assert_num_queries(8):
        page = client.get("/")

    assert rows(page) == count


@pytest.mark.parametrize("count", [1, 3])
def test_inbox_counts_once_while_no_version_moves(client, at, django_assert_num_queries, count):
    cases = [desk_rows.complaint(at, by=f"customer{n}") for n in range(count)]
    client.force_login(at.brand.owner)
    client.get("/")

    with django_assert_num_queries(7):
        again = client.get("/")
    ledger.touch(at.brand_id)
    Case.objects.filter(pk=cases[0].pk).update(state="closed", outcome="accepted")
    with django_assert_num_queries(8 if count > 1 else 6):
        moved = client.get("/")

    assert (again.context["tally"].open, moved.context["tally"].open) == (count, count - 1)


def test_row_is_drawn_anew_when_its_minute_or_its_words_change(client, at):
    case = desk_rows.complaint(at, text="first words", by="noura")
    client.force_login(at.brand.owner)

    def row():
        [drawn] = client.get("/").context["groups"]["waiting"]["rows"]
        return drawn.drawn

    before, again = row(), row()
    case.mentions.update(text="second words")
    reworded = row()
    Case.objects.update(last_heard_at=timezone.now() - timedelta(hours=5))
    older = row()

    assert before == again
    assert ("first words" in before, "second words" in reworded) == (True, True)
    assert older != reworded


def test_inbox_groups_what_waits_what_is_promised_and_what_is_with_the_customer(client, at):
    now = timezone.now()
    desk_rows.complaint(at, by="waits")
    promised = desk_rows.complaint(at, by="promised", first_reply_at=now, state="acknowledged")
    clocks.start_promise(promised, now=now, due_at=now + timedelta(hours=2))
    desk_rows.complaint(at, by="ours", first_reply_at=now, state="investigating")
    desk_rows.complaint(
        at, by="theirs", first_reply_at=now, state="waiting", waits_for_us=False
    )
    client.force_login(at.brand.owner)

    groups = client.get("/").context["groups"]

    assert {name: [r.who for r in g["rows"]] for name, g in groups.items()} == {
        "waiting": ["waits"],
        "promised": ["promised"],
        "ours": ["ours"],
        "theirs": ["theirs"],
    }


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?severity=5", ["grave"]),
        ("?severity=4", ["grave", "plain"]),
        ("?topic=safety_health", ["grave"]),
        ("?language=fa", ["grave"]),
        ("?state=new", ["grave", "plain"]),
        ("?public=1", ["plain"]),
        ("?mine=1", ["plain"]),
        ("?unasked=1", ["grave"]),
        ("?state=resolved", []),
        ("?severity=nonsense&owner=x&state=gone&after=oops", ["grave", "plain"]),
    ],
)
def test_inbox_is_narrowed_by_its_address(client, at, query, found):
    bob = people.member(at.brand)
    grave = desk_rows.complaint(
        at,
        by="grave",
        owner=bob,
        severity=5,
        topic="safety_health",
        language="fa",
        visibility="private",
    )
    grave.mentions.update(directness="found")
    desk_rows.complaint(at, by="plain")
    client.force_login(at.brand.owner)

    groups = client.get("/" + query).context["groups"]

    assert sorted(r.who for g in groups.values() for r in g["rows"]) == found


def test_inbox_goes_on_where_a_page_ended_without_gap_or_repeat(client, at):
    for n in range(28):
        desk_rows.complaint(at, by=f"c{n}", priority=float(n % 3))
    client.force_login(at.brand.owner)

    first = client.get("/").context["groups"]["waiting"]
    second = client.get("/" + first["more"]).context["groups"]["waiting"]

    seen = [r.case.pk for r in (*first["rows"], *second["rows"])]
    assert (len(first["rows"]), len(second["rows"]), second["more"]) == (25, 3, "")
    assert seen == list(Case.objects.order_by("-priority", "-pk").values_list("pk", flat=True))


def test_inbox_finds_a_word_in_any_spelling_and_a_case_by_its_number(client, at):
    case = desk_rows.complaint(at, text="وصلتني الماكينة مكسورة")
    search.index(case.mentions.get().pk, "وصلتني الماكينة مكسورة")
    client.force_login(at.brand.owner)

    for words in ("الماكينه", f"C-{case.number}", f"c-{case.number}", "C-١", "۱"):
        assert rows(client.get("/", {"q": words})) == 1
    nothing = client.get("/", {"q": "غسالة"})
    assert rows(nothing) == 0
    assert "/heard/?q=" in nothing.content.decode()


def test_inbox_says_that_a_source_is_not_heard(client, at):
    Source.objects.update(failures=2)
    client.force_login(at.brand.owner)

    assert (
        "1 source is not heard right now."
        in client.get("/", headers={"accept-language": "en"}).content.decode()
    )


def test_inbox_without_cases_says_what_it_means(client, at):
    client.force_login(at.brand.owner)

    assert (
        "Nobody is waiting"
        in client.get("/", headers={"accept-language": "en"}).content.decode()
    )


def test_inbox_of_a_person_without_brand_says_whom_to_ask(client):
    client.force_login(people.person("Dora"))

    page = client.get("/", headers={"accept-language": "en"})

    assert "You do not work for a brand yet" in page.content.decode()


def test_inbox_gives_htmx_its_rows_and_nothing_around_them(client, at):
    desk_rows.complaint(at)
    client.force_login(at.brand.owner)

    part = client.get("/", headers={"hx-request": "true"}).content.decode()

    assert part.startswith('<div id="queue"')
    assert "<html" not in part


def test_inbox_shows_hostile_words_as_words(client, at):
    desk_rows.complaint(
        at, text='<img src=x onerror="alert(1)">\u202eevil\u2066', by="<b>x</b>"
    )
    client.force_login(at.brand.owner)

    page = client.get("/").content.decode()

    assert "<img" not in page
    assert "<b>x</b>" not in page
    assert not {"\u202e", "\u2066"} & set(page)


def test_inbox_of_several_brands_names_them_and_filters_by_one(client, at):
    other = people.brand("other", owner=at.brand.owner)
    desk_rows.complaint(at, by="first")
    desk_rows.complaint(people.source(other), by="second")
    client.force_login(at.brand.owner)

    assert rows(client.get("/")) == 2
    assert rows(client.get("/?brand=other")) == 1


@pytest.mark.parametrize(("query", "count"), [("", 1), ("?mine=1", 0), ("?q=x", 0)])
def test_inbox_shows_what_is_left_to_set_up_beside_every_open_case(client, at, query, count):
    desk_rows.complaint(at)
    client.force_login(at.brand.owner)

    assert len(client.get("/" + query).context["setups"]) == count


def test_live_is_silent_until_something_moves(client, at):
    client.force_login(at.brand.owner)
    at.brand.refresh_from_db()

    assert client.get(f"/live/?v={at.brand.version}").status_code == 204

    desk_rows.complaint(at)
    at.brand.refresh_from_db()
    moved = client.get("/live/?v=0")

    assert moved.status_code == 200
    assert moved.headers["HX-Trigger"] == f'{{"moved": {{"version": {at.brand.version}}}}}'


@pytest.mark.parametrize("brands", [1, 3])
def test_live_costs_two_queries(client, at, django_assert_num_queries, brands):
    for n in range(brands - 1):
        people.brand(f"shop{n}").memberships.create(user=at.brand.owner, role="agent")
    client.force_login(at.brand.owner)

    with django_assert_num_queries(2):
        client.get("/live/?v=0")


def test_crisis_stands_above_the_queue_until_it_is_over(client):
    brand = people.brand(owner=people.person("Alice", language="en"))
    client.force_login(brand.owner)
    crisis = Crisis.objects.create(
        brand=brand, kind="volume", started_at=people.NOW, count=14, usual=0.5
    )
    assert "14 complaints within 15 minutes" in client.get("/").content.decode()

    Crisis.objects.filter(pk=crisis.pk).update(ended_at=people.NOW)

    assert "14 complaints" not in client.get("/").content.decode()
