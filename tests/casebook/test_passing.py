from amends.casebook import passing


def test_words_pass_until_they_were_read():
    passing.hand_on(1, "a", "words")

    assert (passing.words_of(1, "a"), passing.words_of(2, "a")) == ("words", "")
    passing.let_go(1, "a")
    passing.let_go(1, "a")
    assert passing.words_of(1, "a") == ""


def test_only_so_many_wait():
    for number in range(passing.MOST + 1):
        passing.hand_on(9, str(number), "words")

    assert (passing.words_of(9, "0"), passing.words_of(9, "1")) == ("", "words")
