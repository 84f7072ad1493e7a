import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from push_server import Browser, b64, point, unb64

from amends.connectors.push.sealing import LONGEST, seal


def private(text):
    number = int.from_bytes(unb64(text), "big")
    return ec.derive_private_key(number, ec.SECP256R1())


# The example of RFC 8291, section 5.
OURS = private("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw")
THEIRS = Browser(
    private=private("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"),
    auth=unb64("BTBZMqHH6r4Tts7J_aSIgg"),
)
SALT = unb64("DGv6ra1nlYgDCS1FRnbzlw")
WORDS = b"When I grow up, I want to be a watermelon"
SEALED = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6Tl"
    "zAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def keys_of(browser):
    return point(browser.private.public_key()), browser.auth


def test_message_is_sealed_as_the_rfc_shows():
    assert b64(seal(WORDS, *keys_of(THEIRS), own=OURS, salt=SALT, step=1)) == SEALED


def test_browser_of_the_tests_opens_what_the_rfc_sealed():
    assert THEIRS.opens(unb64(SEALED)) == WORDS


@pytest.mark.parametrize("words", [b"", b"x", "جَبْر الخاطر".encode(), b"y" * LONGEST])
def test_what_is_sealed_is_opened_by_its_browser(words):
    browser = Browser()

    assert browser.opens(seal(words, *keys_of(browser))) == words


def test_lengths_tell_little():
    browser = Browser()
    lengths = {len(seal(b"z" * n, *keys_of(browser))) for n in (1, 40, 200)}

    assert len(lengths) == 1


def test_no_two_bodies_are_alike():
    browser = Browser()

    assert seal(b"x", *keys_of(browser)) != seal(b"x", *keys_of(browser))


def test_message_longer_than_a_record_is_refused():
    with pytest.raises(ValueError, match="holds 3993 bytes"):
        seal(b"x" * (LONGEST + 1), *keys_of(Browser()))


def test_point_off_the_curve_is_refused():
    with pytest.raises(ValueError, match="EC key"):
        seal(b"x", b"\x04" + b"\x01" * 64, b"0" * 16)
