import pytest

from amends.playbook.other_tongues import is_in_other_script, speaks_another


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Простите, мы прислали вам сломанную лампу.", True),
        ("非常抱歉,我们给您寄了一盏破灯。", True),
        ("हम माफी चाहते हैं", True),
        ("סליחה ששלחנו לך מנורה שבורה", True),
        ("да", False),
        ("The lamp Дом is sold out until Thursday, sorry", False),
        ("نعتذر عن المصباح", False),
        ("🙏😢 12345", False),
        ("", False),
    ],
)
def test_other_script_is_told_from_a_name_in_it(text, expected):
    assert is_in_other_script(text) is expected


@pytest.mark.parametrize(
    "text",
    [
        "Wir entschuldigen uns, dass wir Ihnen eine kaputte Lampe geschickt haben.",
        "Nous sommes désolés",
        "C’est notre faute, vous la recevrez demain.",
        "¡Perdón! Te mandamos las dos agujas mañana.",
        "Het spijt ons dat we u een kapotte lamp hebben gestuurd.",
        "Vi beklager at vi sendte deg en ødelagt lampe.",
        "Przepraszamy, wysłaliśmy uszkodzoną lampę.",
        "Maaf, kami mengirim lampu yang rusak.",
        "Size kırık bir lamba gönderdiğimiz için özür dileriz.",
        "Pedimos desculpa, o seu candeeiro não chegou.",
        "Ci scusiamo, le abbiamo inviato una lampada rotta.",
    ],
)
def test_another_language_is_told_by_its_small_words(text):
    assert speaks_another(text)


@pytest.mark.parametrize(
    "text",
    [
        "We sent your sister the lamp from La Marzocco and El Greco, sorry.",
        "Return started. Black, size 10, reshipped, arrives Thursday.",
        "Café Zoë and Señor Muñoz are with you today.",
        "Lovely pillar though.",
        "ok",
        "la",
        "",
    ],
)
def test_english_with_foreign_names_is_english(text):
    assert not speaks_another(text)
