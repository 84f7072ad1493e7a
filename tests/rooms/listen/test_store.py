from datetime import timedelta

import people
import pytest
from django.conf import settings
from people import NOW

from amends.casebook import search, vault
from amends.casebook.models import Attachment, Awaited, Mention
from amends.connectors import protocol
from amends.connectors.afterwards import FarFile
from amends.connectors.directness import Directness
from amends.connectors.protocol import (
    Batch,
    Deletion,
    Edit,
    Heard,
)
from amends.rooms.listen.store import fit, store


pytestmark = pytest.mark.django_db


def heard(external_id="1", text="لم يصل الطلب", **fields):
    values = {"said_at": NOW, "visibility": protocol.Visibility.PUBLIC, "author_id": "noura"}
    return Heard(external_id=external_id, text=text, **(values | fields))


@pytest.fixture
def shop():
    return people.source(people.brand())


def test_store_twice_changes_nothing(shop):
    page = Batch(mentions=(heard("1"), heard("2")), cursor="2")

    assert len(store(shop, page, now=NOW)) == 2
    assert store(shop, page, now=NOW + timedelta(hours=1)) == []
    assert set(Mention.objects.values_list("external_id", "heard_at")) == {
        ("1", NOW),
        ("2", NOW),
    }


def test_same_id_twice_on_one_page_is_one_mention(shop):
    assert len(store(shop, Batch(mentions=(heard("1"), heard("1"))), now=NOW)) == 1


def test_same_id_at_two_sources_is_two_mentions(shop):
    store(shop, Batch(mentions=(heard("1"),)), now=NOW)
    store(people.source(shop.brand, "fake_link"), Batch(mentions=(heard("1"),)), now=NOW)

    assert Mention.objects.count() == 2


def test_cursor_and_rotated_secret_move_with_the_page(shop):
    shop.settings = vault.seal({"token": "old", "world": "w"})
    shop.save()

    store(shop, Batch(mentions=(heard(),), cursor="c1", secrets={"token": "new"}), now=NOW)

    shop.refresh_from_db()
    assert shop.cursor == "c1"
    assert vault.unseal(shop.settings) == {"token": "new", "world": "w"}


def test_cursor_stays_when_the_page_cannot_be_stored(shop):
    broken = heard("2", visibility=None)

    with pytest.raises(AttributeError):
        store(shop, Batch(mentions=(heard("1"), broken), cursor="2"), now=NOW)

    shop.refresh_from_db()
    assert (shop.cursor, Mention.objects.count()) == ("", 0)


def test_nul_and_lone_surrogates_are_dropped_everywhere(shop):
    odd = heard("a\0b", "x\0y\ud800z", author_name="n\0", data={"to": ["a\0"]})

    store(shop, Batch(mentions=(odd,)), now=NOW)

    row = Mention.objects.get()
    assert (row.external_id, row.text, row.author.name, row.data) == (
        "ab",
        "xyz",
        "n",
        {"to": ["a"]},
    )


@pytest.mark.parametrize(("length", "is_kept"), [(500, True), (501, False)])
def test_id_longer_than_its_column_becomes_a_digest(length, is_kept):
    assert (fit("9" * length) == "9" * length) == is_kept
    assert len(fit("9" * length)) <= 500


def test_raw_bytes_are_kept_as_they_came(shop):
    store(shop, Batch(mentions=(heard(raw=b"From: x\r\n\r\n\xff"),)), now=NOW)

    with Mention.objects.get().raw.open("rb") as raw:
        assert raw.read() == b"From: x\r\n\r\n\xff"


def test_attachment_lands_outside_the_web_root(shop):
    file = protocol.Attachment("../../.htaccess", "text/plain", b"deny")

    store(shop, Batch(mentions=(heard(attachments=(file,)),)), now=NOW)

    row = Attachment.objects.get()
    assert row.file.path.startswith(str(settings.MEDIA_ROOT))
    assert "htaccess" not in row.file.path
    assert row.size_bytes == 4


def test_edit_is_heard_and_read_again_and_is_an_entry(shop):  # S4d-16
    store(shop, Batch(mentions=(heard("1"),)), now=NOW)
    case = people.case(shop.brand, at=shop)
    Mention.objects.update(case=case, state="triaged")

    store(shop, Batch(edits=(Edit("1", "وصل مكسور", NOW),)), now=NOW)
    store(shop, Batch(edits=(Edit("1", "وصل مكسور", NOW),)), now=NOW)

    row = Mention.objects.get()
    assert (row.text, row.state, row.edited_at) == ("وصل مكسور", "heard", NOW)
    assert [entry.kind for entry in case.entries.all()] == ["mention_edited"]


def test_edit_changes_the_stars_and_the_title_too(shop):
    store(shop, Batch(mentions=(heard("1", data={"rating": 1, "site": "x"}),)), now=NOW)
    edit = Edit("1", heard().text, NOW, "بعد الإصلاح", {"rating": 4})

    store(shop, Batch(edits=(edit,)), now=NOW)

    row = Mention.objects.get()
    assert (row.subject, row.data) == ("بعد الإصلاح", {"rating": 4, "site": "x"})
    assert (row.text, row.edited_at) == (heard().text, NOW)


def test_edit_that_changes_nothing_is_none(shop):
    store(shop, Batch(mentions=(heard("1", subject="a"),)), now=NOW)

    store(shop, Batch(edits=(Edit("1", heard().text, NOW),)), now=NOW)

    assert Mention.objects.values_list("subject", "edited_at").get() == ("a", None)


def test_deletion_drops_the_files_too(shop, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    file = protocol.Attachment("a.txt", "text/plain", b"bytes")
    late = FarFile("k", "b.png")
    store(shop, Batch((heard("1", attachments=(file,), afterwards=(late,)),)), now=NOW)

    store(shop, Batch(deletions=(Deletion("1", NOW),)), now=NOW)

    assert not Attachment.objects.exists()
    assert not Awaited.objects.exists()
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []


def test_deletion_drops_the_words_and_keeps_the_skeleton(shop):
    store(shop, Batch(mentions=(heard("1"),)), now=NOW)
    mention = Mention.objects.get()
    search.index(mention.pk, mention.text)

    store(shop, Batch(deletions=(Deletion("1", NOW),)), now=NOW)

    mention.refresh_from_db()
    assert (mention.text, mention.deleted_at) == ("", NOW)
    assert search.find("الطلب", [shop.brand_id]) == []


def test_our_own_post_coming_back_is_not_heard_as_a_customers(shop):
    case = people.case(shop.brand, at=shop)
    case.deliveries.create(
        source=shop,
        visibility="public",
        text="x",
        not_before=NOW,
        external_id="9",
        state="sent",
    )

    store(shop, Batch(mentions=(heard("9"), heard("10"))), now=NOW)

    assert dict(Mention.objects.values_list("external_id", "is_ours")) == {
        "9": True,
        "10": False,
    }


def test_nobody_says_something_without_becoming_one_author(shop):
    store(shop, Batch(mentions=(heard("1", author_id=""), heard("2", author_id=""))), now=NOW)

    assert list(Mention.objects.values_list("author", flat=True)) == [None, None]


def mail(fingerprint, text="x"):
    return heard("<same@device>", text, data={"fingerprint": fingerprint})


def test_two_mails_with_one_message_id_are_both_kept(shop):
    store(shop, Batch(mentions=(mail("f1", "one"),)), now=NOW)
    store(shop, Batch(mentions=(mail("f2", "two"),)), now=NOW)
    store(shop, Batch(mentions=(mail("f2", "two"), mail("f1", "one"))), now=NOW)

    assert sorted(Mention.objects.values_list("text", flat=True)) == ["one", "two"]


def test_two_mails_with_one_message_id_on_one_page_are_both_kept(shop):
    store(shop, Batch(mentions=(mail("f1"), mail("f2"), mail("f1"))), now=NOW)

    assert sorted(Mention.objects.values_list("external_id", flat=True)) == [
        "<same@device>",
        "<same@device>#f2",
    ]


@pytest.mark.parametrize(
    ("kind", "fields", "directness"),
    [
        ("fake_public", {}, "direct"),
        ("fake_public", {"data": {"is_indirect": True}}, "found"),
        ("fake_public", {"directness": Directness.OVERHEARD}, "overheard"),
        ("feed", {}, "overheard"),
        ("feed", {"directness": Directness.DIRECT}, "direct"),
        ("feed", {"visibility": protocol.Visibility.PRIVATE}, "direct"),
        ("feed", {"is_ours": True}, "direct"),
        ("google_alerts", {}, "found"),
    ],
)
def test_what_came_to_us_is_told_from_what_was_found_s4b_02(kind, fields, directness):
    at = people.source(people.brand(), kind)

    store(at, Batch(mentions=(heard(**fields),)), now=NOW)

    assert Mention.objects.get().directness == directness
