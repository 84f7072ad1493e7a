import people
import pytest
from people import NOW

from amends.casebook.models import Correction, Mention
from amends.language.corpus import read_corpus
from amends.rooms.understand import corrected, lessons, service
from amends.rooms.understand.reading import lessons_file


pytestmark = pytest.mark.django_db
WORDS = ("where did the zorkbot go", "zorkbot is all I say to you", "again the zorkbot")


@pytest.fixture
def user():
    return people.person("Dina")


def correct(shop, user, text, **fields):
    mention = people.mention(shop, text)
    service.run(NOW)
    for field, value in fields.items():
        Correction.objects.create(
            mention=mention, user=user, field=field, value=value, corrected_at=NOW
        )
    return mention


def test_rows_hold_only_what_was_corrected(user):
    shop = people.source(people.brand())
    mention = correct(shop, user, "وين طلبي", threat=True, severity=4)
    Correction.objects.create(
        mention=mention, user=user, field="severity", value=2, corrected_at=NOW
    )

    assert corrected.rows() == [
        {
            "group": f"m{mention.pk}",
            "text": "وين طلبي",
            "lang": "ar",
            "threat": True,
            "severity": 2,
        }
    ]


def test_rows_leave_out_words_that_were_erased(user):
    mention = correct(people.source(people.brand()), user, "it broke", threat=True)
    Mention.objects.filter(pk=mention.pk).update(text="", subject="")

    assert corrected.rows() == []


def test_learn_needs_enough_corrections(user, tmp_path, monkeypatch):
    monkeypatch.setenv("AMENDS_HOME", str(tmp_path))
    correct(people.source(people.brand()), user, "it broke", threat=True)

    assert corrected.learn() is None
    assert not lessons_file().exists()


def test_learn_keeps_what_was_taught_and_goes_back(user, tmp_path, monkeypatch):
    monkeypatch.setenv("AMENDS_HOME", str(tmp_path))
    shop = people.source(people.brand())
    for at in range(corrected.FEWEST + 5):
        correct(shop, user, f"{WORDS[at % 3]} {at}", threat=True)

    some = [row for at, row in enumerate(read_corpus()) if not at % 10]
    outcome = corrected.learn(some)

    assert outcome is not None
    assert outcome.is_better
    assert len(lessons.load(lessons_file()).keys) > 0
    assert corrected.go_back()
    assert not lessons_file().exists()
    assert not corrected.go_back()


def test_go_back_brings_the_lessons_before(tmp_path, monkeypatch):
    monkeypatch.setenv("AMENDS_HOME", str(tmp_path))
    lessons_file().parent.mkdir()
    lessons_file().write_bytes(b"new")
    corrected.earlier(lessons_file()).write_bytes(b"old")

    assert corrected.go_back()
    assert lessons_file().read_bytes() == b"old"
