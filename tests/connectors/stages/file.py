import json
import os

from connectors.stage import Stage


def _prepare_file(folder, posts):
    lines = [json.dumps(post, ensure_ascii=False) + "\n" for post in posts]
    (folder / "posts.jsonl").write_text("".join(lines), encoding="utf-8")
    os.utime(folder / "posts.jsonl", (0, 0))
    return {"path": str(folder / "posts.jsonl"), "page_size": 2}


def _fail_file(folder, fault):
    path = folder / "posts.jsonl"
    path.rename(folder / "away")
    if fault == "broken":
        path.write_bytes(b'{"a": "x"}\n')


def _heal_file(folder):
    (folder / "away").replace(folder / "posts.jsonl")


STAGE = Stage("file", _prepare_file, _fail_file, _heal_file, faults=("500", "broken"))
