import json

import pytest
from connectors.meta_calls import APP, NOW, call, greeting, plea, signed

from amends.connectors.platforms.meta.calls import changes_of, check, entries_of
from amends.connectors.platforms.meta.settings import App
from amends.connectors.protocol import BrokenPage, Call, Challenge, Refused
from amends.connectors.source_settings import parse_settings


OURS = parse_settings(App, APP)
PERSIAN = "سفارشم نرسید، نمی\u200cخواهم!"
ARABIC = "لم يصل طلبي 😡"


@pytest.mark.parametrize("words", ["plain", PERSIAN, ARABIC])
def test_the_bytes_are_checked_as_they_came(words):
    assert check(call({"text": words}), OURS) is None


@pytest.mark.parametrize("words", [PERSIAN, ARABIC])
def test_the_same_words_written_otherwise_are_another_call(words):
    genuine = call({"text": words})
    unescaped = json.dumps({"text": words}, ensure_ascii=False).encode()
    in_capitals = genuine.raw.replace(b"\\u06", b"\\U06").upper()

    assert b"\\u06" in genuine.raw
    for raw in (unescaped, in_capitals):
        assert isinstance(check(Call(raw, genuine.headers, NOW), OURS), Refused)


@pytest.mark.parametrize("secret", ["", "other"])
def test_another_secret_signs_nothing(secret):
    assert isinstance(check(signed(b"{}", secret), OURS), Refused)


def test_the_old_signature_is_not_enough():
    old = Call(b"{}", {"x-hub-signature": signed(b"{}").headers["x-hub-signature-256"]}, NOW)

    assert isinstance(check(old, OURS), Refused)


def test_the_greeting_is_answered_with_its_own_word():
    assert check(greeting(), OURS) == Challenge(b"1158201444")


@pytest.mark.parametrize("asked", [greeting("oak"), greeting(""), greeting(mode="unsubscribe")])
def test_a_strangers_greeting_is_refused(asked):
    assert isinstance(check(asked, OURS), Refused)


def test_without_a_word_of_ours_nobody_is_greeted():
    app = parse_settings(App, APP | {"verify_token": ""})

    assert isinstance(check(greeting(""), app), Refused)


def test_a_plea_to_be_forgotten_is_promised_and_kept_for_a_person():
    answer = check(plea({"user_id": "218471", "issued_at": 1}), OURS)
    told = json.loads(answer.body)

    assert (answer.content_type, answer.is_kept) == ("application/json", True)
    assert told["url"] == f"https://shop.example/forgotten?code={told['confirmation_code']}"
    assert len(told["confirmation_code"]) == 16


def test_the_same_person_gets_the_same_code():
    def code(who):
        return json.loads(check(plea(who), OURS).body)["confirmation_code"]

    assert code({"user_id": "1", "issued_at": 1}) == code({"user_id": "1", "issued_at": 2})
    assert len({code({"user_id": "1"}), code({"user_id": "2"}), code({})}) == 3


@pytest.mark.parametrize(
    "raw",
    [
        plea({"user_id": "1"}, secret="other").raw,
        plea({"user_id": "1"}).raw + b"x",
        b"signed_request=",
        b"signed_request=.",
        b"signed_request=a.b",
        b"signed_request=%ff.%00",
    ],
)
def test_a_forged_plea_is_refused(raw):
    assert isinstance(check(Call(raw, {}, NOW), OURS), Refused)


@pytest.mark.parametrize("given", ["", "our page", "javascript:alert(1)"])
def test_without_a_page_to_send_people_to_the_plea_is_refused(given):
    app = parse_settings(App, APP | {"privacy_page": given})

    assert isinstance(check(plea({"user_id": "1"}), app), Refused)


def test_the_code_joins_what_the_address_asks_already():
    page = parse_settings(App, APP | {"privacy_page": "https://shop.example/?p=7"})
    assert b"?p=7&code=" in check(plea({"user_id": "1"}), page).body


def test_a_plea_holds_no_entries():
    assert list(entries_of(plea({"user_id": "1"}), "page", "1")) == []


def test_only_what_is_told_of_our_account_is_read():
    told = call({"object": "page", "entry": [{"id": "1", "n": 1}, {"id": "2", "n": 2}]})

    assert [entry["n"] for entry in entries_of(told, "page", "2")] == [2]
    assert [entry["n"] for entry in entries_of(told, "page", "")] == [1, 2]
    assert list(entries_of(told, "instagram", "2")) == []


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"\xff", b'{"object":"page","entry":{}}'])
def test_what_cannot_be_read_is_a_broken_page(raw):
    with pytest.raises(BrokenPage):
        list(entries_of(signed(raw), "page", "1"))


def test_changes_stand_in_the_entry_or_are_it():
    change = {"field": "comments", "value": {}}

    assert changes_of({"id": "1", "changes": [change]}) == [change]
    assert changes_of({"id": "1"} | change) == [{"id": "1"} | change]
    assert changes_of({"id": "1"}) == []
