"""The bytes of calls that nobody could read yet: what a person said may stand in them."""

from collections.abc import Iterable

from amends.casebook.models import Brand, ServiceCall, ServiceCallState


SHORTEST_MARK = 3  # a shorter one stands in every call


def empty_calls_about(brand: Brand, marks: Iterable[str]) -> int:
    """Drop the bytes of kept calls that name a person by one of these; returns how many.

    What was read holds no bytes any more.
    """
    wanted = [
        mark.lower().encode() for mark in set(marks) if len(mark.strip()) >= SHORTEST_MARK
    ]
    kept = ServiceCall.objects.filter(source__brand=brand).exclude(raw=b"")
    found = [
        row.pk
        for row in kept.only("raw").iterator(chunk_size=50)
        if any(mark in bytes(row.raw).lower() for mark in wanted)
    ]
    return ServiceCall.objects.filter(pk__in=found).update(
        raw=b"", state=ServiceCallState.UNKNOWN, retry_at=None, headers={}, query={}
    )
