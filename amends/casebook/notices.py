"""Ready-made texts on their way out: filled, reviewed once more, put into the outbox."""

from datetime import datetime

from amends import messages
from amends.casebook import doors
from amends.casebook.errors import Refused
from amends.casebook.models import Case, Delivery
from amends.playbook.contract import ReviewContext


def put_notice(
    case: Case,
    where: doors.Address,
    kind: str,
    *,
    message: str,
    now: datetime,
    key: str,
    **slots: str,
) -> Delivery:
    """Put a ready-made text into the outbox; ``kind`` and ``slots`` are those of ``messages``.

    Brand and reference are filled in here where the text names them. It answers in the thread
    under the thread's own subject. Raises Refused when a value cannot leave (invariant 5).
    """
    language = doors.language_of(case)
    known = {"brand": case.brand.name_in(language), "reference": str(case)}
    wanted = messages.SLOTS[kind]
    slots |= {name: value for name, value in known.items() if name in wanted}
    context = ReviewContext(lang=language, public=False, fault="none", stage="closing")
    if messages.check_values(slots, context).verdict == "block":
        raise Refused("notice_blocked", kind)
    ready = messages.render(kind, language, **slots)
    return doors.put(
        case,
        where,
        ready.text,
        now=now,
        message=message,
        key=key,
        language=language,
        counts=False,
        subject=where.subject if where.parent else ready.subject,
    )
