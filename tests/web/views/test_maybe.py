import desk_rows
import people
import pytest
from django.urls import reverse

from amends.casebook.models import Hit, Mention


pytestmark = pytest.mark.django_db


@pytest.fixture
def hit(client):
    at = people.source(people.brand())
    client.force_login(people.member(at.brand, "Bob", language="en"))
    return desk_rows.hit(at)


def said(client, hit, word):
    return client.post(reverse("maybe_answer", args=["rabwa", hit.pk]), {"said": word})


def page_of(client, query=""):
    return client.get(reverse("maybe") + query).content.decode()


def test_page_marks_the_name_and_says_why(client, hit):
    page = page_of(client)

    assert "<mark>نخيل</mark>" in page
    assert "Words of buying beside it" in page
    assert "Your answers about “نخيل”" in page
    assert "33 of 100" in page


def test_yes_opens_a_case_and_can_be_taken_back(client, hit):
    answer = said(client, hit, "yes")

    assert answer.headers["Location"] == f"{reverse('maybe')}?answered={hit.pk}"
    page = page_of(client, f"?answered={hit.pk}")
    assert "About us." in page
    assert 'value="undo"' in page
    assert Hit.objects.get().state == "yes"

    said(client, hit, "undo")
    assert Hit.objects.get().state == "maybe"
    assert Mention.objects.get().set_aside == "maybe_us"


def test_no_sets_it_aside(client, hit):
    said(client, hit, "no")

    assert Mention.objects.get().set_aside == "not_us"
    assert "Not about us." in page_of(client, f"?answered={hit.pk}")
    assert "<mark>" not in page_of(client)


def test_what_cannot_be_undone_is_told(client, hit):
    said(client, hit, "undo")

    assert "Nobody has answered this yet." in page_of(client)


@pytest.mark.parametrize("given", ["x", "9" * 40, "0"])
def test_answer_that_never_was_is_not_shown(client, hit, given):
    assert 'value="undo"' not in page_of(client, f"?answered={given}")


def test_what_a_colleague_answered_is_not_mine_to_undo_here(client, hit):
    said(client, hit, "no")
    client.force_login(people.person("Eve"))

    assert 'value="undo"' not in page_of(client, f"?answered={hit.pk}")


def test_analyst_reads_and_is_not_asked(client, hit):
    client.force_login(people.member(hit.brand, "Ana", "analyst"))

    page = page_of(client)

    assert "<mark>" in page
    assert 'value="yes"' not in page


@pytest.mark.parametrize("count", [1, 3])
def test_page_takes_as_many_queries_for_many_as_for_one(
    client, hit, django_assert_num_queries, count
):
    for _ in range(count - 1):
        desk_rows.hit(hit.mention.source)

    # session, person, brands, hits, how many
    with django_assert_num_queries(5):
        page_of(client)


def test_complaint_on_the_page_of_everything_is_an_answer_too(client, hit):
    client.post(reverse("heard_complaint", args=["rabwa", hit.mention_id]))

    assert Hit.objects.get().state == "yes"
    assert Mention.objects.get().case is not None
