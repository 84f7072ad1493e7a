"""The demo's files hold together: every row can be loaded and every reference leads somewhere."""

import csv
import json
import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

import amends


DEMO = Path(amends.__file__).parent / "demo"
SOURCES = {"fake_public", "fake_private", "fake_link", "email", "web_form"}
NEEDED = {
    "id",
    "source",
    "brand",
    "author_id",
    "author_name",
    "text",
    "lang",
    "dialect",
    "note",
}
OPTIONAL = {
    "handle",
    "email",
    "phone",
    "order",
    "subject",
    "minutes_ago",
    "after_s",
    "thread",
    "parent",
    "rating",
    "url",
}
KINDS = {
    "note": {"text"},
    "verdict": {"value", "text"},
    "cause": {"code"},
    "promise": {"due_in_min", "text"},
    "kept": set(),
    "remedy": {"value", "amount", "text"},
    "handover": {"to", "text"},
    "resolved": {"text"},
    "asked": set(),
    "confirmed": {"mention"},
    "kudos": {"to", "words"},
}
FICTIONAL_MAIL = re.compile(r"[a-z0-9._]+@example\.(com|org)")
ARABIC_LETTER_FORMS = re.compile("[يكىة]")
PERSIAN_LETTER_FORMS = re.compile("[یک]")


def read_lines(name):
    return [json.loads(line) for line in (DEMO / name).read_text("utf-8").splitlines()]


def read_table(name):
    with (DEMO / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


MENTIONS = read_lines("mentions.jsonl")
MENTION_BY_ID = {mention["id"]: mention for mention in MENTIONS}
REPLIES = read_lines("replies.jsonl")
CUSTOMERS = read_table("customers.csv")
ORDERS = read_table("orders.csv")
BRANDS = tomllib.loads((DEMO / "brand.toml").read_text("utf-8"))
STORIES = tomllib.loads((DEMO / "story.toml").read_text("utf-8"))["story"]
MEMBER_BRAND = {member["code"]: member["brand"] for member in BRANDS["member"]}
CAUSE_BRAND = {cause["code"]: cause["brand"] for cause in BRANDS["cause"]}


def minute(mention):
    """Minutes after the start; below zero before it."""
    return -mention["minutes_ago"] if "minutes_ago" in mention else mention["after_s"] / 60


def repeated(values):
    return [value for value, count in Counter(values).items() if count > 1]


def test_ids_are_unique():
    assert repeated(mention["id"] for mention in MENTIONS) == []
    assert repeated(reply["id"] for reply in REPLIES) == []
    assert repeated(customer["customer_id"] for customer in CUSTOMERS) == []
    assert repeated(order["order"] for order in ORDERS) == []


def test_there_is_enough_to_see():
    languages = Counter(mention["lang"] for mention in MENTIONS)

    assert len(MENTIONS) >= 290
    assert sum("after_s" in mention for mention in MENTIONS) >= 35
    assert 0.40 <= languages["ar"] / len(MENTIONS) <= 0.50
    assert 0.30 <= languages["fa"] / len(MENTIONS) <= 0.40
    assert 0.15 <= languages["en"] / len(MENTIONS) <= 0.25
    assert sum(len(mention["text"].split()) >= 300 for mention in MENTIONS) >= 6


def test_no_two_mentions_are_alike():
    assert repeated(mention["text"] for mention in MENTIONS) == []
    assert repeated(reply["text"] for reply in REPLIES) == []


@pytest.mark.parametrize("mention", MENTIONS, ids=lambda mention: mention["id"])
def test_mention_can_be_loaded(mention):
    brands = {brand["code"] for brand in BRANDS["brand"]}

    assert set(mention) - OPTIONAL == NEEDED
    assert mention["source"] in SOURCES
    assert mention["brand"] in brands
    assert mention["text"] == mention["text"].strip() != ""
    assert ("minutes_ago" in mention) != ("after_s" in mention)
    assert minute(mention) <= 20
    assert ("email" in mention) == (mention["source"] in {"email", "web_form"})
    assert FICTIONAL_MAIL.fullmatch(mention.get("email", "nobody@example.com"))


@pytest.mark.parametrize(
    "mention",
    [mention for mention in MENTIONS if "parent" in mention],
    ids=lambda row: row["id"],
)
def test_parent_is_earlier_in_the_same_thread(mention):
    parent = MENTION_BY_ID[mention["parent"]]

    assert minute(parent) < minute(mention)
    assert (parent["thread"], parent["source"]) == (mention["thread"], mention["source"])


def test_orders_lead_to_customers_and_products():
    customers = {customer["customer_id"]: customer["brand"] for customer in CUSTOMERS}
    products = {
        row[f"name_{lang}"] for row in read_table("products.csv") for lang in ("ar", "fa")
    }
    known = {(order["brand"], order["order"]) for order in ORDERS}

    assert [o["order"] for o in ORDERS if customers.get(o["customer_id"]) != o["brand"]] == []
    assert [o["order"] for o in ORDERS if not set(o["items"].split("|")) <= products] == []
    assert [
        m["id"] for m in MENTIONS if "order" in m and (m["brand"], m["order"]) not in known
    ] == []
    assert sum(order["depot"] == "qassim" for order in ORDERS) == 40


def test_orders_are_delivered_after_they_were_placed():
    delivered = [order for order in ORDERS if order["delivered_days_ago"]]

    assert [
        order["order"]
        for order in delivered
        if int(order["delivered_days_ago"]) >= int(order["placed_days_ago"])
    ] == []


def test_order_numbers_fit_the_pattern():
    pattern = {brand["code"]: re.compile(brand["order_pattern"]) for brand in BRANDS["brand"]}

    assert [
        order["order"]
        for order in ORDERS
        if not pattern[order["brand"]].fullmatch(order["order"])
    ] == []


def test_customers_are_fictional():
    assert [c["email"] for c in CUSTOMERS if not FICTIONAL_MAIL.fullmatch(c["email"])] == []
    assert [
        c["phone"]
        for c in CUSTOMERS
        if not re.fullmatch(r"\+966500000\d{3}|\+98912000\d{4}", c["phone"])
    ] == []


@pytest.mark.parametrize("reply", REPLIES, ids=lambda reply: reply["id"])
def test_reply_answers_a_mention_of_the_past(reply):
    mention = MENTION_BY_ID[reply["to"]]

    assert reply["minutes_after"] <= mention["minutes_ago"]
    assert reply["lang"] == mention["lang"]
    assert MEMBER_BRAND[reply["by"]] == mention["brand"]
    assert not (reply["public"] and mention["source"] in {"fake_private", "email", "web_form"})
    assert re.findall(r"\{[^}]*\}", reply["text"]) == re.findall(
        r"\{when\+\d+\}", reply["text"]
    )


def test_nobody_gets_a_third_public_reply():
    """C-12: two at most for each person and thread."""
    spoken = Counter(
        (mention["author_id"], mention.get("thread", mention["id"]))
        for reply in REPLIES
        if reply["public"]
        for mention in [MENTION_BY_ID[reply["to"]]]
    )

    assert [place for place, count in spoken.items() if count > 2] == []


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story["mention"])
def test_story_can_be_told(story):
    mention = MENTION_BY_ID[story["mention"]]
    told = [event["after_min"] for event in story["event"]]

    assert told == sorted(told)
    assert told[-1] <= mention["minutes_ago"]
    assert MEMBER_BRAND[story["owner"]] == mention["brand"]


@pytest.mark.parametrize(
    ("mention", "event"),
    [(story["mention"], event) for story in STORIES for event in story["event"]],
)
def test_event_is_complete(mention, event):
    brand = MENTION_BY_ID[mention]["brand"]
    people = [event["by"], *([event["to"]] if "to" in event else [])]

    assert set(event) - {"kind", "by", "after_min", "approved_by"} == KINDS[event["kind"]]
    assert {MEMBER_BRAND[person] for person in people} == {brand}
    assert CAUSE_BRAND[event["code"]] == brand if "code" in event else True


def test_confirmations_come_after_the_customer_said_so():
    late = [
        event["mention"]
        for story in STORIES
        for event in story["event"]
        if event["kind"] == "confirmed"
        and event["after_min"] - MENTION_BY_ID[story["mention"]]["minutes_ago"]
        < minute(MENTION_BY_ID[event["mention"]])
    ]

    assert late == []


def test_each_language_is_spelt_with_its_own_letters():
    rows = [*MENTIONS, *REPLIES]
    quoted = {"e059"}

    assert [
        r["id"] for r in rows if r["lang"] == "fa" and ARABIC_LETTER_FORMS.search(r["text"])
    ] == []
    assert [
        r["id"] for r in rows if r["lang"] == "ar" and PERSIAN_LETTER_FORMS.search(r["text"])
    ] == []
    assert {
        r["id"] for r in rows if r["lang"] == "en" and re.search("[\u0600-\u06ff]", r["text"])
    } == quoted
