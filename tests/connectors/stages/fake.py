import json
from pathlib import Path

from connectors.stage import POLLED, Stage


def _prepare_fake(visibility):
    def prepare(folder: Path, posts):
        lines = [
            {"author_name": post["author"], "visibility": visibility, "ago_s": 60} | post
            for post in posts
        ]
        (folder / "script.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
        return {"world": str(folder), "page_size": 2}

    return prepare


def _fail_fake(folder, fault):
    with (folder / "faults.jsonl").open("a") as file:
        file.write(json.dumps({"on": "hear", "fault": fault}) + "\n")


STAGES = (
    Stage("fake_public", _prepare_fake("public"), _fail_fake, faults=POLLED),
    Stage("fake_private", _prepare_fake("private"), _fail_fake, faults=POLLED),
    Stage("fake_chat", _prepare_fake("private"), _fail_fake, faults=POLLED),
    Stage("fake_link", _prepare_fake("public"), _fail_fake, faults=POLLED),
)
