import people
import pytest

from amends.casebook import policies
from amends.casebook.models import Case, Delivery, PracticeAnswer
from amends.rooms.coach.practice import exercise, exercises


pytestmark = pytest.mark.django_db
LAMP = "/practice/rabwa/en/lamp/"


@pytest.fixture
def desk(client, rabwa):
    client.force_login(people.member(rabwa, language="en"))
    client.cookies["language"] = "en"
    return client


def test_practice_opens_in_the_language_of_the_person(desk):
    assert desk.get("/practice/").headers["Location"] == "/practice/rabwa/en/"


@pytest.mark.parametrize("language", ["ar", "fa", "en"])
def test_every_exercise_opens_in_every_language(desk, language):
    page = desk.get(f"/practice/rabwa/{language}/").content.decode()

    assert [one.title in page for one in exercises(language)] == [True] * len(
        exercises(language)
    )
    for one in exercises(language)[:3]:
        assert desk.get(f"/practice/rabwa/{language}/{one.code}/").status_code == 200


def test_good_answer_is_shown_only_after_an_own_one(desk):
    model = exercise("en", "lamp").answer
    before = desk.get(LAMP).content.decode()

    page = desk.post(LAMP, {"text": "Sorry. You hear from us soon."}).content.decode()

    assert model not in before
    assert model in page


def test_praise_stands_before_correction(desk):  # S2-06
    page = desk.post(LAMP, {"text": "Thank you. The lamp! You hear from us soon."})
    text = page.content.decode()

    assert text.index("What is good") < text.index("What the review says")
    assert page.context["judged"].good
    assert page.context["judged"].findings


def test_sign_no_database_takes_leaves_no_trace(desk):
    desk.post(LAMP, {"text": "Sorry.\0"})

    assert PracticeAnswer.objects.get().text == "Sorry."


def test_nothing_but_the_answer_is_kept(desk):
    desk.post(LAMP, {"text": "Sorry for the lamp."})

    assert PracticeAnswer.objects.get().text == "Sorry for the lamp."
    assert (Case.objects.count(), Delivery.objects.count()) == (0, 0)


def test_empty_answer_says_what_to_do(desk):
    response = desk.post(LAMP, {"text": " "})

    assert response.status_code == 422
    assert "Please write something first." in response.content.decode()


@pytest.mark.parametrize(
    "path", ["/practice/rabwa/de/", "/practice/rabwa/en/none/", "/practice/rabwa/de/lamp/"]
)
def test_what_does_not_exist_is_not_found(desk, path):
    assert desk.get(path).status_code == 404


def test_lead_sees_the_team_unless_the_policy_says_nothing(desk, rabwa, client):
    desk.post(LAMP, {"text": "Sorry for the lamp."})
    agents_page = desk.get("/practice/rabwa/en/").content.decode()
    client.force_login(rabwa.owner)
    seen = client.get("/practice/rabwa/en/").content.decode()
    policies.change(
        rabwa, {"limits.practice_shown_to_lead": "nothing"}, user=rabwa.owner, now=people.NOW
    )
    hidden = client.get("/practice/rabwa/en/").content.decode()

    assert "The team" not in agents_page
    assert "The team" in seen
    assert "Sorry for the lamp." not in seen
    assert "The team" not in hidden


def test_list_asks_the_same_number_of_times(desk, django_assert_num_queries):
    for _ in range(3):
        desk.post(LAMP, {"text": "Sorry for the lamp."})

    with django_assert_num_queries(9):
        desk.get("/practice/rabwa/en/")
