import people
import pytest

from amends.casebook.models import PolicySetting


pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "place"),
    [("en", "consumer line 1900"), ("ar", "وزارة التجارة"), ("fa", "۱۹۰۰")],
)
def test_page_names_the_next_instance_of_the_country(client, language, place):
    brand = people.brand(country="SA")

    page = client.get(f"/how/{brand.form_key}/?language={language}")

    assert place in page.content.decode()


def test_page_tells_the_times_of_the_policy(client):
    brand = people.brand()
    PolicySetting.objects.create(
        brand=brand, key="sla.public_first_reply_max_min", value=45,
        set_by=brand.owner, set_at=people.NOW,
    )  # fmt: skip

    page = client.get(f"/how/{brand.form_key}/?language=en").content.decode()

    assert "In public within 45 minutes" in page


def test_own_words_of_the_brand_come_first(client):
    brand = people.brand(next_instance={"en": "our ombudsman"})

    assert "our ombudsman" in client.get(f"/how/{brand.form_key}/?language=en").content.decode()


def test_wrong_key_is_not_found(client):
    assert client.get("/how/nobody/").status_code == 404
