import people
import pytest
from django.urls import resolve
from django.utils import timezone

from amends.casebook import links
from amends.casebook.models import Confirmation, Survey


pytestmark = pytest.mark.django_db


def test_links_lead_to_the_pages_of_their_names(settings):
    case, now = people.case(people.brand()), timezone.now()
    ask = Confirmation.objects.create(case=case, ask=1, asked_at=now, expires_at=now)
    survey = Survey.objects.create(case=case, sent_at=now, expires_at=now)
    written = [
        f"{settings.BASE_URL}/f/{case.brand.form_key}/",
        f"{settings.BASE_URL}/f/{case.brand.form_key}/embed/",
        links.status_link(case),
        links.how_link(case.brand),
        links.confirmation_link(ask),
        links.survey_link(survey),
        links.survey_stop_link(survey),
    ]
    names = [resolve(link.removeprefix(settings.BASE_URL)).url_name for link in written]

    assert names == ["form", "form_framed", "status", "how", "confirm", "survey", "survey_stop"]
