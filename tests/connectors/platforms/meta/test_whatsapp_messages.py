import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from amends.connectors.afterwards import Became, FarFile, Fate
from amends.connectors.platforms.meta.whatsapp_messages import parse_value, words_of
from amends.connectors.protocol import BrokenPage, Deletion, Edit


NUMBER, PHONE, KEY = "1122334455667", "966500000007", "SA.13491208655302741918aB"
AT = datetime.fromtimestamp(1795000000, UTC)
REAL = Path(os.environ["AMENDS_SHARED"]) / "fixtures/whatsapp-pywa"
NOURA = {"profile": {"name": "نورا"}, "wa_id": PHONE, "user_id": KEY}


def message(**change):
    plain = {"id": "wamid.1", "timestamp": "1795000000", "from": PHONE, "type": "text"}
    return plain | {"text": {"body": "لم يصل طلبي"}} | change


def tell(*messages, contacts=(NOURA,), number=NUMBER, **more):
    metadata = {"display_phone_number": "966500000001", "phone_number_id": NUMBER}
    value = {"metadata": metadata, "contacts": list(contacts), "messages": list(messages)}
    return parse_value(value | more, number)


def hear(**change):
    [heard] = tell(message(**change)).mentions
    return heard


def test_a_message_is_heard_with_all_that_names_its_writer():
    heard = hear(context={"from": "966500000001", "id": "wamid.0"})

    assert (heard.external_id, heard.text, heard.said_at) == ("wamid.1", "لم يصل طلبي", AT)
    assert (heard.author_id, heard.author_name, heard.author_phone) == (
        KEY,
        "نورا",
        f"+{PHONE}",
    )
    assert (heard.thread, heard.parents, heard.visibility) == (PHONE, ("wamid.0",), "private")
    assert (heard.author_handle, heard.is_ours, heard.data) == ("", False, {})


def test_who_hides_his_number_is_known_by_his_id_and_name():
    hidden = {"profile": {"name": "Noura", "username": "noura.k"}, "user_id": KEY}
    bare = message(from_user_id=KEY)
    del bare["from"]

    [heard] = tell(bare, contacts=[hidden]).mentions

    assert (heard.author_id, heard.author_handle, heard.author_phone) == (KEY, "@noura.k", "")
    assert heard.thread == KEY


def test_before_there_were_ids_the_number_was_one():
    [heard] = tell(message(), contacts=[{"profile": {"name": "N"}, "wa_id": PHONE}]).mentions

    assert (heard.author_id, heard.author_phone) == (PHONE, f"+{PHONE}")


def test_without_contacts_the_message_names_its_writer():
    [heard] = tell(message(from_user_id=KEY), contacts=()).mentions

    assert (heard.author_id, heard.author_name, heard.thread) == (KEY, "", PHONE)


def test_among_several_each_message_finds_its_own_writer():
    other = {"profile": {"name": "Sara"}, "wa_id": "966500000008", "user_id": "SA.2"}

    told = tell(
        message(),
        message(id="wamid.2", **{"from": "966500000008"}),
        message(id="wamid.3", **{"from": "966500000009"}),
        contacts=[other, NOURA],
    )

    assert [one.author_name for one in told.mentions] == ["نورا", "Sara", ""]


def test_what_is_told_to_another_number_is_not_ours_to_hear():
    assert tell(message(), number="9").mentions == []
    assert parse_value({}, NUMBER).mentions == []


@pytest.mark.parametrize(
    ("kind", "held", "words"),
    [
        ("image", {"id": "9", "caption": "كسر"}, "كسر"),
        ("image", {"id": "9"}, "🖼"),
        ("voice", {"id": "9"}, "🎤"),
        ("audio", {"id": "9"}, "🎤"),
        ("video", {"id": "9"}, "🎬"),
        ("sticker", {"id": "9"}, "🙂"),
        ("document", {"id": "9", "filename": "فاکتور.pdf"}, "📄 فاکتور.pdf"),
        (
            "location",
            {"latitude": 24.7, "longitude": 46.6, "name": "Souq"},
            "📍 Souq 24.7,46.6",
        ),
        ("location", {"latitude": 24.7, "longitude": 46.6}, "📍 24.7,46.6"),
        (
            "contacts",
            [{"name": {"formatted_name": "Sara"}, "phones": [{"phone": "+966 5"}]}, {}],
            "👤 Sara +966 5\n👤",
        ),
        ("button", {"text": "نعم", "payload": "P"}, "نعم"),
        ("button", {"payload": "P"}, "P"),
        ("button", {}, "❔"),
        (
            "interactive",
            {"type": "button_reply", "button_reply": {"id": "1", "title": "Track it"}},
            "Track it",
        ),
        (
            "interactive",
            {"type": "list_reply", "list_reply": {"title": "Riyadh", "description": "North"}},
            "Riyadh\nNorth",
        ),
        (
            "interactive",
            {
                "type": "nfm_reply",
                "nfm_reply": {"response_json": '{"flow_token":"x","رضا":"2"}'},
            },
            "رضا: 2",
        ),
        ("interactive", {"type": "nfm_reply", "nfm_reply": {"body": "Sent"}}, "Sent"),
        ("interactive", {"type": "tomorrow"}, "❔"),
        ("interactive", {"type": "call_permission_reply", "call_permission_reply": {}}, ""),
        ("reaction", {"message_id": "wamid.0", "emoji": "😡"}, "😡"),
        ("reaction", {"message_id": "wamid.0"}, ""),
        (
            "order",
            {"text": "هذا", "product_items": [{"product_retailer_id": "A1", "quantity": 2}]},
            "هذا\n🛒 2 × A1",
        ),
        ("order", {}, "❔"),
        ("unsupported", {}, "❔"),
        ("hologram", {"anything": 1}, "❔"),
    ],
)
def test_every_kind_of_message_becomes_words(kind, held, words):
    assert words_of({"type": kind, kind: held}) == words


@pytest.mark.parametrize("kind", ["system", "request_welcome"])
def test_what_nobody_said_is_not_heard(kind):
    assert tell(message(type=kind)).mentions == []


def test_a_reaction_belongs_to_what_it_is_about():
    heard = hear(type="reaction", reaction={"message_id": "wamid.0", "emoji": "👍"})

    assert (heard.text, heard.parents, heard.data) == (
        "👍",
        ("wamid.0",),
        {"forms": ["reaction"]},
    )
    assert tell(message(type="reaction", reaction={"message_id": "wamid.0"})).mentions == []


def test_a_file_is_kept_by_its_id():
    image = {"id": "998877", "mime_type": "image/jpeg", "sha256": "abc", "caption": "see"}

    heard = hear(type="image", image=image)

    assert heard.data == {"forms": ["image"]}
    assert heard.afterwards == (FarFile("998877", "image"),)


@pytest.mark.parametrize(
    ("held", "files"),
    [
        ({"id": "9", "filename": "فاکتور.pdf"}, (FarFile("9", "فاکتور.pdf"),)),
        ({"filename": "فاکتور.pdf"}, ()),
        (None, ()),
    ],
)
def test_a_document_keeps_its_name(held, files):
    assert hear(type="document", document=held).afterwards == files


def test_what_whatsapp_could_not_hand_on_says_why():
    heard = hear(
        type="unsupported", errors=[{"code": 131051, "title": "Unsupported message type"}]
    )

    assert (heard.text, heard.problem) == ("❔", "Unsupported message type")


def test_edits_and_revocations_are_told():
    edit = {
        "original_message_id": "wamid.1",
        "message": {"type": "text", "text": {"body": "وصل"}},
    }
    told = tell(
        message(id="wamid.2", type="edit", edit=edit),
        message(id="wamid.3", type="revoke", revoke={"original_message_id": "wamid.1"}),
    )

    assert told.edits == [Edit("wamid.1", "وصل", AT)]
    assert (told.deletions, told.mentions) == ([Deletion("wamid.1", AT)], [])


def test_what_the_business_wrote_on_its_telephone_is_ours():
    echo = message(**{"from": "966500000001"}, to=PHONE, to_user_id=KEY)

    [heard] = tell(message_echoes=[echo]).mentions

    assert (heard.is_ours, heard.thread, heard.author_id) == (True, PHONE, NUMBER)


@pytest.mark.parametrize(
    ("status", "fates"),
    [
        ({"status": "sent"}, []),
        ({"status": "delivered"}, [Fate("wamid.1", Became.ARRIVED, AT)]),
        ({"status": "read"}, [Fate("wamid.1", Became.READ, AT)]),
        ({"status": "failed"}, [Fate("wamid.1", Became.FAILED, AT, "not_delivered")]),
        (
            {
                "status": "failed",
                "errors": [{"code": 131047, "title": "Re-engagement message"}],
            },
            [Fate("wamid.1", Became.FAILED, AT, "window_closed", "Re-engagement message")],
        ),
        (
            {"status": "failed", "errors": [{"code": 9}]},
            [Fate("wamid.1", Became.FAILED, AT, "not_delivered", "9")],
        ),
    ],
)
def test_what_became_of_a_message_we_sent(status, fates):
    told = tell(statuses=[{"id": "wamid.1", "timestamp": str(int(AT.timestamp()))} | status])

    assert (told.mentions, told.fates) == ([], fates)


@pytest.mark.parametrize(
    "broken",
    [
        {"timestamp": None},
        {"text": {}},
        {"type": "location", "location": {}},
        {"type": "interactive", "interactive": {"type": "nfm_reply", "nfm_reply": {"response_json": "{"}}},
        {"type": "revoke"},
        {"type": "image", "image": "x"},
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_a_broken_page(broken):
    with pytest.raises(BrokenPage):
        tell(message(**broken))


def recorded():
    for path in sorted(REAL.glob("*.json")) if REAL.exists() else ():
        for case, body in json.loads(path.read_text("utf-8")).items():
            if isinstance(body, dict):
                yield pytest.param(body, id=f"{path.stem}-{case}")


def values(body):
    for entry in body.get("entry", ()):
        yield from (change["value"] for change in entry["changes"])


@pytest.mark.skipif(not REAL.exists(), reason="the recorded calls of WhatsApp are not here")
@pytest.mark.parametrize("body", list(recorded()) or [{}])
def test_recorded_calls_are_read(body):
    for value in values(body):
        number = value.get("metadata", {}).get("phone_number_id", "")
        told = parse_value(value, number)
        known = {"messages", "message_echoes"} & value.keys()
        kinds = {one["type"] for name in known for one in value[name]}
        silent = kinds <= {"system", "request_welcome", "revoke", "edit"} or "calls" in value
        is_permission = "call_permission_reply" in json.dumps(value)
        assert bool(told.mentions) is not (silent or is_permission)
        assert all(one.author_id and one.thread for one in told.mentions)
