"""A small server of Telegram's Bot API in memory, for tests of both directions."""

import json
from pathlib import Path

import httpx2

from amends.connectors.network.http import Http
from amends.connectors.telegram import Settings, Telegram


UPDATE = json.loads((Path(__file__).parent / "telegram/update.json").read_text("utf-8"))
CHAT = UPDATE["message"]["chat"]
TOKEN = "7:very-secret"


def update(number, text="hello", kind="message", **change):
    message = UPDATE["message"] | {"message_id": number, "text": text} | change
    return {"update_id": 700 + number, kind: message}


def private(number, text="hello", **change):
    chat = {"id": 41, "type": "private", "first_name": "نورا"}
    return update(number, text, chat=chat, **change)


class Server:
    """Updates that are forgotten once confirmed, two to a page; it can refuse."""

    def __init__(self, *updates):
        self.updates, self.asked, self.answers = list(updates), [], []
        self.files = {}

    def __call__(self, request):
        self.asked.append(request)
        assert request.url.path.startswith((f"/bot{TOKEN}/", f"/file/bot{TOKEN}/"))
        if self.answers:
            answer = self.answers.pop(0)
            if isinstance(answer, Exception):
                raise answer
            return answer
        if "/file/" in request.url.path:
            return httpx2.Response(200, content=self.files[request.url.path.rpartition("/")[2]])
        if request.url.path.endswith("getFile"):
            return self._place_of(request.url.params["file_id"])
        if request.method == "POST":
            return httpx2.Response(200, json={"ok": True, "result": self._sent(request)})
        offset = int(request.url.params["offset"])
        self.updates = [one for one in self.updates if one["update_id"] >= offset]
        return httpx2.Response(200, json={"ok": True, "result": self.updates[:2]})

    def _place_of(self, key):
        if key not in self.files:
            return refusal(400, "Bad Request: file is too big")
        told = {"file_id": key, "file_path": f"photos/{key}"}
        return httpx2.Response(200, json={"ok": True, "result": told})

    def _sent(self, request):
        chat = json.loads(request.content)["chat_id"]
        is_group = str(chat).startswith("-")
        return {"message_id": 90, "chat": CHAT if is_group else {"id": 41, "type": "private"}}

    def bot(self, **settings):
        http = Http(transport=lambda *_: httpx2.MockTransport(self))
        return Telegram(Settings(**{"token": TOKEN} | settings), http)

    def sent(self):
        return [json.loads(one.content) for one in self.asked if one.method == "POST"]


def refusal(status, description="no", **parameters):
    told = {"ok": False, "error_code": status, "description": description}
    return httpx2.Response(
        status, json=told | ({"parameters": parameters} if parameters else {})
    )
