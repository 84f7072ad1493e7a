import json
from datetime import UTC, datetime

import pytest

from amends.connectors.directness import Directness
from amends.connectors.network.signatures import sign
from amends.connectors.protocol import BrokenPage, Call, Deletion, Edit, Refused, Visibility
from amends.connectors.registry import CONNECTORS
from amends.connectors.source_settings import SettingsError
from amends.connectors.webhook import Settings, Webhook


NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
SECRET = "an invented secret"
MESSAGE = {"id": "7", "text": "دیر رسید"}


def receive(payload, **settings):
    call = Call(json.dumps(payload).encode(), {}, NOW)
    return Webhook(Settings(secret=SECRET, **settings)).receive(call)


def heard(payload, **settings):
    (one,) = receive(payload, **settings).mentions
    return one


def test_a_message_needs_no_mapping_where_it_uses_our_names():
    one = heard(
        MESSAGE
        | {
            "title": "Late",
            "author": "Noura",
            "handle": "@noura",
            "author_id": 9007199254740993,
            "said_at": "2026-11-20T12:30:00+03:30",
            "url": "https://shop.example/reviews/7",
            "thread": "t1",
            "parent": "6",
            "rating": "2/5",
            "reach": "1,200",
            "site": "shop.example",
            "order": "1001",
            "language": "fa",
        }
    )

    assert (one.external_id, one.text, one.subject) == ("7", "دیر رسید", "Late")
    assert (one.author_id, one.author_name, one.author_handle) == (
        "9007199254740993",
        "Noura",
        "@noura",
    )
    assert one.said_at == datetime(2026, 11, 20, 9, tzinfo=UTC)
    assert (one.url, one.thread, one.parents) == (
        "https://shop.example/reviews/7",
        "t1",
        ("6",),
    )
    assert one.data == {
        "order": "1001",
        "language": "fa",
        "site": "shop.example",
        "reach": 1200,
        "rating": 2.0,
    }
    assert one.visibility is Visibility.PUBLIC


def test_words_are_found_where_the_operator_said():
    payload = {"event": {"blocks": [{"words": "a"}, {"words": "b"}], "who": {"name": "Sara"}}}

    one = heard(payload, items="event", fields=("text = blocks.*.words", "author=who.name"))

    assert (one.text, one.author_name, one.author_id) == ("a\nb", "Sara", "Sara")


@pytest.mark.parametrize(
    ("payload", "items", "count"),
    [
        (MESSAGE, "", 1),
        ([MESSAGE, MESSAGE | {"id": "8"}], "", 2),
        ({"data": {"list": [MESSAGE, "no object", None]}}, "data.list", 1),
        ({"entry": [{"all": [MESSAGE]}, {"all": [MESSAGE]}]}, "entry.*.all", 2),
        ({"data": {}}, "data.list", 0),
        ({"id": "9", "title": "only a title"}, "", 1),
        ({"id": "9", "rating": 1}, "", 1),
        ({"id": "9", "author": "nobody said a word"}, "", 0),
    ],
)
def test_one_message_or_many(payload, items, count):
    assert len(receive(payload, items=items).mentions) == count


def test_stars_without_words_are_heard():
    assert (heard({"id": "9", "rating": 1}).text, heard({"id": "9", "rating": 1}).data) == (
        "",
        {"rating": 1.0},
    )


def test_without_an_id_the_same_words_are_one_message():
    first, again = heard({"text": "a", "at": 1}), heard({"at": 1, "text": "a"})

    assert first.external_id == again.external_id
    assert first.external_id != heard({"text": "a", "at": 2}).external_id


@pytest.mark.parametrize(
    ("said_at", "moment"),
    [
        (1763902800, datetime(2025, 11, 23, 13, tzinfo=UTC)),
        (1763902800.5, datetime(2025, 11, 23, 13, tzinfo=UTC)),
        (1763902800000, datetime(2025, 11, 23, 13, tzinfo=UTC)),
        ("۱۴۰۵/۰۸/۲۹", datetime(2026, 11, 20, tzinfo=UTC)),
        ("yesterday", NOW),
        (None, NOW),
        ("2031-01-01", NOW),
    ],
)
def test_times_in_every_form(said_at, moment):
    assert heard(MESSAGE | {"said_at": said_at}).said_at == moment


def test_changed_words_are_an_edit_once():
    changed = MESSAGE | {"said_at": "2026-11-20", "edited_at": "2026-11-21"}

    assert receive(changed).edits == (
        Edit("7", "دیر رسید", datetime(2026, 11, 21, tzinfo=UTC)),
    )
    assert receive(changed | {"edited_at": "2026-11-20"}).edits == ()
    assert receive(changed | {"edited_at": ""}).edits == ()


@pytest.mark.parametrize(
    ("deleted", "gone"),
    [
        (True, True),
        ("2026-11-20", True),
        (1, True),
        (False, False),
        ("False", False),
        (0, False),
        (None, False),
    ],
)
def test_what_was_taken_back_is_a_deletion(deleted, gone):
    batch = receive(MESSAGE | {"deleted": deleted})

    assert batch.deletions == ((Deletion("7", NOW),) if gone else ())
    assert len(batch.mentions) == (0 if gone else 1)


def test_what_has_no_id_cannot_be_taken_back():
    assert receive({"text": "a", "deleted": True}).deletions == ()


def test_an_address_tells_people_apart_better_than_a_name():
    one = heard(MESSAGE | {"author": "Ali", "email": "ali@a.example", "phone": "۰۹۱۲"})

    assert (one.author_id, one.author_email, one.author_phone) == ("", "ali@a.example", "0912")


def test_our_own_words_come_back_as_ours():
    assert heard(MESSAGE | {"author": "nakheel"}, own_names=("Nakheel",)).is_ours
    assert not heard(MESSAGE | {"author": "noura"}, own_names=("Nakheel",)).is_ours


def test_html_becomes_text_where_the_operator_says_so():
    html = MESSAGE | {"text": "<p>late &amp; broken</p>", "title": "<b>x</b>"}

    assert heard(html).text == "<p>late &amp; broken</p>"
    assert (heard(html, is_html=True).text, heard(html, is_html=True).subject) == (
        "late & broken",
        "x",
    )


def test_a_link_that_leads_to_no_page_is_none():
    assert heard(MESSAGE | {"url": "javascript:alert(1)"}).url == ""


@pytest.mark.parametrize("given", ["sha256={}", "{}"])
@pytest.mark.parametrize("form", ["hex", "base64"])
def test_a_signature_is_known_in_each_form(given, form):
    shown = given.format(sign(SECRET, b"{}", form=form))
    hook = Webhook(Settings(secret=SECRET))

    assert hook.check(Call(b"{}", {"x-signature": shown}, NOW)) is None


@pytest.mark.parametrize(
    ("shown", "passes"),
    [
        (SECRET, True),
        (f"Bearer {SECRET}", True),
        (f"bearer {SECRET}", True),
        ("Bearer", False),
        ("", False),
        (SECRET[:-1], False),
        (sign(SECRET, b"{}"), False),
    ],
)
def test_a_secret_is_shown_whole(shown, passes):
    hook = Webhook(Settings(secret=SECRET, proof="secret", header="X-Token"))
    answer = hook.check(Call(b"{}", {"x-token": shown}, NOW))

    assert (answer is None) is passes
    assert passes or (isinstance(answer, Refused) and answer.status == 401)


def test_a_body_that_is_no_json_is_a_broken_page():
    with pytest.raises(BrokenPage, match="JSON"):
        Webhook(Settings(secret=SECRET)).receive(Call(b"a=b", {}, NOW))


@pytest.mark.parametrize("lines", [["nonsense"], ["text ="], ["colour = red"]])
def test_a_line_that_names_no_field_is_refused(lines):
    with pytest.raises(SettingsError) as refusal:
        CONNECTORS["webhook"].build({"secret": SECRET, "fields": lines})

    assert list(refusal.value.problem_by_setting) == ["fields"]


@pytest.mark.parametrize(("addressed", "found"), [("us", None), ("anybody", Directness.FOUND)])
def test_what_another_tool_found_was_not_said_to_us(addressed, found):
    assert heard(MESSAGE, addressed=addressed).directness is found
