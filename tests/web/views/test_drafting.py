import desk_rows
import people
import pytest
from model_server import running_model

from amends.casebook import drafters
from amends.casebook.models import Delivery, Reply


pytestmark = pytest.mark.django_db


@pytest.fixture
def model(monkeypatch):
    with running_model() as one:
        monkeypatch.setenv("AMENDS_ALLOW_HOSTS", one.place)
        yield one.says("We packed your lamp badly, and I am sorry.")


@pytest.fixture
def case(rabwa):
    return desk_rows.complaint(people.source(rabwa))


def chosen(at, /, **more):
    return {"is_on": "on", "url": at.url, "model": "small", "key": "sk"} | more


def test_choice_is_kept_tried_and_its_key_never_shown(desk, rabwa, model):
    page = desk.post("/brand/rabwa/drafts/", chosen(model), follow=True).content.decode()

    rabwa.refresh_from_db()
    assert drafters.drafter_of(rabwa)["key"] == "sk"
    assert "Stored." in page
    assert model.url in page
    assert '"sk"' not in page
    assert len(model.asked) == 1


def test_model_that_does_not_answer_is_stored_and_said(desk, rabwa, model):
    model.says(401)

    page = desk.post("/brand/rabwa/drafts/", chosen(model), follow=True).content.decode()

    rabwa.refresh_from_db()
    assert drafters.drafter_of(rabwa)
    assert "The model does not accept the key." in page


def test_empty_key_keeps_the_stored_one_for_the_same_address_only(desk, rabwa, model):
    desk.post("/brand/rabwa/drafts/", chosen(model))
    desk.post("/brand/rabwa/drafts/", chosen(model, key=""))
    rabwa.refresh_from_db()
    same = drafters.drafter_of(rabwa)["key"]
    desk.post("/brand/rabwa/drafts/", chosen(model, key="", url=f"{model.url}/elsewhere"))
    rabwa.refresh_from_db()

    assert (same, drafters.drafter_of(rabwa).get("key")) == ("sk", None)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"url": "http://10.0.0.1/v1"}, "url"),
        ({"url": "no address"}, "url"),
        ({"url": ""}, "url"),
        ({"model": ""}, "model"),
        ({"url": "", "model": ""}, "url"),
    ],
)
def test_wrong_choice_is_refused_beside_its_box(desk, rabwa, model, change, field):
    response = desk.post("/brand/rabwa/drafts/", chosen(model, **change))

    rabwa.refresh_from_db()
    assert response.status_code == 422
    assert response.context["form"].errors[field]
    assert rabwa.drafter == ""


def test_switched_off_nobody_is_asked_and_no_button_stands_there(desk, rabwa, model, case):
    desk.post("/brand/rabwa/drafts/", {"url": model.url, "model": "small"})

    page = desk.get(f"/cases/rabwa/{case.number}/").content.decode()

    assert model.asked == []
    assert "Suggest a draft" not in page


def test_draft_stands_below_the_own_words_and_nothing_is_sent(desk, rabwa, model, case):
    drafters.choose(rabwa, {"is_on": True, "url": model.url, "model": "small"})
    before = desk.get(f"/cases/rabwa/{case.number}/").content.decode()

    page = desk.post(
        f"/cases/rabwa/{case.number}/suggest/", {"to": "public", "text": "Dear Noura,"}
    )

    shown = page.context["composer"].text
    assert "Suggest a draft" in before
    assert page.status_code == 200
    assert shown.startswith("Dear Noura,\n\n")
    assert page.context["composer"].is_reviewed
    assert (Delivery.objects.count(), Reply.objects.count()) == (0, 0)


def test_skeleton_says_why_it_is_no_draft(desk, rabwa, model, case):
    drafters.choose(rabwa, {"is_on": True, "url": model.url, "model": "small"})
    model.says(500)

    page = desk.post(f"/cases/rabwa/{case.number}/suggest/", {"to": "public"})

    assert "The model could not be reached." in page.content.decode()
    assert page.context["suggestion"].is_skeleton


def test_place_that_cannot_be_answered_says_so_and_asks_nobody(desk, rabwa, model, case):
    drafters.choose(rabwa, {"is_on": True, "url": model.url, "model": "small"})
    case.source.kind = "fake_link"
    case.source.save()

    page = desk.post(f"/cases/rabwa/{case.number}/suggest/", {"to": "private", "text": "Mine"})

    assert page.status_code == 422
    assert page.context["composer"].text == "Mine"
    assert model.asked == []
