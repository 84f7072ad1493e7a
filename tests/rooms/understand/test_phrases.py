import pytest

from amends.rooms.understand.phrases import CUE_FIELDS, BadTable, clean, lexicon, read_lexicon


def table(tmp_path, text):
    path = tmp_path / "xx.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("lang", ["ar", "fa", "en"])
def test_lexicon_covers_every_field(lang):
    fields = {cue.field for cue, _ in lexicon(lang).phrases}

    assert fields == CUE_FIELDS - {"other"}


@pytest.mark.parametrize(
    "cue",
    [
        'field = "nonsense"\nwhy = "x"\nphrases = "a"',
        'field = "praise"\nwhy = ""\nphrases = "a"',
        'field = "praise"\nwhy = "x"\nphrases = " "',
        'field = "praise"\nwhy = "x"\nphrases = "a"\nwieght = 2',
    ],
)
def test_read_lexicon_names_file_and_row_of_a_bad_cue(tmp_path, cue):
    good = '[[cue]]\nfield = "praise"\nwhy = "x"\nphrases = "a"\n'

    with pytest.raises(BadTable, match=r"^xx\.toml, cue 2: "):
        read_lexicon(table(tmp_path, f"{good}[[cue]]\n{cue}\n"))


def test_read_lexicon_reads_choices_gaps_and_half_spaces(tmp_path):
    path = table(
        tmp_path,
        '[[cue]]\nfield = "negative"\nwhy = "x"\nphrases = "a|b ... c_d|e* / نمی‌شود"\n',
    )

    found = read_lexicon(path)

    lengths = {len(elements) for _, elements in found.phrases if "a" in elements[0].words}
    firsts = {word for _, elements in found.phrases for word in elements[0].words}
    assert lengths == {2, 3}
    assert firsts == {"a", "b", "نمي", "نميشود"}


def test_clean_folds_like_a_message():
    assert clean("Don’t") == "dont"
    assert clean("كيفيّة") == "كيفيه"
