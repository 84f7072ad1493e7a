from email import message_from_bytes

import pytest

from amends.connectors.mail.authentication import results


RAW = (
    b"Authentication-Results: mx.shop.test; spf=pass smtp.mailfrom=x; dkim=fail (was dkim=pass)\n"
    b"Authentication-Results: mx.shop.test; spf=fail; dmarc=pass\n"
    b"Authentication-Results: evil.test; dmarc=pass\n\n"
)


@pytest.mark.parametrize(
    ("server", "expected"),
    [
        ("mx.shop.test", {"spf": "pass", "dkim": "fail"}),
        ("MX.shop.test", {"spf": "pass", "dkim": "fail"}),
        ("other.test", {}),
        ("", {}),
    ],
)
def test_results_come_from_our_own_server_only(server, expected):
    assert results(message_from_bytes(RAW), server) == expected
