import json

import people
import pytest
from people import NOW
from reached import House

from amends.casebook.models import Errand
from amends.rooms.triage.reaching import letters
from amends.rooms.triage.reaching.leaving import send_out


pytestmark = pytest.mark.django_db


def errand(count=1, **house):
    at = House(**house)
    at.device_of(at.brand.owner)
    for _ in range(count):
        at.tell(at.brand.owner)
    send_out(NOW)
    return Errand.objects.get(way="push"), Errand.objects.get(way="mail")


def test_mail_links_each_notice_in_both_parts():
    _, one = errand(2)

    mail = letters.mail_of(one, letters.carried(one), NOW)

    assert mail.html.count('<p><a href="http://127.0.0.1:8000/cases/rabwa/') == 2
    assert mail.text.count("http://127.0.0.1:8000/cases/rabwa/") == 2


def test_mail_lists_fifty_and_counts_the_rest():
    _, one = errand(52)

    mail = letters.mail_of(one, letters.carried(one), NOW)

    assert mail.text.count("/cases/rabwa/") == 50
    assert "٢" in mail.text


def test_name_of_a_brand_writes_no_header_and_no_html_of_its_own():
    _, one = errand()
    one.brand.name = "<b>x</b>\r\nBcc: y@example.org"

    mail = letters.mail_of(one, letters.carried(one), NOW)

    assert "\n" not in mail.subject
    assert "<b>" not in mail.html


def test_push_holds_no_more_than_a_service_takes():
    one, _ = errand(3)

    raw = letters.push_of(one, letters.carried(one), NOW)

    assert len(raw) < 2000
    assert json.loads(raw)["tag"] == f"brand-{one.brand_id}"


def test_trial_says_what_it_is():
    owner = people.person("Alice", language="en")

    told = json.loads(letters.push_of(Errand(user=owner), [], NOW))

    assert told["body"] == "This is how a notice reaches you here."
    assert told["title"] == "Amends"
