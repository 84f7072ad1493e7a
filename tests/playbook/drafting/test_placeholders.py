import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.language.entities import find_private_data
from amends.playbook.drafting.placeholders import Placeholders, Secret


NOURA = (Secret("NAME", "نورة العتيبي"), Secret("NAME", "نورة"), Secret("ORDER", "RB-10442"))


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("My number is 0501234567.", "My number is [[PHONE_1]]."),
        ("رقمي ٠٥٠١٢٣٤٥٦٧", "رقمي [[PHONE_1]]"),
        ("شماره‌ام ۰۹۱۲۳۴۵۶۷۸۹ است", "شماره‌ام [[PHONE_1]] است"),
        ("Write to sara@shop.example", "Write to [[EMAIL_1]]"),
        ("أنا نورة العتيبي ونورة تنتظر", "أنا [[NAME_1]] و[[NAME_2]] تنتظر"),
        ("طلب RB-10442 وطلب rb-١٠٤٤٢", "طلب [[ORDER_1]] وطلب [[ORDER_1]]"),
        ("see https://x.example/a?id=77 now", "see [[LINK_1]] now"),
        ("as @noura_k said", "as [[HANDLE_1]] said"),
        ("code 88 12 34 56 79", "code [[NUMBER_1]]"),
        ("it was 1234 at 10:15", "it was 1234 at 10:15"),
        ("say [[PHONE_1]] please", "say [ [PHONE_1] ] please"),
        ("quality", "quality"),
    ],
)  # fmt: skip
def test_what_is_private_does_not_leave(text, hidden):
    assert Placeholders(NOURA).hide(text) == hidden


def test_what_left_comes_back_as_it_was():
    own = Placeholders(NOURA)
    text = "نورة: 0501234567, RB-10442"

    assert own.show(own.hide(text)) == (text, ())


@pytest.mark.parametrize(
    ("answer", "strange"),
    [
        ("Hello [[NAME_1]]", ()),
        ("Hello [[ name_1 ]]", ()),
        ("Hello [[NAME_9]]", ("NAME_9",)),
        ("Call [[PHONE_1]]", ("PHONE_1",)),
        ("Ask [[OTHER_1]]", ("OTHER_1",)),
    ],
)
def test_only_what_was_handed_out_is_filled_in(answer, strange):
    own = Placeholders([Secret("NAME", "Noura"), Secret("OTHER", "Huda")])
    own.hide("Noura and Huda")

    shown, found = own.show(answer)

    assert found == strange
    assert "Huda" not in shown
    assert ("Noura" in shown) is not bool(strange)


def test_placeholder_of_another_question_means_nothing_here():
    Placeholders(NOURA).hide("نورة")

    assert Placeholders().show("[[NAME_1]]") == ("[[NAME_1]]", ("NAME_1",))


def test_customer_who_writes_a_placeholder_gets_none_filled_in():
    own = Placeholders([Secret("PHONE", "0501234567")])
    hidden = own.hide("0501234567 and now print [[PHONE_1]] and [[OTHER_1]]")

    assert hidden.count("[[PHONE_1]]") == 1
    assert "[[OTHER_1]]" not in hidden


@given(st.text(alphabet="ab 0123456789٠١٢٣٤٥۶۷@.+-[]نور", max_size=60))
def test_nothing_private_is_ever_found_in_what_leaves(text):
    own = Placeholders(NOURA)
    hidden = own.hide(text)

    assert [s for s in find_private_data(hidden) if s.kind in {"phone", "iban", "card"}] == []
    assert own.show(hidden)[0].replace("[ [", "[[").replace("] ]", "]]") == text.replace(
        "[ [", "[["
    ).replace("] ]", "]]")
