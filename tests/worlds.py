"""Practice worlds for tests: a folder, its posts, and the sources that hear them."""

import json
from pathlib import Path

import people

from amends.casebook import vault


def world(folder: Path, *posts: dict) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "script.jsonl").open("a", encoding="utf-8") as script:
        for post in posts:
            script.write(json.dumps(post, ensure_ascii=False) + "\n")
    return folder


def post(number, text="وصلتني الماكينة مكسورة", **fields):
    values = {
        "id": f"p{number}",
        "author_id": f"a{number}",
        "author_name": "نورة",
        "handle": f"@a{number}",
        "text": text,
        "at": "2026-11-23T08:55:00+00:00",
        "thread": f"t{number}",
    }
    return values | fields


def fault(folder: Path, on: str, name: str) -> None:
    with (folder / "faults.jsonl").open("a", encoding="utf-8") as faults:
        faults.write(json.dumps({"on": on, "fault": name}) + "\n")


def said(folder: Path) -> list[dict]:
    path = folder / "said.jsonl"
    return (
        [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        if path.exists()
        else []
    )


def source(brand, folder: Path, kind="fake_public", **settings):
    made = people.source(brand, kind=kind)
    made.settings = vault.seal({"world": str(folder), **settings})
    made.save()
    return made
