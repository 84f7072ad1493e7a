import desk_rows
import people
import pytest
from django.utils import timezone

from amends.casebook import clocks
from amends.casebook.models import Cause, Kudos, Reply


pytestmark = pytest.mark.django_db


def answered(brand):
    case = desk_rows.complaint(people.source(brand), by=f"c{brand.last_case_number}")
    brand.refresh_from_db()
    now = timezone.now()
    clocks.stop(case, "first_reply", now=now)
    type(case).objects.filter(pk=case.pk).update(first_reply_at=now)
    return case


def test_morning_says_the_night_in_words(desk, rabwa):
    desk_rows.complaint(people.source(rabwa))

    page = desk.get("/reports/").content.decode()

    assert "1 complaint came in. 1 still waits for a first reply." in page


@pytest.mark.parametrize("count", [1, 3])
def test_morning_asks_the_same_whatever_the_cases(
    desk, rabwa, django_assert_num_queries, count
):
    for _ in range(count):
        answered(rabwa)

    with django_assert_num_queries(12):
        desk.get("/reports/")


def test_each_link_of_the_morning_opens_its_cases(desk, rabwa):
    case = answered(rabwa)
    cause = Cause.objects.create(brand=rabwa, name="box", kind="process")
    case.causes.add(cause)

    response = desk.get("/reports/")

    context = response.context
    links = [f.url for f in [*context["figures"], *context["more"]]]
    links += [s.url for s in [*context["topics"], *context["causes"]]]
    links += [url for row in context["bands"] for _n, url in row["cells"]]
    assert {desk.get(url).status_code for url in links} == {200}
    [cause_link] = [s.url for s in context["causes"]]
    assert [row.case.pk for row in desk.get(cause_link).context["rows"]] == [case.pk]


def test_benchmark_wears_its_source_and_owns_up_to_its_year(desk, rabwa):  # S4b-06
    answered(rabwa)

    assert (
        "Convince and Convert; its year is not stated" in desk.get("/reports/").content.decode()
    )


def test_morning_asks_for_no_content_of_all(desk, rabwa):  # S1-29, S3-49
    assert "No shop contents everybody" in desk.get("/reports/").content.decode()


def test_figure_goes_on_where_it_ended(desk, rabwa):
    for _ in range(26):
        people.case(rabwa, opened_at=timezone.now())

    first = desk.get("/reports/cases/?figure=complaints")
    second = desk.get("/reports/cases/" + first.context["next"])

    assert (len(first.context["rows"]), len(second.context["rows"])) == (25, 1)


@pytest.mark.parametrize(
    "query", ["figure=nothing", "figure=covered-99-in", "cause=99", "topic=x"]
)
def test_figure_that_does_not_exist_is_not_found(desk, query):
    assert desk.get(f"/reports/cases/?{query}").status_code == 404


def test_cause_of_a_stranger_is_not_found(client, rabwa):
    cause = Cause.objects.create(brand=rabwa, name="box", kind="process")
    client.force_login(people.brand("other").owner)

    assert client.get(f"/reports/cases/?cause={cause.pk}").status_code == 404


def test_person_without_a_brand_is_told_whom_to_ask(client):
    client.force_login(people.person("Zoe"))

    assert client.get("/reports/").status_code == 200
    assert client.get("/causes/").status_code == 200
    assert client.get("/customers/").status_code == 200
    assert client.get("/reports/cases/?figure=complaints").status_code == 404


def praised(brand, words):
    bob = people.member(brand, f"Bob of {brand.name}")
    case = people.case(brand, owner=bob)
    reply = Reply.objects.create(
        case=case, user=bob, source=people.source(brand), visibility="public", text="…",
        written_at=people.NOW,
    )  # fmt: skip
    return Kudos.objects.create(
        reply=reply, giver=brand.owner, receiver=bob, words=words, given_at=people.NOW
    )


def test_praise_stands_before_the_team(client, rabwa):  # S2-06
    praised(rabwa, "calm & clear")
    praised(people.brand("sahab"), "not ours")
    client.force_login(people.member(rabwa, "Carol"))

    page = client.get("/reports/?language=en").content.decode()

    assert "Bob of Rabwa" in page
    assert "calm &amp; clear" in page
    assert "not ours" not in page
