import desk_rows
import pytest

from amends.casebook.models import Snippet


pytestmark = pytest.mark.django_db
FACT = {
    "name": "Returns",
    "en": "Returns go to Gate 4, Riyadh.",
    "ar": "الإرجاع إلى البوابة ٤، الرياض.",
}


def test_fact_is_kept_changed_and_taken_away(desk):
    desk.post("/brand/rabwa/facts/", FACT)
    row = Snippet.objects.get()
    filled = desk.get(f"/brand/rabwa/facts/{row.pk}/").content.decode()
    desk.post(f"/brand/rabwa/facts/{row.pk}/", FACT | {"name": "Sending back"})
    listed = desk.get("/brand/rabwa/facts/").content.decode()
    desk.post(f"/brand/rabwa/facts/{row.pk}/", {"drop": "1"})

    assert 'value="Returns"' in filled
    assert "Sending back" in listed
    assert Snippet.objects.count() == 0


def test_finished_answer_comes_back_with_its_words_and_why(desk):  # C-21
    letter = "Dear customer, we are sorry. Best regards."
    page = desk.post("/brand/rabwa/facts/", {"name": "Sorry", "en": letter})

    assert page.status_code == 422
    assert letter in page.content.decode()
    assert "This is a finished answer" in page.content.decode()


@pytest.mark.parametrize(("language", "offered"), [("ar", True), ("fa", False)])
def test_fact_stands_in_the_composer_in_the_customers_language(desk, at, language, offered):
    Snippet.objects.create(brand=at.brand, **FACT)
    case = desk_rows.complaint(at, language=language)

    page = desk.get(f"/cases/rabwa/{case.number}/").content.decode()

    assert (FACT["ar"] in page) is offered
    assert ('id="facts"' in page) is offered
