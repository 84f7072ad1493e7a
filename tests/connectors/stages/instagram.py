from connectors import graph_stage, meta_calls
from connectors.replay import Replay
from connectors.stage import FileStage, HookStage
from connectors.stages.messenger import event_with_file


ACCOUNT = "17841405822304914"
COMMON = meta_calls.APP | {"account": ACCOUNT, "username": "nakheel.shop", "days": 36500}
FACEBOOK = COMMON | {"page": "2121008874780932"}
INSTAGRAM = COMMON | {"login": "instagram"}
MEDIUM = "17893085207160254"


def _comment(number, post):
    author = {"from": {"id": "7", "username": post["author"]}} if post["author"] else {}
    written = {"text": post["text"], "timestamp": graph_stage.time_of(number)}
    return {"id": post["id"]} | written | author


def _comments(folder):
    return [_comment(number, post) for number, post in graph_stage.numbered(folder)]


def _media(folder):
    medium = {"id": MEDIUM, "timestamp": graph_stage.time_of(0), "caption": "New"}
    return [medium | {"comments_count": len(graph_stage.numbered(folder))}]


def _change(post):
    author = {"from": {"id": "7", "username": post["author"]}} if post["author"] else {}
    value = {"id": post["id"], "text": post["text"], "media": {"id": MEDIUM}}
    return {"field": "comments", "value": value | author}


def _call(*changes):
    entry = {"id": ACCOUNT, "time": graph_stage.FIRST, "changes": list(changes)}
    return meta_calls.call({"object": "instagram", "entry": [entry]})


def _stage(settings):
    lists = {"media": _media, "comments": _comments, "tags": lambda _folder: []}
    return Replay(
        "instagram",
        answer=graph_stage.answer_with(lists, _comment),
        prepare=graph_stage.prepare,
        settings=settings,
        in_order=False,
    )


STAGES = (_stage(FACEBOOK), _stage(INSTAGRAM))
HOOK = HookStage(
    "instagram",
    FACEBOOK,
    call=lambda posts: _call(*map(_change, posts)),
    unknown=lambda: _call({"field": "story_insights", "value": {}}),
    resign=meta_calls.resign,
    greeting=(meta_calls.greeting(), b"1158201444"),
)


def _tells():
    told = {"object": "instagram", "entry": [{"id": ACCOUNT, "messaging": [event_with_file()]}]}
    return HOOK.hook().receive(meta_calls.call(told)).mentions[0]


FILES = FileStage("instagram", FACEBOOK, _tells)
