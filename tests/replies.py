"""Send replies in tests, and say why one was refused."""

from people import NOW

from amends.rooms.respond import service


def send(shop, case, text, visibility="public", by=None, now=NOW, **fields):
    return service.send_reply(
        case, text, user=by or case.owner, visibility=visibility, now=now, **fields
    )


def because(refused):
    return refused.value.because


def twice(shop, case, good):
    """Send both replies the public thread takes."""
    send(shop, case, good["ar"])
    shop.hear(case, text="كلام فارغ", said_at=NOW)
    send(shop, case, good["second"])


def excused(shop, case, text, visibility="public"):
    """Return a reason for each warning a text gets."""
    review = service.review_draft(case, text, user=case.owner, visibility=visibility, now=NOW)
    return {one.code: "له سبب" for one in review.findings if one.level == "warn"}
