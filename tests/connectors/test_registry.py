import re
from pathlib import Path

import pytest
from connectors.conformance import HOOKS, OTHER_KITS, STAGES, UNPOLLED

from amends.connectors.kinds import fields_of, parse_settings
from amends.connectors.protocol import Capability
from amends.connectors.registry import CONNECTORS
from amends.connectors.source_settings import SettingsError


SECRET = re.compile("password|token|secret|(^|_)key$")
ROOT = Path(__file__).parents[2]

every_kind = pytest.mark.parametrize("kind", CONNECTORS.values(), ids=lambda kind: kind.name)


@every_kind
def test_a_kind_has_a_capability_and_a_title(kind):
    assert isinstance(kind.capability, Capability)
    assert kind.title.strip() == kind.title != ""
    assert CONNECTORS[kind.name] is kind


@every_kind
def test_a_kind_has_a_card(kind):
    cards = (ROOT / "docs/connectors.md").read_text(encoding="utf-8")

    assert f"\n### {kind.name} — {kind.title}\n" in cards


@every_kind
def test_a_kind_has_a_kit(kind):
    kits = {stage.kind: __file__ for stage in (*STAGES, *HOOKS)} | UNPOLLED | OTHER_KITS

    assert (ROOT / kits[kind.name]).exists()


@every_kind
def test_every_setting_has_a_label(kind):
    fields = fields_of(kind)

    assert fields
    assert all(field.label != field.name for field in fields)


@every_kind
def test_secrets_and_only_they_are_called_so(kind):
    secret = {field.name for field in fields_of(kind) if field.secret}

    assert {f.name for f in fields_of(kind) if SECRET.search(f.name)} == secret


@every_kind
def test_an_unknown_setting_is_named(kind):
    with pytest.raises(SettingsError) as refusal:
        parse_settings(kind, {"no_such": "x"})

    assert "no_such" in refusal.value.problem_by_setting


@every_kind
def test_building_checks_the_settings_first(kind):
    with pytest.raises(SettingsError):
        kind.build({"no_such": "x"})
