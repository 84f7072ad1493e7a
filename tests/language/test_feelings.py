from amends.language.feelings import TABLE, feeling_examples


def test_a_word_is_taught_alone_and_its_denial_means_the_opposite(tmp_path):
    path = tmp_path / "feelings.toml"
    path.write_text(
        '[en.good]\ncan_be_denied = "fine"\nsaid = "thank you"\n'
        '[en.bad]\ncan_be_denied = ""\nsaid = "avoid"\n[en.denials]\nwords = "not / never"\n',
        encoding="utf-8",
    )

    sides = {one.text: one.labels["side"] for one in feeling_examples(path)}

    assert (sides["fine"], sides["not fine"], sides["thank you"], sides["avoid"]) == (
        1,
        0,
        1,
        0,
    )


def test_the_table_teaches_three_languages_and_no_complaint():
    found = list(feeling_examples())

    assert {one.source for one in found} == {"feelings en", "feelings ar", "feelings fa"}
    assert {head for one in found for head in one.labels} == {"negative", "positive", "side"}
    assert TABLE.exists()
