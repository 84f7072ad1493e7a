import pytest
from django.http import QueryDict
from django.utils import translation

from amends.playbook import cards
from amends.playbook.errors import PolicyError
from amends.playbook.keys import KEYS
from amends.playbook.limits import LIMIT_KEYS
from amends.playbook.policy import parse_overrides
from amends.web import settings_page


TARGET = "limits.private_first_reply_target_min"


@pytest.fixture(autouse=True)
def _language():
    with translation.override("en"):
        yield


ROWS = {**KEYS, **{f"limits.{name}": row for name, row in LIMIT_KEYS.items()}}


def settings_of(keys, rows, country=""):
    explained = [cards.explain(ROWS[key], translation.get_language()) for key in keys]
    return settings_page.settings_of(explained, rows, country)


def given(keys, post):
    return settings_page.given([ROWS[key] for key in keys], post)


def marks(setting):
    return [(c.value, c.is_chosen, c.is_default) for c in setting.choices if not c.is_refused]


@pytest.mark.parametrize(
    ("rows", "value", "is_set"),
    [
        ({}, ["confirmed_two_person"], False),
        ({"moderation.delete_policy": "never"}, ["never"], True),
    ],
)
def test_choice_shows_what_the_brand_chose_and_what_is_usual(rows, value, is_set):
    [shown] = settings_of(["moderation.delete_policy"], rows)

    assert [c.value for c in shown.choices if c.is_chosen] == value
    assert [c.value for c in shown.choices if c.is_default] == ["confirmed_two_person"]
    assert shown.is_set is is_set


def test_refused_choice_is_shown_and_can_never_be_chosen():
    key = "moderation.delete_policy"
    [shown] = settings_of([key], {key: "any_negative"})

    refused = [c for c in shown.choices if c.is_refused]
    assert [(c.value, c.is_chosen) for c in refused] == [("any_negative", False)]
    assert refused[0].words


@pytest.mark.parametrize(
    ("key", "kinds"),
    [
        ("channel.public_first", ["radio"]),
        ("public.exemptions", ["checkbox"]),
        ("sla.public_first_reply_max_min", ["number"]),
        ("triage.value_weight", ["number"]),
        ("coverage.calendar", ["coverage"]),
        ("lint.non_apology", ["radio"] * 3),
        ("coverage.auto_receipt", ["radio"] * 2),
    ],
)
def test_each_kind_of_setting_has_its_boxes(key, kinds):
    assert [setting.kind for setting in settings_of([key], {})] == kinds


def test_level_by_fault_marks_each_fault_by_itself():
    key = "lint.non_apology"
    rows = {key: {"ours": "block", "not_ours": "off", "unknown": "warn"}}

    _, not_ours, _ = settings_of([key], rows)

    assert marks(not_ours) == [
        ("off", True, False), ("warn", False, True), ("block", False, False),
    ]  # fmt: skip
    assert {c.name for c in not_ours.choices} == {f"{key}:not_ours"}


@pytest.mark.parametrize("language", ["ar", "fa", "en"])
def test_every_setting_and_number_has_words(language):
    with translation.override(language):
        shown = settings_of(list(ROWS), {})

    assert [s.key for s in shown if not s.means] == []
    assert [c.name for s in shown for c in s.choices if not str(c.words)] == []


@pytest.mark.parametrize(
    ("country", "values", "refused"),
    [("SA", ["same_platform", "any"], []), ("AE", ["same_platform"], ["any"])],
)
def test_choice_a_law_forbids_says_what_it_means_and_which_law(country, values, refused):
    [shown] = settings_of(["channel.private_target"], {}, country)

    assert [c.value for c in shown.choices if not c.is_refused] == values
    assert [c.value for c in shown.choices if c.is_refused] == refused
    assert all("Emirates" in c.words for c in shown.choices if c.is_refused)


@pytest.mark.parametrize(("country", "most", "by"), [("SA", 90, True), ("IR", 365, False)])
def test_number_has_the_bound_of_the_law(country, most, by):
    [shown] = settings_of(["monitor.retention_days_unmatched"], {}, country)

    assert (shown.bounds, bool(shown.bound_by)) == ((1, most), by)


@pytest.mark.parametrize(("rows", "value"), [({}, 60), ({TARGET: 0}, 0), ({TARGET: 7}, 7)])
def test_number_shows_the_brands_or_the_usual_one(rows, value):
    [shown] = settings_of([TARGET], rows)

    assert (shown.value, shown.is_set) == (value, bool(rows))


@pytest.mark.parametrize(
    ("key", "query", "value"),
    [
        ("sla.public_first_reply_max_min", "=45", 45),
        ("sla.public_first_reply_max_min", "=٤٥", 45),
        ("triage.value_weight", "=0.5", 0.5),
        ("triage.value_weight", "=", ""),
        (TARGET, "=<b>", "<b>"),
        ("channel.public_first", "=true", True),
        ("channel.public_first", "=on", False),
        ("public.exemptions", "=&public.exemptions=safety", ["safety"]),
        ("public.exemptions", "=", []),
        ("lint.non_apology", ":ours=warn", {"ours": "warn", "not_ours": "", "unknown": ""}),
        ("coverage.auto_receipt", ":public=true", {"public": True, "private": False}),
        ("sla.clock", "=wall", "wall"),
    ],
)
def test_given_is_what_the_playbook_reads(key, query, value):
    assert given([key], QueryDict(f"{key}{query}")) == {key: value}


def test_what_was_not_on_the_page_is_not_given():
    post = QueryDict("sla.clocks=wall&sla.clock.x=1&public.exemptions=safety")

    assert given(["sla.clock"], post) == {}


@pytest.mark.parametrize(
    "raw", ["1.0e999", "-1.0e999", "9" * 5000, "0x10", "1.2.3", "nan", ".nan", "1\0"]
)
@pytest.mark.parametrize(
    "key", ["triage.value_weight", "sla.public_first_reply_max_min", TARGET]
)
def test_number_that_makes_no_sense_is_refused_by_the_playbook(key, raw):
    post = QueryDict(mutable=True)
    post[key] = raw

    with pytest.raises(PolicyError):
        parse_overrides(given([key], post))
