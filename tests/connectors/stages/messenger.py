from connectors import graph_stage, meta_calls
from connectors.replay import Replay
from connectors.stage import FileStage, HookStage


PAGE = "2121008874780932"
SETTINGS = meta_calls.APP | {"page": PAGE, "days": 36500}


def _message(number, post):
    author = {"from": {"id": "7", "name": post["author"]}} if post["author"] else {}
    written = {"message": post["text"], "created_time": graph_stage.time_of(number)}
    return {"id": post["id"], "to": {"data": [{"id": PAGE}]}} | written | author


def _conversations(folder):
    return [
        {
            "id": f"t_{number}",
            "updated_time": graph_stage.time_of(number),
            "messages": {"data": [_message(number, post)]},
        }
        for number, post in graph_stage.numbered(folder)
    ]


def _event(number, post):
    return {
        "sender": {"id": "7"},
        "recipient": {"id": PAGE},
        "timestamp": (graph_stage.FIRST + number) * 1000,
        "message": {"mid": post["id"], "text": post["text"]},
    }


def _call(*events):
    return meta_calls.call(
        {"object": "page", "entry": [{"id": PAGE, "messaging": list(events)}]}
    )


STAGE = Replay(
    "messenger",
    answer=graph_stage.answer_with({"conversations": _conversations}, _message),
    prepare=graph_stage.prepare,
    settings=SETTINGS,
    in_order=False,
)
HOOK = HookStage(
    "messenger",
    SETTINGS,
    call=lambda posts: _call(*(_event(n, post) for n, post in enumerate(posts))),
    unknown=lambda: _call({"sender": {"id": "7"}, "recipient": {"id": PAGE}, "read": {}}),
    resign=meta_calls.resign,
    greeting=(meta_calls.greeting(), b"1158201444"),
    author_of=lambda _post: "",
)


def event_with_file():
    """Return an event whose message brings a picture."""
    picture = {"type": "image", "payload": {"url": "https://cdn.example/v/1.jpg"}}
    event = _event(0, {"id": "m_1", "text": ""})
    return event | {"message": {"mid": "m_1", "attachments": [picture]}}


def _tells():
    return HOOK.hook().receive(_call(event_with_file())).mentions[0]


FILES = FileStage("messenger", SETTINGS, _tells)
