from datetime import UTC, datetime

import pytest
from servers.scripted import HANG_UP, scripted_imap

from amends.connectors.mail.imap import NOT_GIVEN, Imap
from amends.connectors.mail.imap_session import Envelope, signed_in
from amends.connectors.mail.settings import Settings
from amends.connectors.protocol import BrokenPage, Busy, NeedsReconnecting, Unreachable


RAW = "Message-ID: <{}@x>\r\n\r\nhi\r\n"
SELECTED = ["OK [UIDVALIDITY 7] ok", "OK [UIDNEXT 4] ok"]


def envelope(uid, size=30):
    return (
        f'{uid} FETCH (UID {uid} RFC822.SIZE {size} INTERNALDATE "20-Nov-2026 21:15:00 +0300")'
    )


def fetched(uid):
    raw = RAW.format(uid)
    return f"{uid} FETCH (UID {uid} BODY[] {{{len(raw)}}}\r\n{raw})"


@pytest.fixture
def settings_for(monkeypatch):
    def build(answers):
        port, told = scripted_imap(answers)
        monkeypatch.setenv("AMENDS_ALLOW_HOSTS", f"127.0.0.1:{port}")
        settings = Settings(
            address="support@shop.test",
            password="x",
            imap_host="127.0.0.1",
            imap_port=port,
            imap_security="none",
            smtp_host="x",
            first_days=0,
        )
        return settings, told

    return build


def test_uids_after_leaves_out_the_last_mail_that_every_server_repeats(settings_for):
    settings, _ = settings_for({"EXAMINE": SELECTED, "SEARCH": ["SEARCH 3"]})

    with signed_in(settings) as session:
        session.open_folder("INBOX")
        uids = (session.uids_after(2), session.uids_after(3))

    assert uids == ([3], [])


def test_envelopes_say_size_and_time(settings_for):
    settings, _ = settings_for({"FETCH": [envelope(2), envelope(1)]})

    with signed_in(settings) as session:
        session.open_folder("INBOX")
        found = session.envelopes([1, 2])

    at = datetime(2026, 11, 20, 18, 15, tzinfo=UTC)
    assert found == [Envelope(1, 30, at), Envelope(2, 30, at)]


def test_mails_of_a_server_that_names_the_uid_behind_the_bytes(settings_for):
    raw = RAW.format(1)
    line = f"1 FETCH (BODY[] {{{len(raw)}}}\r\n{raw} UID 1)"
    settings, _ = settings_for({"FETCH": [line]})

    with signed_in(settings) as session:
        session.open_folder("INBOX")
        found = session.mails([1])

    assert found == {1: raw.encode()}


def test_hear_goes_on_behind_a_mail_at_which_the_server_hangs_up(settings_for):
    settings, told = settings_for(
        {
            "EXAMINE": SELECTED,
            "SEARCH": ["SEARCH 1 2 3"],
            "RFC822.SIZE": [envelope(uid) for uid in (1, 2, 3)],
            "FETCH 1,2,3": HANG_UP,
            "FETCH 1 ": [fetched(1)],
            "FETCH 2 ": HANG_UP,
            "FETCH 3 ": [fetched(3)],
        }
    )

    batch = Imap(settings).hear("")

    assert [(one.external_id, one.problem) for one in batch.mentions] == [
        ("<1@x>", ""),
        ("imap:INBOX:7:2", NOT_GIVEN),
        ("<3@x>", ""),
    ]
    assert batch.cursor == '{"INBOX":"7:3"}'
    assert [one for one in told if "STORE" in one or "SELECT" in one or "EXPUNGE" in one] == []


def test_wait_without_idle_looks_again(settings_for):
    settings, told = settings_for({"EXAMINE": SELECTED})

    assert Imap(settings).wait(0.5) is False
    assert sum(one.startswith("EXAMINE") for one in told) == 2


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        ({"LOGIN": HANG_UP}, Unreachable),
        ({"SEARCH": HANG_UP}, Unreachable),
        ({"SEARCH": ["SEARCH x"]}, BrokenPage),
    ],
)
def test_hear_from_a_server_that_stumbles(settings_for, answers, error):
    settings, _ = settings_for({"EXAMINE": SELECTED, **answers})

    with pytest.raises(error):
        Imap(settings).hear("")


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ("NO [UNAVAILABLE] later", Busy),
        ("NO Too many simultaneous connections", Busy),
        ("NO [AUTHENTICATIONFAILED] no", NeedsReconnecting),
    ],
)
def test_hear_tells_a_full_server_from_a_wrong_password(settings_for, answer, error):
    settings, _ = settings_for({"LOGIN": answer})

    with pytest.raises(error):
        Imap(settings).hear("")
