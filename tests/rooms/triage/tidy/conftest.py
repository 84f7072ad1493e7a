import people
import pytest

from amends.casebook import clocks
from amends.casebook.models import Analysis
from amends.casebook.policies import policy_of


@pytest.fixture
def brand(db):
    return people.brand()


@pytest.fixture
def at(brand):
    return people.source(brand)


@pytest.fixture
def noura(brand):
    return people.author(brand, name="نورة")


@pytest.fixture
def opened(at, noura):
    """Open cases with one word of their customer and a running clock."""

    def open_one(*, text="وصلتني الماكينة مكسورة", limit_min=60, kind="first_reply", **fields):
        by = fields.pop("by", noura)
        case = people.case(at.brand, at=at, by=by, **fields)
        say(case, text)
        clocks.start(
            case, kind, now=people.NOW, target_min=15, limit_min=limit_min,
            policy=policy_of(at.brand),
        )  # fmt: skip
        return case

    return open_one


def say(case, text="ما زلت أنتظر", severity=3, **fields):
    mention = people.mention(
        case.source, text, by=case.author, case=case, state="triaged", **fields
    )
    Analysis.objects.create(
        mention=mention, lang="ar", is_complaint=True, complaint_probability=0.9, sentiment=-1,
        sentiment_score=-0.5, topics=["damaged"], severity=severity, anger=1,
    )  # fmt: skip
    return mention


@pytest.fixture
def said():
    return say
