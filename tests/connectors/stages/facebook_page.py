from connectors import graph_stage, meta_calls
from connectors.replay import Replay
from connectors.stage import FileStage, HookStage
from connectors.stages.messenger import event_with_file


PAGE = "2121008874780932"
SETTINGS = meta_calls.APP | {"page": PAGE, "days": 36500}


def _author(post):
    return {"from": {"id": "7", "name": post["author"]}} if post["author"] else {}


def _post(number, post):
    written = {"message": post["text"], "created_time": graph_stage.time_of(number)}
    return {"id": post["id"]} | written | _author(post)


def _feed(folder):
    return [_post(number, post) for number, post in graph_stage.numbered(folder)]


def _change(number, post):
    value = {
        "item": "comment",
        "verb": "add",
        "comment_id": post["id"],
        "post_id": f"{PAGE}_1",
        "parent_id": f"{PAGE}_1",
        "created_time": graph_stage.FIRST + number,
        "message": post["text"],
    }
    return {"field": "feed", "value": value | _author(post)}


def _call(*changes):
    entry = {"id": PAGE, "time": graph_stage.FIRST, "changes": list(changes)}
    return meta_calls.call({"object": "page", "entry": [entry]})


STAGE = Replay(
    "facebook_page",
    answer=graph_stage.answer_with({"feed": _feed, "tagged": lambda _folder: []}, _post),
    prepare=graph_stage.prepare,
    settings=SETTINGS,
    in_order=False,
)
HOOK = HookStage(
    "facebook_page",
    SETTINGS,
    call=lambda posts: _call(*(_change(n, post) for n, post in enumerate(posts))),
    unknown=lambda: _call({"field": "feed", "value": {"item": "reaction", "verb": "add"}}),
    resign=meta_calls.resign,
    greeting=(meta_calls.greeting(), b"1158201444"),
)


def _tells():
    told = {"object": "page", "entry": [{"id": PAGE, "messaging": [event_with_file()]}]}
    return HOOK.hook().receive(meta_calls.call(told)).mentions[0]


FILES = FileStage("facebook_page", SETTINGS, _tells)
