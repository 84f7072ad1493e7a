"""The connector against a server nobody here wrote: what is said arrives, in public and in private."""

import time

import pytest

from amends.connectors.mastodon import Mastodon, Settings
from amends.connectors.platforms.mastodon.posts import steady
from amends.connectors.protocol import NeedsReconnecting, Outgoing, Undeliverable, Visibility


pytestmark = [pytest.mark.servers, pytest.mark.slow]


@pytest.fixture
def pair(snac, monkeypatch):
    monkeypatch.setenv("AMENDS_ALLOW_HOSTS", f"{snac.host}:80")
    return snac.pair()


def desk(account, **settings):
    return Mastodon(Settings(instance=account.server.url, token=account.token, **settings))


def until_next_second():
    time.sleep(1.01 - time.time() % 1)


def hear(account, cursor="", **settings):
    found, more = [], True
    while more:
        batch = desk(account, **settings).hear(cursor)
        found += batch.mentions
        cursor, more = batch.cursor, batch.more
    return found, batch


def test_conversation_in_public(pair):
    shop, customer = pair
    complaint = customer.post(f"@{shop.address} سفارشم نرسید", visibility="public")
    shop.wait_for("سفارشم")

    assert desk(shop).hear("").secrets == {"max_characters": "100000"}
    (heard,), batch = hear(shop)

    assert (heard.external_id, heard.visibility) == (steady(complaint["id"]), Visibility.PUBLIC)
    assert heard.text == f"@{shop.address} سفارشم نرسید"
    assert (heard.author_id, heard.thread) == (customer.address, steady(complaint["id"]))

    answer = Outgoing(customer.address, "شرمنده‌ایم", Visibility.PUBLIC, "k1", heard.external_id)
    sent = desk(shop).say(answer)
    seen = customer.wait_for("شرمنده")

    assert (steady(seen["id"]), seen["url"], seen["visibility"]) == (
        sent.external_id,
        sent.url,
        "public",
    )
    assert seen["in_reply_to_id"] == complaint["id"]

    customer.post(f"@{shop.address} هنوز نرسید", in_reply_to_id=seen["id"], visibility="public")
    shop.wait_for("هنوز")
    (again,), _ = hear(shop, batch.cursor)

    assert again.parents == (sent.external_id, steady(complaint["id"]))
    assert again.thread == steady(complaint["id"])


def test_conversation_in_private(pair):
    shop, customer = pair
    sent = desk(shop).say(Outgoing(customer.address, "شماره سفارش؟", Visibility.PRIVATE, "k2"))
    message = customer.wait_for("شماره سفارش")
    customer.post(f"@{shop.address} ۱۲۳", in_reply_to_id=message["id"], visibility="direct")
    shop.wait_for("۱۲۳")

    (answer,), _ = hear(shop)

    assert steady(message["id"]) == sent.external_id
    assert message["visibility"] != "public"
    assert (answer.visibility, answer.text) == (Visibility.PRIVATE, f"@{shop.address} ۱۲۳")
    assert answer.parents == (sent.external_id,)
    with pytest.raises(Undeliverable):
        desk(shop).say(
            Outgoing(customer.address, "x", Visibility.PUBLIC, "k3", answer.external_id)
        )


def test_hashtag_edit_and_end_of_a_post(pair):
    shop, customer = pair
    post = customer.post(f"#rabwa{shop.name} خراب شد", visibility="public")

    (heard,), batch = hear(shop, tags=(f"rabwa{shop.name}",))

    assert (heard.external_id, heard.data["is_indirect"]) == (steady(post["id"]), True)

    # snac changes the id of an edited post when a second has passed since it was written.
    until_next_second()
    edited = customer.call("PUT", f"/api/v1/statuses/{post['id']}", status="درست شد")
    found, batch = hear(shop, batch.cursor, tags=(f"rabwa{shop.name}",))

    assert edited["id"] != post["id"]
    assert found == []
    assert [(one.external_id, one.text) for one in batch.edits] == [
        (heard.external_id, "درست شد")
    ]


def test_wrong_token_asks_a_person(pair):
    shop, _ = pair
    shop.token = "wrong"

    with pytest.raises(NeedsReconnecting):
        desk(shop).hear("")
