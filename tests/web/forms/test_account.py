import pytest
from django.utils import translation

from amends.web.forms.account import JoinForm, NameForm


GOOD = "plum-harbour-71"


def join(**given):
    return JoinForm({"name": "Sara", "password": GOOD} | given, email="sara@desk.example")


def test_person_joins_with_a_name_and_a_password():
    form = join(name="  سارة  ")

    assert form.is_valid()
    assert form.cleaned_data == {"name": "سارة", "password": GOOD}


@pytest.mark.parametrize(("password", "problems"), [("x7-plum", 1), ("x7-plums", 0)])
def test_password_has_eight_signs(password, problems):
    assert len(join(password=password).errors.get("password", [])) == problems


@pytest.mark.parametrize("password", ["password", "sara@desk.example", "Mohammadreza", ""])
def test_password_that_is_common_or_repeats_the_person_is_refused(password):
    assert list(join(name="Mohammadreza", password=password).errors) == ["password"]


def test_password_keeps_its_blanks():
    form = join(password=f" {GOOD} ")

    assert form.is_valid()
    assert form.cleaned_data["password"] == f" {GOOD} "


@pytest.mark.parametrize(
    ("length", "is_valid"), [(0, False), (1, True), (120, True), (121, False)]
)
def test_name_has_a_length(length, is_valid):
    assert NameForm({"name": "س" * length}).is_valid() is is_valid


@pytest.mark.parametrize("name", ["\0", "   ", "a\0b"])
def test_name_that_no_database_keeps_is_refused_beside_its_box(name):
    assert list(join(name=name).errors) == ["name"]


def test_page_never_shows_the_password_again():
    assert GOOD not in join(name="").as_p()


@pytest.mark.parametrize(
    ("language", "label"), [("en", "Your name"), ("ar", "اسمكم"), ("fa", "نام شما")]
)
def test_label_is_in_the_readers_language(language, label):
    with translation.override(language):
        assert str(NameForm().fields["name"].label) == label
