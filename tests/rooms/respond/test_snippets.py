import people
import pytest
from replies import because, send

from amends.casebook.errors import NotAllowed, Refused
from amends.casebook.models import Snippet
from amends.rooms.respond import snippets
from amends.rooms.respond.snippets import drop_snippet, keep_snippet, snippets_for


HOURS = {"ar": "نعمل من ٩ صباحًا إلى ٦ مساءً.", "en": "Open from 9 am to 6 pm."}


def keep(shop, name="Hours", texts=HOURS, user=None, **fields):
    return keep_snippet(shop.brand, name, texts, user=user or shop.brand.owner, **fields)


def test_fact_is_offered_in_the_languages_it_has(shop):
    keep(shop)

    assert snippets_for(shop.brand, "ar") == [("Hours", HOURS["ar"])]
    assert snippets_for(shop.brand, "fa") == []
    assert snippets_for(people.brand("other"), "ar") == []


def test_fact_is_changed_and_taken_away(shop):
    row = keep(shop)

    keep(shop, "Opening", {"fa": "ساعت ۹ تا ۱۸"}, pk=row.pk)
    row.refresh_from_db()
    assert (row.name, row.en, row.fa) == ("Opening", "", "ساعت ۹ تا ۱۸")

    drop_snippet(shop.brand, row.pk, user=shop.brand.owner)
    assert Snippet.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "texts", "code"),
    [
        ("", HOURS, "snippet_empty"),
        ("Hours", {"en": " "}, "snippet_empty"),
        ("There", HOURS, "snippet_twice"),
        ("Sorry", {"fa": "متأسفیم که دیر شد."}, "snippet_finished"),
    ],
)
def test_what_is_no_fact_is_refused(shop, name, texts, code):
    keep(shop, "There")

    with pytest.raises(Refused) as refused:
        keep(shop, name, texts)

    assert because(refused) == (code,)


def test_reply_that_went_out_is_no_fact(shop, good):  # C-21
    send(shop, shop.case(), good["ar"])

    with pytest.raises(Refused) as refused:
        keep(shop, texts={"ar": good["ar"]})

    assert "snippet_sent_before" in because(refused)


def test_only_so_many_facts_are_kept(shop, monkeypatch):
    monkeypatch.setattr(snippets, "MOST", 1)
    row = keep(shop)

    keep(shop, "Still one", pk=row.pk)
    with pytest.raises(Refused) as refused:
        keep(shop, "Another")

    assert because(refused) == ("too_many_snippets",)


def test_only_who_sets_up_keeps_facts_and_only_his_own_brands(shop):
    row = keep(shop)
    other = people.brand("other")

    with pytest.raises(NotAllowed):
        keep(shop, "Mine", user=shop.bob)
    with pytest.raises(NotAllowed):
        drop_snippet(shop.brand, row.pk, user=other.owner)
    with pytest.raises(Refused):
        keep_snippet(other, "Theirs", HOURS, user=other.owner, pk=row.pk)
    with pytest.raises(Refused):
        drop_snippet(other, row.pk, user=other.owner)
