import pytest

from amends.connectors.network.signatures import is_same, is_signed, sign


RAW = '{"text": "سلام"}'.encode()


@pytest.mark.parametrize("form", ["hex", "base64"])
@pytest.mark.parametrize("prefix", ["", "sha256="])
@pytest.mark.parametrize("algorithm", ["sha256", "sha1"])
def test_what_we_sign_is_signed(form, prefix, algorithm):
    given = prefix + sign("secret", RAW, form=form, algorithm=algorithm)

    assert is_signed("secret", RAW, given, form=form, prefix=prefix, algorithm=algorithm)


@pytest.mark.parametrize(
    ("secret", "raw", "given"),
    [
        ("other", RAW, sign("secret", RAW)),
        ("secret", RAW + b" ", sign("secret", RAW)),
        ("secret", RAW, ""),
        ("secret", RAW, "\ud800é"),
        ("", RAW, sign("", RAW)),  # nobody set a secret: then nothing is genuine
    ],
)
def test_anything_else_is_not(secret, raw, given):
    assert not is_signed(secret, raw, given)


def test_a_prefix_that_is_missing_is_no_signature():
    assert not is_signed("secret", RAW, sign("secret", RAW), prefix="sha256=")


def test_two_empty_secrets_are_never_the_same():
    assert is_same("a", "a")
    assert not is_same("", "")
