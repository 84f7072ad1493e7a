import people
import pytest
from people import NOW

from amends.casebook.models import Hit, Lesson, Mention, Monitor
from amends.language.naming.relevance import LINE
from amends.rooms.understand import service


pytestmark = pytest.mark.django_db
PALM_TREES = "غرسنا عشر فسائل نخيل في الحديقة أمس"
THE_SHOP = "طلبت من متجر نخيل قبل أسبوع والطلب ما وصل ولا أحد يرد"
NOTHING = "الجو جميل اليوم في الرياض"
RANT = "نخيل أسوأ تجربة في حياتي، لا أنصح أحدًا بهم"
FIRE = "شاحن نخيل انفجر واحترق في غرفة الأطفال وكاد يحرق البيت"


@pytest.fixture
def brand():
    return people.brand()


def watch(brand, *words, **fields):
    words = list(words) or ["نخيل", "متجر نخيل"]
    return Monitor.objects.create(
        brand=brand, name="palms", names=words[:1], words=words, **fields
    )


def heard(brand, text, *, directness="overheard", at=None, **fields):
    place = at or people.source(brand, "feed")
    mention = people.mention(place, text, directness=directness, **fields)
    service.run(NOW)
    return Hit.objects.filter(mention=mention).first()


def test_shop_is_told_from_an_ordinary_word(brand):
    palms = watch(brand)

    shop, trees, nothing = (heard(brand, text) for text in (THE_SHOP, PALM_TREES, NOTHING))

    assert (shop.state, trees.state, nothing.state) == ("us", "maybe", "none")
    assert shop.relevance >= LINE > trees.relevance
    assert (shop.monitor, trees.monitor, nothing.monitor) == (palms, palms, None)
    assert [THE_SHOP[start:end] for start, end in shop.spans] == ["متجر نخيل"]
    assert shop.because[0][0] in {"whole_name", "commerce"}


def test_what_was_said_to_us_is_not_asked_about(brand):
    watch(brand)

    assert heard(brand, PALM_TREES, directness="direct") is None


@pytest.mark.parametrize("fields", [{"is_ours": True}, {"automatic": "list"}])
def test_our_own_words_and_machines_are_not_asked_about(brand, fields):
    watch(brand)

    assert heard(brand, PALM_TREES, **fields) is None


def test_brand_that_listens_for_nothing_has_no_hits(brand):
    watch(brand, is_enabled=False)
    watch(people.brand("other"))

    assert heard(brand, THE_SHOP) is None


def test_text_that_a_search_found_waits_even_without_the_name(brand):
    watch(brand)

    assert heard(brand, NOTHING, directness="found").state == "maybe"


def test_name_in_the_title_counts_and_marks_nothing_in_the_text(brand):
    watch(brand)

    hit = heard(brand, "الطلب ما وصل والخدمة سيئة", subject="تجربتي مع متجر نخيل")

    assert (hit.state, hit.spans) == ("us", [])


@pytest.mark.parametrize(("languages", "state"), [(["ar"], "us"), ([], "us"), (["fa"], "none")])
def test_monitor_listens_in_its_languages(brand, languages, state):
    watch(brand, languages=languages)

    assert heard(brand, THE_SHOP).state == state


def test_monitor_listens_at_its_places(brand):
    here, there = people.source(brand, "feed"), people.source(brand, "feed")
    watch(brand).sources.add(here)

    assert heard(brand, THE_SHOP, at=here).state == "us"
    assert heard(brand, THE_SHOP, at=there).state == "none"


@pytest.mark.parametrize(("text", "state"), [(PALM_TREES, "maybe"), (RANT, "us")])
def test_complaint_that_names_no_matter_has_to_be_a_sure_one(brand, text, state):
    watch(brand)

    assert heard(brand, text).state == state


def test_excluded_word_silences_one_monitor(brand):
    watch(brand, excluded_words=["الرياض"])
    lamps = watch(brand, "lampland")

    assert heard(brand, THE_SHOP + " في الرياض").state == "none"
    assert heard(brand, "my order from lampland to الرياض").monitor == lamps


def test_own_word_makes_an_ordinary_word_ours(brand):
    monitor = watch(brand)
    assert heard(brand, PALM_TREES).state == "maybe"

    Monitor.objects.filter(pk=monitor.pk).update(own_words=["الحديقة"])

    assert heard(brand, PALM_TREES).state == "us"


def test_where_somebody_may_come_to_harm_a_name_is_enough(brand):
    watch(brand)
    Lesson.objects.create(
        brand=brand, yes=20, no=20, by_sign={"complaint": [0, 20]}, taught_at=NOW
    )

    hit = heard(brand, FIRE)

    assert hit.mention.analysis.severity == 5
    assert hit.state == "us"


def test_answers_move_what_comes_next(brand):
    watch(brand)
    before = heard(brand, THE_SHOP).relevance
    Lesson.objects.create(
        brand=brand, yes=10, no=10, by_sign={"name:متجر نخيل": [0, 10]}, taught_at=NOW
    )

    assert heard(brand, THE_SHOP).relevance < before


def test_changed_words_are_judged_anew_unless_a_person_answered(brand):
    watch(brand)
    first, second = heard(brand, PALM_TREES), heard(brand, PALM_TREES)
    Hit.objects.filter(pk=second.pk).update(state="no")

    Mention.objects.update(text=THE_SHOP, state="heard")
    service.run(NOW)

    assert Hit.objects.get(pk=first.pk).state == "us"
    assert Hit.objects.get(pk=second.pk).state == "no"
