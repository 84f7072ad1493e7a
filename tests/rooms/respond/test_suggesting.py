"""A draft by a model: what leaves the house, what may come home, and that nothing is sent."""

import json

import people
import pytest
from django.db import connection
from people import NOW
from suggestions import GOOD, ask, complaint, with_time

from amends.casebook import drafters, roles
from amends.casebook.errors import NotAllowed, Refused
from amends.casebook.models import Customer, Delivery, Entry, Identity, Order, Remedy, Reply
from amends.playbook.drafting import judging
from amends.rooms.respond.suggesting import TRIES, suggest


@pytest.mark.parametrize("language", ["ar", "fa", "en"])
def test_good_draft_comes_home_at_the_first_try(shop, model, language):
    model.says(with_time(GOOD[language]))

    made = ask(shop, complaint(shop, language))

    assert (made.tries, made.is_skeleton, made.problem) == (1, False, "")
    assert "[[" not in made.text
    assert [*judging.open_marks(made.text)] == []
    if language == "ar":
        assert "يا نورة" in made.text


# What a model knows of Noura's private complaint: every byte of it.
LEFT = {
    "channel": "fake_private",
    "public": False,
    "stage": "first",
    "apology": "own",
    "reply_by": "اليوم الساعة ١٢:٤٥ ظهرًا",
    "longest_in_characters": 900,
    "facts": [
        {"fact": "customer_name", "value": "[[NAME_1]]", "sure": True},
        {"fact": "topics", "value": "damaged", "sure": False},
        {"fact": "customer_wants", "value": "اتصلوا على [[PHONE_1]]", "sure": True},
        {"fact": "order", "value": "[[ORDER_1]]", "sure": True},
        {"fact": "order_status", "value": "shipped", "sure": False},
    ],
    "conversation": [
        {
            "who": "customer",
            "words": "أنا [[NAME_2]]، رقمي [[PHONE_1]] وطلبي [[ORDER_1]] وبريدي [[EMAIL_1]]",
        }
    ],
}


def test_what_left_the_house_is_one_case_without_its_private_data(shop, model):
    customer = Customer.objects.create(brand=shop.brand, name="نورة العتيبي")
    Identity.objects.create(
        brand=shop.brand, customer=customer, kind="phone", value="+966501234567"
    )
    Order.objects.create(
        brand=shop.brand, customer=customer, number="RB-10442", folded_number="rb10442",
        status="shipped",
    )  # fmt: skip
    case = complaint(
        shop, text="أنا نورة العتيبي، رقمي ٠٥٠١٢٣٤٥٦٧ وطلبي RB-10442 وبريدي noura@mail.example",
        at=shop.private, customer=customer, topics=["damaged"], desired_outcome="اتصلوا على 0501234567",
    )  # fmt: skip
    model.says(with_time(GOOD["ar"]))

    ask(shop, case, "private")

    assert json.loads(model.messages()[1]["content"]) == LEFT
    left = (
        model.asked[0]
        .decode("unicode_escape")
        .encode("latin-1", "ignore")
        .decode("utf-8", "ignore")
    )
    left += json.dumps(json.loads(model.asked[0]), ensure_ascii=False)
    for private in ("نورة", "العتيبي", "501234567", "٥٠١٢٣٤٥٦٧", "10442", "noura@"):
        assert private not in left
    assert "Rabwa" in model.messages()[0]["content"]


def test_words_and_names_of_others_in_the_thread_stay_at_home(shop, model):
    case = complaint(shop, text="وصلتني الماكينة مكسورة، وهدى الغامدي مثلي")
    huda = people.author(shop.brand, "huda", name="هدى الغامدي")
    shop.hear(case, text="عنواني حي النرجس شارع ٤٤ فيلا ٧", by=huda)
    model.says(with_time(GOOD["ar"]))

    ask(shop, case)

    left = json.dumps(json.loads(model.asked[0]), ensure_ascii=False)
    assert "[[OTHER_1]] مثلي" in left
    assert "هدى" not in left
    assert "النرجس" not in left
    assert "Bob" not in left


def test_public_draft_knows_nothing_that_was_said_in_private(shop, model):
    case = complaint(shop)
    shop.hear(case, shop.private, "الماكينة هدية سرية لأختي")
    model.says(with_time(GOOD["ar"]))

    ask(shop, case)

    assert "سرية" not in json.dumps(json.loads(model.asked[0]), ensure_ascii=False)


def test_nothing_is_written_but_one_line_of_the_ledger(shop, model):
    case = complaint(shop)
    model.says(with_time(GOOD["ar"]))

    ask(shop, case)

    entry = Entry.objects.get(case=case, kind="draft_suggested")
    assert (Delivery.objects.count(), Reply.objects.count()) == (0, 0)
    assert entry.facts == {
        "is_skeleton": False, "tries": 1, "problem": "", "visibility": "public",
    }  # fmt: skip
    assert entry.actor == shop.bob


class Watching:
    """A writer that looks whether a transaction is open while it is asked."""

    def __init__(self):
        self.seen = []

    def write(self, messages):
        self.seen.append(connection.in_atomic_block)
        return with_time(GOOD["ar"])(messages)


@pytest.mark.django_db(transaction=True)
def test_model_is_asked_outside_any_transaction(open_shop, tmp_path):
    shop, watching = open_shop(tmp_path), Watching()

    suggest(complaint(shop), user=shop.bob, visibility="public", now=NOW, writer=watching)

    assert watching.seen == [False]


def test_findings_go_back_as_instructions(shop, model):
    bad = "الماكينة مكسورة بسبب شركة الشحن، وليس عندنا مشكلة. سنتواصل معك قريبًا."
    model.says(bad, with_time(GOOD["ar"]))

    made = ask(shop, complaint(shop))

    assert (made.tries, made.is_skeleton) == (2, False)
    first, second = (model.messages(n) for n in (0, 1))
    assert second[:2] == first
    assert second[2] == {"role": "assistant", "content": bad}
    assert "S3-26" in second[3]["content"]


def test_draft_that_only_needs_reasons_is_given_after_three_tries(shop, model):
    model.says(
        "شكرًا لك. وصلتك الماكينة مكسورة وهذا خطأ منا ونعتذر عنه. سنكتب لك على الخاص قريبًا."
    )

    made = ask(shop, complaint(shop))

    assert (made.tries, made.is_skeleton) == (TRIES, False)
    assert made.text.startswith("شكرًا لك")
    assert len(model.asked) == TRIES


def test_remedy_somebody_decided_may_be_named(shop, model):
    case = complaint(shop, "en", at=shop.private)
    Remedy.objects.create(
        case=case, kind="refund", state="approved", proposed_by=shop.bob, proposed_at=NOW
    )
    model.says(with_time(GOOD["en"] + " Your refund is approved."))

    made = ask(shop, case, "private")

    assert "[?" not in made.text
    assert '"value": "refund, approved"' in model.messages(0)[1]["content"]


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (401, "model_refused_key"),
        (429, "model_busy"),
        (500, "model_unreachable"),
        (b"<html>", "model_unreadable"),
        (b'{"choices": [{"mess', "model_unreadable"),
        ("", "model_unreadable"),
    ],
)
def test_whatever_goes_wrong_there_is_the_skeleton(shop, model, answer, problem):
    model.says(answer)

    made = ask(shop, complaint(shop))

    assert (made.is_skeleton, made.problem, made.tries) == (True, problem, 0)
    assert "{ما حدث}" in made.text
    assert "اليوم الساعة ١٢:٤٥" in made.text
    assert len(model.asked) == 1


def test_error_after_a_usable_draft_keeps_the_draft(shop, model):
    model.says(
        "شكرًا لك. وصلتك الماكينة مكسورة وهذا خطأ منا ونعتذر عنه. سنكتب لك على الخاص قريبًا.", 500
    )

    made = ask(shop, complaint(shop))

    assert (made.is_skeleton, made.tries) == (False, 1)


def test_switched_off_nobody_is_asked(shop, model):
    drafters.choose(shop.brand, {"is_on": False, "url": model.url, "model": "small"})

    made = ask(shop, complaint(shop))

    assert (made.is_skeleton, made.problem, model.asked) == (True, "model_off", [])


def test_address_that_is_no_longer_allowed_is_not_asked(shop, model, monkeypatch):
    monkeypatch.setenv("AMENDS_ALLOW_HOSTS", "")

    made = ask(shop, complaint(shop))

    assert (made.problem, model.asked) == ("model_not_set_up", [])


def test_stranger_and_full_thread_get_nothing(shop, model):
    case = complaint(shop)
    stranger = people.brand("other").owner

    with pytest.raises(NotAllowed):
        suggest(case, user=stranger, visibility="public", now=NOW)
    assert not roles.may(stranger, "casebook.answer", case)

    for n in range(2):
        Delivery.objects.create(
            case=case, source=shop.public, author=shop.noura, visibility="public", thread="t1",
            text=f"{n}", message="reply", not_before=NOW, state="sent", key=f"k{n}",
        )  # fmt: skip
    with pytest.raises(Refused) as refusal:
        ask(shop, case)
    assert "third_public_reply" in refusal.value.because
    assert model.asked == []
