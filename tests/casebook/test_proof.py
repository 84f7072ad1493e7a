import people
import pytest

from amends.casebook.proof import is_forged


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("results", "forged"),
    [
        (None, False),
        ({"dmarc": "pass", "spf": "fail"}, False),
        ({"dmarc": "fail", "dkim": "pass"}, True),
        ({"spf": "softfail"}, True),
        ({"spf": "fail", "dkim": "pass"}, False),
        ({"spf": "neutral"}, False),
    ],
)
def test_sender_who_failed_our_servers_checks_is_a_stranger(results, forged):
    at = people.source(people.brand(), "email")

    assert is_forged(people.mention(at, data={"authentication": results})) == forged
