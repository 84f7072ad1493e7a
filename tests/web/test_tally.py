import people
import pytest
from people import NOW

from amends.web.tally import MOST, Tally, count


@pytest.mark.django_db
def test_count_of_open_cases_in_one_query(django_assert_num_queries):
    brand, other = people.brand(), people.brand("other")
    bob = people.member(brand)
    people.case(brand, topic="damaged", language="ar")
    people.case(brand, owner=bob, topic="damaged", visibility="private", first_reply_at=NOW)
    people.case(brand, state="closed", outcome="accepted")
    people.case(other)

    with django_assert_num_queries(1):
        tally = count([brand], bob)

    assert (tally.open, tally.mine, tally.unheard, tally.public) == (2, 1, 1, 1)
    assert tally.topics == {"damaged": 2}
    assert tally.owners[bob.pk, "Bob"] == 1


@pytest.mark.parametrize(("open_", "words"), [(MOST, "1,000"), (MOST + 1, "1,000+")])
def test_count_says_when_there_are_more(open_, words):
    assert Tally(open=open_).open_words == words
