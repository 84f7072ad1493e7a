"""A thousand real reviews in three languages: imported, read, triaged, shown, found."""

import csv
import gzip
import itertools
import json
import os
from datetime import UTC, datetime
from pathlib import Path

import people
import pytest
from django.urls import reverse

from amends.casebook import search
from amends.casebook.models import Analysis, Case, Clock, Entry, Mention
from amends.management import importing
from amends.web import inbox


SETS = ("ar_company_reviews", "fa_snappfood", "en_airline_tweets")
EACH = 334  # three pages of the import, six batches of the rooms
SHARED = Path(os.environ["AMENDS_SHARED"]) / "data"
NOW = datetime.now(UTC)
BROKEN = {5: "{broken", 400: '{"id": "x", "text": " "}', 1001: "[1, 2]"}

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,  # some seconds
    pytest.mark.skipif(not SHARED.is_dir(), reason="the shared data sets are not there"),
]


def real_rows():
    """Return the reviews as they would stand in a shop's file."""
    rows = []
    for name in SETS:
        with gzip.open(SHARED / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            rows += [json.loads(line) for line in itertools.islice(lines, EACH)]
    return [{"id": row["id"], "text": row["text"]} for row in rows]


def write(path, rows):
    """Write the rows as JSON lines with broken ones among them."""
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    for number, line in sorted(BROKEN.items()):
        lines.insert(number - 1, line)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_a_thousand_real_reviews(tmp_path, client):
    path, rows, brand = tmp_path / "reviews.jsonl", real_rows(), people.brand()
    write(path, rows)

    told = list(importing.mentions(path, brand.slug, now=NOW))

    assert told[-2:] == [
        f"{len(rows)} new mentions",
        f"{len(BROKEN)} rows could not be taken: {path}.rejects.csv",
    ]
    assert_heard_and_triaged(rows)
    assert_rejected(path)
    assert_visible(client, brand)
    assert_found_in_any_spelling(brand)
    before = counts()
    again = list(importing.mentions(path, brand.slug, now=NOW))
    assert again[-2:] == ["0 new mentions", told[-1]]
    assert counts() == before


def assert_heard_and_triaged(rows):
    heard = Mention.objects.values_list("external_id", "text")
    assert dict(heard) == {row["id"]: row["text"] for row in rows}
    assert Mention.objects.exclude(state="triaged").count() == 0
    assert Analysis.objects.count() == len(rows)
    complaints = Analysis.objects.filter(is_complaint=True)
    assert complaints.filter(mention__case=None).count() == 0
    assert len(rows) > complaints.count() > len(rows) / 4
    languages = Analysis.objects.values_list("lang", flat=True).distinct()
    assert {"ar", "fa", "en"} <= set(languages)


def assert_rejected(path):
    with path.with_name(path.name + ".rejects.csv").open(encoding="utf-8-sig") as file:
        rejected = list(csv.DictReader(file))
    assert [int(row["line"]) for row in rejected] == list(BROKEN)
    assert all(row["reason"] for row in rejected)


def assert_visible(client, brand):
    client.force_login(brand.owner)
    shown = client.get(reverse("heard")).context["mentions"]
    latest = Mention.objects.order_by("-pk").values_list("pk", flat=True)[:40]
    assert [mention.pk for mention, _ in shown] == list(latest)
    first = inbox.look([brand], {}, brand.owner, NOW).cases["waiting"]
    assert len(first) == inbox.PAGE
    assert client.get(reverse("inbox")).status_code == 200


def assert_found_in_any_spelling(brand):
    for spellings in (
        ("المطعم", "المَطعَم"),
        ("رستوران", "رستـوران"),
        ("کیفیت", "كيفيت"),
        ("Delay", "delay"),
    ):
        found = [search.find(words, [brand.pk], limit=1_000) for words in spellings]
        assert found[0], spellings
        assert found[0] == found[1], spellings


def counts():
    return [model.objects.count() for model in (Mention, Analysis, Case, Clock, Entry)]
