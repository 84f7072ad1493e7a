from pathlib import Path

import people
import pytest
from people import NOW

from amends.casebook import files, ledger, search
from amends.casebook.erasure import erase_person
from amends.casebook.models import Attachment, Customer, Identity, Mention, Note, Reply


pytestmark = pytest.mark.django_db


@pytest.fixture
def noura():
    brand = people.brand()
    customer = Customer.objects.create(brand=brand, name="نورة")
    Identity.objects.create(brand=brand, customer=customer, kind="email", value="n@example.com")
    author = people.author(brand, email="N@example.com", customer=customer)
    case = people.case(brand, by=author, customer=customer, desired_outcome="ماكينة سليمة")
    mention = people.mention(
        case.source, "رقمي 0501234567", by=author, case=case, raw=files.keep(b"eml of n")
    )
    search.index(mention.pk, mention.text)
    return case


def test_erase_empties_words_and_names_and_keeps_the_chain(noura):
    ledger.append(noura, "opened", now=NOW)

    assert erase_person("rabwa", "n@EXAMPLE.com", now=NOW) > 0

    mention = Mention.objects.get()
    noura.refresh_from_db()
    assert (mention.text, mention.raw.name, mention.author.name, mention.author.email) == (
        "",
        "",
        "",
        "",
    )
    assert (noura.desired_outcome, noura.customer.name) == ("", "")
    assert search.find("رقمي", [noura.brand_id]) == []
    assert [entry.kind for entry in noura.entries.all()] == ["opened", "person_erased"]
    assert ledger.first_broken(noura) is None


def test_erase_empties_the_notes_of_the_team(noura):
    note = Note.objects.create(case=noura, user=noura.owner, text="نورة غاضبة", written_at=NOW)

    erase_person("rabwa", "n@example.com", now=NOW)

    note.refresh_from_db()
    assert note.text == ""


def test_erase_removes_the_raw_mail(noura):
    path = Path(Mention.objects.get().raw.path)
    assert path.exists()

    erase_person("rabwa", "n@example.com", now=NOW)

    assert not path.exists()


def test_erase_keeps_bytes_that_another_mention_still_needs(noura):
    other = people.mention(noura.source, raw=Mention.objects.get().raw.name)

    erase_person("rabwa", "n@example.com", now=NOW)

    assert Path(other.raw.path).exists()


def test_erase_of_a_stranger_touches_nobody(noura):
    assert erase_person("rabwa", "other@example.com", now=NOW) == 0
    assert erase_person("rabwa", "", now=NOW) == 0
    assert Mention.objects.get().text != ""


def test_erase_removes_the_files_that_went_out(noura, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    reply = Reply.objects.create(
        case=noura, user=noura.owner, source=noura.source, visibility="private", written_at=NOW
    )
    name = files.keep(b"OggS")
    Attachment.objects.create(reply=reply, name="a.ogg", size_bytes=4, sha256="0", file=name)

    erase_person("rabwa", "n@example.com", now=NOW)

    assert (Attachment.objects.count(), (tmp_path / name).exists()) == (0, False)
