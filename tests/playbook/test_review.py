from datetime import UTC, datetime

import pytest

from amends.playbook.contract import HINTS, LABELS, ReviewContext, Turn
from amends.playbook.lessons import read_drafts
from amends.playbook.patterns import LANGUAGES
from amends.playbook.policy import parse_overrides
from amends.playbook.review import review, sentences_of
from amends.playbook.rows import read_context


NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def read_anchors():
    for row in read_drafts(["anchors"]):
        yield pytest.param(row, id=row["id"])


@pytest.mark.parametrize("row", [*read_anchors()])
def test_draft_gets_its_labels_and_no_other(row):
    judged = review(row["reply_draft"], read_context(row))

    assert list(judged.labels) == sorted(row["labels"], key=("none", *LABELS).index), row["why"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", [*LABELS, *HINTS])
def test_every_finding_has_its_sentences(code, language):
    assert all(sentences_of(code, language))


def public(**facts):
    return ReviewContext(
        **{
            "lang": "en",
            "public": True,
            "conversation": (Turn("customer", "The lamp is broken"),),
        }
        | facts
    )


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [({}, "block"), ({"public": False}, "warn"), ({"fault": "unknown"}, "warn")],
)
def test_non_apology_blocks_in_public_where_the_fault_is_ours(facts, verdict):
    context = public(**{"fault": "ours"} | facts)

    assert (
        review(
            "We're sorry you feel that way about the lamp. I will write by 5 pm.", context
        ).verdict
        == verdict
    )  # C-13


def test_policy_moves_the_level():
    draft = "Sorry about the lamp, no other customers had this. I will write by 5 pm today."
    strict, lax = ({"lint.explanation_before_fix": level} for level in ("block", "off"))

    assert review(draft, public()).verdict == "warn"  # C-06
    assert review(draft, public(), parse_overrides(strict)).verdict == "block"
    assert review(draft, public(), parse_overrides(lax)).labels == ("none",)


def test_naming_who_failed_blocks_and_naming_a_helper_does_not():
    facts = {"colleague_names": ("Samir",), "fault": "ours"}

    to_blame = review("Sorry, Samir forgot your lamp. I will send it by 5 pm.", public(**facts))
    helping = review("Sorry, we broke your lamp. Samir will call you by 5 pm.", public(**facts))

    assert (to_blame.verdict, to_blame.labels) == ("block", ("none",))  # C-11, S3-32
    assert (helping.verdict, [f.code for f in helping.findings]) == (
        "send",
        ["names_colleague"],
    )


@pytest.mark.parametrize("name", ["Samir", "Samir Haddad", "سمير"])
def test_a_colleague_the_desk_knows_is_no_other_customer(name):
    helping = review(
        f"Sorry, we broke your lamp. {name} will call you by 5 pm.",
        public(colleague_names=(name,), fault="ours"),
    )

    assert (helping.verdict, helping.labels) == ("send", ("none",))


@pytest.mark.parametrize(
    ("lang", "said", "draft"),
    [
        ("en", "The lamp is broken", "Hi Fiona, the broken lamp is our mistake and I'm sorry. A new one reaches you by Thursday 5 pm."),
        ("en", "The lamp is broken", "Dear Mr. Walter Briggs, we're sorry we sent you a broken lamp. A new one arrives by noon on Friday."),
        ("ar", "وصلني لون غلط", "أستاذ تامر، بنعتذر، اللون الغلط مننا. الصح عندك بكرة قبل ٤."),
        ("fa", "رنگ اشتباه فرستادین", "آقای قاسمی، رنگ اشتباه تقصیر ما بود، عذر می‌خوایم. تا پنجشنبه ۴ رنگ درست می‌رسه."),
    ],
)  # fmt: skip
def test_calling_the_customer_by_name_betrays_nobody(lang, said, draft):
    context = public(lang=lang, fault="ours", conversation=(Turn("customer", said),))

    assert review(draft, context).labels == ("none",)


def test_span_is_in_code_points_of_the_draft():
    draft = "🙂 نعتذر عن المصباح، الخطأ منا. اكتب رقم جوالك هنا ونكلمك قبل ٥ مساءً."

    (finding,) = review(draft, public(lang="ar", fault="ours")).findings

    assert draft[finding.start : finding.end] == "اكتب رقم جوالك هنا ونكلمك قبل ٥ مساءً."


def test_second_public_reply_is_allowed_and_the_third_is_not():
    thread = (
        Turn("customer", "The lamp is broken"),
        Turn("shop", "Sorry"),
        Turn("customer", "Still broken"),
    )
    once = public(conversation=thread, public_replies_already=1, stage="follow_up")
    twice = public(
        conversation=(
            *thread,
            Turn("shop", "Sorry"),
            Turn("customer", "Still broken, you liars"),
        ),
        public_replies_already=2,
        stage="follow_up",
    )

    assert "third_public_reply" not in review("The lamp leaves at 5 pm.", once).labels  # S4c-01
    assert "third_public_reply" in review("The lamp leaves at 5 pm.", twice).labels


def test_last_public_reply_opens_the_private_door():
    thread = (
        Turn("customer", "The lamp is broken"),
        Turn("shop", "Sorry"),
        Turn("customer", "Still broken"),
    )
    context = public(conversation=thread, public_replies_already=1, stage="follow_up")

    closed = review("The lamp leaves at 5 pm.", context)
    opened = review("The lamp leaves at 5 pm. Let us go on in a private message.", context)

    assert [f.code for f in closed.findings] == ["no_private_door"]  # S4c-03
    assert opened.findings == ()


@pytest.mark.parametrize(
    ("facts", "draft", "exempt"),
    [
        ({"safety": True}, "Please unplug the lamp now.", True),
        ({"safety": True}, "Have a lovely weekend.", False),
        ({"confirmed": True, "stage": "closing"}, "The lamp leaves at 5 pm.", True),
        ({"last": Turn("customer_2", "My lamp flickers")}, "The lamp leaves at 5 pm.", True),
        ({"last": Turn("customer", "Another question: do you deliver to Jeddah?")}, "Yes, in two days.", True),
        ({"last": Turn("customer", "Another question: do you deliver to Jeddah?")}, "The lamp leaves at 5 pm.", False),
        ({"last": Turn("customer", "Still no lamp, where is my money?")}, "The lamp leaves at 5 pm.", False),
        ({"public": False}, "The lamp leaves at 5 pm.", True),
    ],
)  # fmt: skip
def test_exemptions_of_the_two_reply_limit(facts, draft, exempt):
    last = facts.pop("last", Turn("customer", "Still broken"))
    turns = (Turn("customer", "The lamp is broken"), Turn("shop", "Sorry")) * 2
    context = public(
        **{"conversation": (*turns, last), "public_replies_already": 2, "stage": "follow_up"}
        | facts
    )

    found = "third_public_reply" in review(draft, context).labels

    assert found is not exempt  # C-12


def test_what_the_customer_published_himself_is_no_disclosure():
    draft = "Sorry, we delayed order ۴۴۷۱۹۰۲ of the lamp. It arrives by 5 pm today."

    assert review(draft, public()).labels == ("discloses_private_data",)
    assert review(draft, public(published=("my order 4471902",))).labels == ("none",)


@pytest.mark.parametrize(
    "facts",
    [{"known_private": ("blue nightgown",)}, {"customer_names": ("Mona Saleh",)}],
)
def test_facts_of_the_desk_are_not_disclosed(facts):
    draft = "Sorry Mona Saleh, we broke your blue nightgown and lamp. A new one comes by 5 pm."

    assert review(draft, public(**facts)).labels == ("discloses_private_data",)


def test_same_words_as_a_recent_reply_are_canned():
    draft = "Sorry about the broken lamp, we packed it badly, a new one arrives by 5 pm today."

    assert review(draft, public(recent_replies=(draft,))).labels == ("canned",)  # C-21
    assert review(
        draft, public(recent_replies=("Something else entirely was said here before",))
    ).labels == ("none",)


def test_customer_who_writes_latin_letters_may_be_answered_in_his_script():
    arabizi = public(
        lang="ar",
        dialect="arabizi_gulf",
        conversation=(Turn("customer", "wain talabi? el lamba maksora"),),
    )

    assert review(
        "نعتذر، المصباح (lamba) وصل مكسور وهذا خطؤنا، ويصلك الجديد غدًا قبل الظهر.", arabizi
    ).labels == ("none",)
    assert review(
        "We are sorry, the lamba is our mistake and you will have it by noon.", arabizi
    ).labels == ("wrong_language",)


def test_asking_again_for_what_is_on_file_is_a_hint():
    context = public(public=False, known_order_numbers=("4471902",))

    judged = review(
        "Sorry about the lamp. Please send your order number, I answer by 5 pm.", context
    )

    assert [f.code for f in judged.findings] == ["asks_known_detail"]  # S2-14


@pytest.mark.parametrize(
    "draft",
    ["", " ", "👍", "…", "12345", "\u202e0123456789\u202c", "x" * 10_000, "ok\n" * 3000],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_odd_drafts_never_raise(draft, language):
    judged = review(draft, public(lang=language, timezone="Nowhere/Land", now=NOW))

    assert judged.verdict in {"send", "warn", "block"}


def test_names_count_as_whole_words_only():
    facts = {
        "other_customers": ("Ali",),
        "colleague_names": ("Sam",),
        "known_private": ("amp",),
    }

    judged = review(
        "Sorry, the lamp was not of the same quality. A new one arrives by 5 pm.",
        public(**facts),
    )

    assert judged.findings == ()


@pytest.mark.parametrize("public", [True, False])
def test_plea_to_delete_a_review_is_a_hint_and_no_label_s4d_15(public):
    context = ReviewContext(lang="en", public=public, stage="closing")
    judged = review("Please delete your review.", context)

    levels = [one.level for one in judged.findings if one.code == "removal_request"]
    assert ("removal_request" in LABELS, levels) == (False, ["hint"])


def test_detail_on_file_is_found_whatever_the_corpus_thinks_of_it():  # S4a-23
    context = ReviewContext(
        lang="en",
        public=True,
        safety=True,
        known_private=("+966551234567",),
        published=("fire",),
    )

    found = review("Please unplug it now. Your phone is +966551234567.", context)

    assert [one.code for one in found.findings if one.level == "block"] == [
        "discloses_private_data"
    ]
