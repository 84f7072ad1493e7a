import pytest

from amends.playbook.sentences import arabic_or_persian, split


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("", []),
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("At 3.30 p.m. today", ["At 3.30 p.m. today"]),
        ("نعتذر؛ نرد الساعة ٦. شكرًا؟", ["نعتذر؛", "نرد الساعة ٦.", "شكرًا؟"]),
        ("line\nline", ["line", "line"]),
    ],
)
def test_text_is_cut_at_the_ends_of_sentences(text, pieces):
    found = split(text, "en")

    assert [s.text.strip() for s in found] == pieces
    assert all(text[slice(*s.span)] == s.text.strip() for s in found)


def test_sentence_carries_its_own_language():
    assert [s.lang for s in split("نعتذر. We are sorry.", "ar")] == ["ar", "en"]
    assert [s.lang for s in split("می‌فرستیم برای شما.", "en")] == ["fa"]


@pytest.mark.parametrize(
    ("text", "language"), [("این برای شما است", "fa"), ("هذا لك من المتجر", "ar")]
)
def test_languages_of_one_script_are_told_apart(text, language):
    assert arabic_or_persian(text) == language


def test_building_blocks_have_places_in_the_draft():
    _, second = split("Hello there. We are sorry.", "en")

    assert second.has("apology")
    assert list(second.spans("apology")) == [(20, 25)]
    assert list(second.spans("gift")) == []
