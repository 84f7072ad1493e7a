import json

import people
import pytest
from model_server import running_model

from amends.casebook import clocks, drafters, vault
from amends.casebook.policies import policy_of
from amends.connectors.registry import CONNECTORS


# It passes the review of a first public reply: thanks, apology, detail, step, time, private door.
GOOD = {
    "ar": "شكرًا لأنك أخبرتنا يا نورة. وصلتك الماكينة مكسورة، وهذا خطأ منا ونعتذر عنه. "
    "نرسل لك ماكينة جديدة، ونكتب لك على الخاص برقم الشحنة اليوم قبل الساعة 6 مساءً.",
    "second": "نأسف يا نورة، لا نريد أن تنتظري أكثر بسبب الماكينة المكسورة. نتابع معك على الخاص، "
    "وتصلك رسالة منا اليوم قبل الساعة 7 مساءً.",
}


class Shop:
    """A brand with a public and a private practice channel in one world, and one angry customer."""

    def __init__(self, folder):
        self.world = folder
        settings = vault.seal({"world": str(folder)})
        self.brand = people.brand()
        people.policy(self.brand, "limits.undo_s", 0)  # what rests has tests of its own
        self.bob = people.member(self.brand)
        self.public = people.source(self.brand, settings=settings)
        self.private = people.source(self.brand, "fake_private", settings=settings)
        self.link = people.source(self.brand, "fake_link", settings=settings)
        self.noura = people.author(self.brand, name="نورة")

    def case(self, at=None, **fields):
        at = at or self.public
        kind = CONNECTORS[at.kind].capability.default_visibility
        fields = {"visibility": str(kind), "language": "ar", "fault": "ours"} | fields
        case = people.case(self.brand, owner=fields.pop("owner", self.bob), at=at,
                           by=fields.pop("by", self.noura), **fields)  # fmt: skip
        self.hear(case, at)
        policy = policy_of(self.brand)
        clocks.start(
            case, "first_reply", now=people.NOW, target_min=15, limit_min=60, policy=policy
        )
        return case

    def hear(self, case, at=None, text="وصلتني الماكينة مكسورة", **fields):
        at = at or self.public
        kind = CONNECTORS[at.kind].capability.default_visibility
        fields = {"visibility": str(kind), "thread": "t1", "by": case.author} | fields
        return people.mention(at, text, case=case, **fields)

    def said(self):
        path = self.world / "said.jsonl"
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        return [json.loads(line) for line in lines]

    def fail(self, *faults):
        with (self.world / "faults.jsonl").open("a", encoding="utf-8") as file:
            for fault in faults:
                file.write(json.dumps({"on": "say", "fault": fault}) + "\n")


@pytest.fixture
def shop(db, tmp_path):
    return Shop(tmp_path)


@pytest.fixture
def model(shop, monkeypatch):
    with running_model() as one:
        monkeypatch.setenv("AMENDS_ALLOW_HOSTS", one.place)
        drafters.choose(shop.brand, {"is_on": True, "url": one.url, "model": "small"})
        yield one


@pytest.fixture
def open_shop():
    """Return a function that opens the shop, for a test with a database of its own."""
    return Shop


@pytest.fixture
def good():
    return GOOD
