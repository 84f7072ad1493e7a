import httpx2
from connectors import graph_stage, meta_calls
from connectors.stage import FileStage, HookStage


NUMBER = "1122334455667"


def _message(number, post):
    return {
        "from_user_id": "SA.13491208655302741918",
        "id": post["id"],
        "timestamp": str(graph_stage.FIRST + number),
        "type": "text",
        "text": {"body": post["text"]},
    }


def _change(messages, contacts, field="messages"):
    metadata = {"display_phone_number": "966500000001", "phone_number_id": NUMBER}
    value = {"messaging_product": "whatsapp", "metadata": metadata}
    return {"field": field, "value": value | {"contacts": contacts, "messages": messages}}


def _call(*changes):
    entry = {"id": "1234567890987654321", "changes": list(changes)}
    return meta_calls.call({"object": "whatsapp_business_account", "entry": [entry]})


def status(key, became, **more):
    """Return a call that says what became of a message we sent."""
    told = {"id": key, "status": became, "timestamp": str(graph_stage.FIRST), **more}
    change = _change([], [])
    return _call(change | {"value": change["value"] | {"statuses": [told]}})


def _told(posts):
    """One change for each message: several people write in one call."""
    return _call(*(
        _change(
            [_message(n, post)],
            [{"profile": {"name": post["author"]}, "user_id": "SA.13491208655302741918"}],
        )
        for n, post in enumerate(posts)
    ))  # fmt: skip


HOOK = HookStage(
    "whatsapp",
    meta_calls.APP | {"phone_number_id": NUMBER},
    call=_told,
    unknown=lambda: _call(_change([], [], field="message_template_status_update")),
    resign=meta_calls.resign,
    greeting=(meta_calls.greeting(), b"1158201444"),
)


def _tells():
    plain = _message(0, {"id": "wamid.1", "text": ""})
    picture = {"type": "image", "image": {"id": "998877", "mime_type": "image/jpeg"}}
    return HOOK.hook().receive(_call(_change([plain | picture], []))).mentions[0]


def _place_of(request):
    is_place = request.url.path.endswith("/998877")
    link = {"url": "https://lookaside.example/whatsapp", "mime_type": "image/jpeg"}
    return httpx2.Response(200, json=link) if is_place else None


FILES = FileStage("whatsapp", HOOK.settings, _tells, _place_of)
