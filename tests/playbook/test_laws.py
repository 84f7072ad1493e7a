import pytest

from amends.playbook import laws
from amends.playbook.cards import CODES
from amends.playbook.errors import PolicyError
from amends.playbook.keys import KEYS
from amends.playbook.laws import LAWS
from amends.playbook.patterns import LANGUAGES


RETENTION, TARGET = "monitor.retention_days_unmatched", "channel.private_target"


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.code)
def test_law_names_conflicts_and_choices_that_exist_and_speaks_three_languages(law):
    known = {key: {*row.choices, *row.refused} for key, row in KEYS.items()}

    assert law.countries
    assert set(law.conflicts) <= set(CODES)
    assert law.strength in {"A", "B", "C"}
    assert [(k, c) for k, cs in law.forbids.items() for c in cs if c not in known[k]] == []
    assert [k for k, most in law.most.items() if most > KEYS[k].maximum] == []
    assert {KEYS[k].conflict for k in (*law.forbids, *law.most)} <= set(law.conflicts)
    assert all(laws.words_of(language)[law.code] for language in LANGUAGES)


@pytest.mark.parametrize("country", ["SA", "IR", "AE", "EG", "DE", "GB", "US"])
def test_country_has_a_profile_of_its_own(country):
    everywhere = laws.laws_of("ZZ")

    assert [law.code for law in laws.laws_of(country) if law not in everywhere]


def test_platforms_speak_everywhere():
    assert {law.code for law in laws.laws_of("ZZ")} == {
        "google", "yelp", "tripadvisor", "trustpilot",
    }  # fmt: skip


def test_each_choice_refused_in_every_shop_has_a_law_or_a_reason_of_ours():
    by_law = {c for law in LAWS for choices in law.forbids.values() for c in choices}

    assert {"any_negative", "ask_removal", "with_benefit", "allowed"} <= by_law


def test_words_are_told_for_nothing_but_laws():
    assert set(laws.words_of("ar")) == {law.code for law in LAWS}


@pytest.mark.parametrize(
    ("rows", "country", "refused"),
    [
        ({TARGET: "any"}, "AE", TARGET),
        ({TARGET: "any"}, "SA", ""),
        ({TARGET: "same_platform"}, "AE", ""),
        ({RETENTION: 90}, "SA", ""),
        ({RETENTION: 91}, "SA", RETENTION),
        ({RETENTION: 91}, "sa", RETENTION),
        ({RETENTION: 91}, "FR", RETENTION),
        ({RETENTION: 91}, "GB", RETENTION),
        ({RETENTION: 365}, "IR", ""),
    ],
)
def test_law_of_the_country_narrows_a_setting(rows, country, refused):
    if not refused:
        laws.check(rows, country)
        return

    with pytest.raises(PolicyError) as refusal:
        laws.check(rows, country)
    assert refusal.value.key == refused


def test_narrowest_bound_counts_and_names_its_law():
    bound, law = laws.most(RETENTION, "DE")

    assert (bound, law.code) == (90, "eu_privacy")
    assert laws.most(RETENTION, "US") is None
