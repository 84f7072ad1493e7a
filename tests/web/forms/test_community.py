import pytest

from amends.web.forms.community import DelightForm, ParticipationForm


SAID = {"place": "r/lamps", "text": "Look below.", "disclosure": "I work for Rabwa.", "url": ""}


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [({}, []), ({"disclosure": " "}, ["disclosure"]), ({"place": ""}, ["place"]),
     ({"text": ""}, ["text"]), ({"place": "x" * 201}, ["place"])],
)  # fmt: skip
def test_what_was_said_elsewhere_needs_all_but_a_link(changed, wrong):
    assert list(ParticipationForm(SAID | changed).errors) == wrong


@pytest.mark.parametrize(
    ("given", "wrong"),
    [({"what": "tea"}, []), ({"what": "tea", "number": "1"}, []), ({"what": " "}, ["what"]),
     ({"what": "tea", "number": "0"}, ["number"])],
)  # fmt: skip
def test_delight_needs_words_and_perhaps_a_case(given, wrong):
    assert list(DelightForm(given).errors) == wrong
