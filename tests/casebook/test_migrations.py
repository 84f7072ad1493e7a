"""Two ways to today's tables: at once on a new database, step by step on one that stands already."""

from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


AT_ONCE = "0001_squashed_0022"
FOLDER = Path(__file__).parents[2] / "amends" / "casebook" / "migrations"
STEPS = sorted(path.stem for path in FOLDER.glob("0*.py") if path.stem != AT_ONCE)


def waiting_after(steps):
    """Return which migrations wait on a database that has made these steps, one after the other."""
    recorder = MigrationRecorder(connection)
    recorder.migration_qs.filter(app="casebook").delete()
    for step in steps:
        recorder.record_applied("casebook", step)
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [(migration.app_label, migration.name) for migration, _ in plan]


def test_both_ways_end_in_the_same_state():
    at_once = MigrationLoader(None).project_state()
    steps = MigrationLoader(None, replace_migrations=False)
    in_steps = steps.project_state(("casebook", STEPS[-1]))

    ours = {key for key in in_steps.models if key[0] == "casebook"}
    assert len(ours) == 56
    assert {key for key in ours if at_once.models[key] != in_steps.models[key]} == set()


@pytest.mark.django_db
def test_database_that_made_every_step_has_nothing_to_do():
    assert waiting_after(STEPS) == []


@pytest.mark.django_db
@pytest.mark.parametrize("done", [1, 10, 21])
def test_database_on_the_way_goes_on_by_steps(done):
    assert waiting_after(STEPS[:done]) == [("casebook", step) for step in STEPS[done:]]
