import pytest

from amends.web.logins import login_of


@pytest.mark.parametrize(
    ("posted", "credentials", "login"),
    [
        ({"login": " Alice@Desk.example"}, None, "alice@desk.example"),
        ({}, {"email": "ALICE@desk.example"}, "alice@desk.example"),
        ({"login": "bob@desk.example"}, {"email": "a@desk.example"}, "a@desk.example"),
        ({}, {}, ""),
    ],
)
def test_login_is_read_from_form_and_credentials_alike(rf, posted, credentials, login):
    assert login_of(rf.post("/account/login/", posted), credentials) == login


def test_login_without_a_request_is_read_from_credentials():
    assert login_of(None, {"email": "a@desk.example"}) == "a@desk.example"
