import json
from datetime import UTC, datetime

import httpx2
from connectors.replay import PAGE, Replay, keep, kept
from connectors.stage import FileStage, HookStage

from amends.connectors.protocol import Call


NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
HEADER = "x-telegram-bot-api-secret-token"
SETTINGS = {"token": "7:t"}


def _answer(folder, request):
    updates = [_update(n, post) for n, post in enumerate(kept(folder), 1)]
    confirmed, offset = folder / "confirmed", int(request.url.params["offset"])
    before = int(confirmed.read_text()) if confirmed.exists() else 0
    offset = max(offset, before)
    confirmed.write_text(str(offset))
    page = [one for one in updates if one["update_id"] >= offset][:PAGE]
    return httpx2.Response(200, json={"ok": True, "result": page})


def _prepare(folder, posts, **settings):
    (folder / "confirmed").unlink(missing_ok=True)
    return keep(folder, posts, **settings)


def _update(number, post):
    author = {"from": {"id": 41, "first_name": post["author"]}} if post["author"] else {}
    message = {
        "message_id": post["id"],
        "date": 1795424340,
        "chat": {"id": -5, "type": "group", "title": "Rabwa"},
        "text": post["text"],
    }
    return {"update_id": number, "message": message | author}


def id_of(post):
    return f"-5:{post['id']}"


def _call(posts):
    return _shown(json.dumps(_update(1, posts[0])).encode())


def _shown(raw):
    return Call(raw, {HEADER: "s3cret"}, NOW)


STAGE = Replay("telegram", prepare=_prepare, answer=_answer, settings=SETTINGS, id_of=id_of)
HOOK = HookStage(
    "telegram",
    SETTINGS | {"call_secret": "s3cret"},
    _call,
    lambda: _shown(b'{"update_id": 1, "poll": {}}'),
    lambda _, raw: _shown(raw),
    signs_body=False,
    one_at_a_time=True,
    id_of=id_of,
)


def _tells():
    update = _update(1, {"id": 1, "text": "", "author": "a"})
    update["message"]["photo"] = [{"file_id": "big"}]
    return HOOK.hook().receive(_shown(json.dumps(update).encode())).mentions[0]


def _place_of(request):
    told = {"ok": True, "result": {"file_id": "big", "file_path": "photos/1"}}
    return httpx2.Response(200, json=told) if request.url.path.endswith("getFile") else None


FILES = FileStage("telegram", SETTINGS, _tells, _place_of)
