from people import NOW
from push_server import claims_of, unb64

from amends.connectors.push.vapid import authorization, new_key, public_of


def test_claim_names_the_service_and_whom_to_complain_to():
    pem = new_key()

    claims, key = claims_of(
        authorization("https://push.example:8443/send/1?x=2", pem, "https://desk.example", NOW)
    )

    assert claims == {
        "aud": "https://push.example:8443",
        "exp": int(NOW.timestamp()) + 12 * 3600,
        "sub": "https://desk.example",
    }
    assert key == public_of(pem)


def test_public_key_is_a_point_as_browsers_take_it():
    raw = unb64(public_of(new_key()))

    assert (len(raw), raw[:1]) == (65, b"\x04")


def test_each_desk_has_a_key_of_its_own():
    assert new_key() != new_key()
