import people
import pytest

from amends.casebook.models import Analysis, Author
from amends.rooms.respond import rules
from amends.rooms.respond.draft import Draft


def draft(shop, case, text, visibility="public", **fields):
    return Draft(
        case, text, shop.bob, visibility, people.NOW, fields.pop("reasons", {}), **fields
    )


def codes(one):
    return [found.code for found in one.review.findings]


def test_good_words_have_nothing_against_them(shop, good):
    one = draft(shop, shop.case(), good["ar"])

    assert (one.review.verdict, one.count.value, one.door.value) == ("send", "allowed", "api")


def test_private_words_are_not_counted(shop, good):
    assert draft(shop, shop.case(shop.private), good["ar"], "private").count.because == ()


@pytest.mark.parametrize(
    ("at", "visibility", "code"),
    [("private", "public", "no_public_door"), ("link", "private", "no_private_door")],
)
def test_missing_door_is_a_finding_that_blocks(shop, good, at, visibility, code):
    case = shop.case(getattr(shop, at))
    shop.private.is_enabled = at == "private"
    shop.private.save()
    one = draft(shop, case, good["ar"], visibility)

    assert (one.review.verdict, codes(one)[0]) == ("block", code)


def test_words_that_are_not_reviewed_never_pass(shop, good):
    most = draft(shop, shop.case(shop.private), f"{good['ar']} {'1' * 400_000}", "private")

    assert (most.review.verdict, codes(most)[0]) == ("block", "longer_than_reviewed")
    assert (
        max(one.end for one in most.review.findings if one.code != "longer_than_reviewed")
        <= 20_000
    )


def test_finding_speaks_the_language_of_the_writer(shop, good):
    shop.bob.language = "fa"
    one = draft(shop, shop.case(), good["ar"], "private")

    found = next(one for one in one.review.findings if one.code == "private_first")
    assert (
        found.because == "او در جمع شکایت کرده و هنوز کسی پاسخ ما را ندیده است. (S4b-16, C-03)"
    )


def analysed(mention, **fields):
    return Analysis.objects.create(
        mention=mention, lang="ar", complaint_probability=0.5, sentiment=-1,
        sentiment_score=-1, severity=1, anger=3, **fields,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("is_complaint", "standing", "warned"),
    [(False, "unknown", True), (False, "customer", False), (True, "unknown", False)],
)
def test_insult_without_a_complaint_warns(shop, good, is_complaint, standing, warned):  # C-10
    Author.objects.filter(pk=shop.noura.pk).update(standing=standing)
    shop.noura.refresh_from_db()
    case = shop.case()
    analysed(case.mentions.get(), insult_to_person=True, is_complaint=is_complaint)

    assert ("insult_only" in codes(draft(shop, case, good["ar"]))) is warned


def test_exception_of_an_agent_is_none(shop, good):
    case = shop.case()
    one = draft(shop, case, good["ar"], exception="x")
    one.__dict__["given"] = 2

    assert one.count.value == rules.REFUSED
