import people
import pytest
from people import NOW, minutes

from amends.casebook.models import Case, Clock, Delivery, Mention
from amends.rooms.triage.deciding import triage


KEY = "<t.1@shop>"


@pytest.fixture
def sent(brand):
    at = people.source(brand, "email")
    case = people.case(brand, at=at, state="acknowledged", waits_for_us=False)
    return Delivery.objects.create(
        case=case,
        source=at,
        visibility="private",
        text="نعتذر",
        key=KEY,
        state="sent",
        not_before=NOW,
    )


def bounce(at, **data):
    values = {"original_message_id": KEY, "action": "failed", "status": "5.1.1"} | data
    return people.mention(at, automatic="bounce", state="verified", data=values)


def test_bounce_of_our_mail_calls_the_owner(sent):
    assert triage(bounce(sent.source), now=NOW) is None

    sent.refresh_from_db()
    assert (sent.state, sent.error_code, sent.error_detail) == ("failed", "bounced", "5.1.1")
    case = Case.objects.get()
    assert [entry.kind for entry in case.entries.all()] == ["delivery_failed", "clock_started"]
    assert case.waits_for_us
    assert Clock.objects.get().limit_at == NOW + minutes(480)
    assert Mention.objects.get().set_aside == "bounce"


@pytest.mark.parametrize(
    "data",
    [
        {"action": "delayed"},
        {"action": "delivered"},
        {"original_message_id": ""},
        {"original_message_id": "<other@x>"},
    ],
)
def test_bounce_that_says_nothing_of_ours_changes_nothing(sent, data):
    triage(bounce(sent.source, **data), now=NOW)

    sent.refresh_from_db()
    assert (sent.state, Mention.objects.get().set_aside) == ("sent", "bounce")


def test_bounce_at_another_brand_changes_nothing(sent):
    triage(bounce(people.source(people.brand("other"), "email")), now=NOW)

    sent.refresh_from_db()
    assert sent.state == "sent"


def test_bounce_lets_the_clock_of_the_first_reply_run_on(sent):
    case = Case.objects.get()
    Clock.objects.create(
        case=case, kind="first_reply", owner=case.owner, state="kept", started_at=NOW,
        stopped_at=NOW, target_at=NOW, limit_at=NOW + minutes(60), wall_target_at=NOW,
        wall_limit_at=NOW,
    )  # fmt: skip
    Delivery.objects.update(sent_at=NOW)
    Case.objects.update(first_reply_at=NOW)

    triage(bounce(sent.source), now=NOW)

    case = Case.objects.get()
    assert (case.first_reply_at, case.limit_at) == (None, NOW + minutes(60))
    assert [(c.kind, c.state) for c in Clock.objects.all()] == [("first_reply", "running")]


def test_bounce_for_a_closed_case_is_written_down_only(sent):
    Case.objects.update(state="closed", outcome="accepted")

    triage(bounce(sent.source), now=NOW)

    assert [e.kind for e in Case.objects.get().entries.all()] == ["delivery_failed"]


def test_auto_reply_reopens_nothing(sent, brand):
    author = people.author(brand)
    Case.objects.update(state="resolved", author=author)
    away = people.mention(
        sent.source, by=author, automatic="auto_reply", state="verified", parents=[KEY]
    )

    assert triage(away, now=NOW) is None
    assert (Case.objects.get().state, Mention.objects.get().set_aside) == (
        "resolved",
        "auto_reply",
    )
