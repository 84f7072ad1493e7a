from connectors import graph_stage, meta_calls
from connectors.stage import HookStage


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
