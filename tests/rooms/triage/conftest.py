import people
import pytest

from amends.casebook.models import Analysis


@pytest.fixture
def brand(db):
    return people.brand()


@pytest.fixture
def at(brand):
    return people.source(brand)


@pytest.fixture
def say():
    return said


def said(at, by=None, *, topics=("damaged",), reading=None, **fields):
    """Put a mention in state verified, with its analysis."""
    mention = people.mention(at, by=by, **({"state": "verified"} | fields))
    values = {
        "lang": "ar",
        "is_complaint": True,
        "complaint_probability": 0.9,
        "sentiment": -1,
        "sentiment_score": -0.5,
        "topics": list(topics),
        "severity": 3,
        "anger": 1,
    }
    Analysis.objects.create(mention=mention, **(values | (reading or {})))
    return mention
