"""How often one sender may write through a public form: counted in rows, so that all processes agree."""

from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from amends.casebook.models import Mention, Source


PERIOD = timedelta(hours=1)
# Whole towns share one address behind a mobile network: the limit stops programs, not people.
MOST_PER_HOUR = 20
_LOOKED_AT = 500


def address_of(request: HttpRequest) -> str:
    """Return the address a request came from; trusts as many proxies as the operator named.

    An IPv6 home owns a /64: it counts as one sender.
    """
    hops = request.headers.get("X-Forwarded-For", "").split(",")
    proxies: int = settings.ENVIRONMENT.proxies
    given = hops[-proxies] if 0 < proxies <= len(hops) else request.META.get("REMOTE_ADDR", "")
    try:
        found = ip_address(given.strip())
    except ValueError:
        return ""
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or IPv6Address(int(found) >> 64 << 64))
    return str(found)


def mark_of(request: HttpRequest, now: datetime) -> str:
    """Return what tells one sender from another today; tomorrow he has another mark."""
    return salted_hmac(f"amends.web.sender.{now:%Y-%m-%d}", address_of(request)).hexdigest()[
        :24
    ]


def wrote_too_often(
    source: Source, mark: str, now: datetime, *, most: int = MOST_PER_HOUR
) -> bool:
    """Tell whether a sender has used up his hour at one form."""
    latest = Mention.objects.filter(source=source).order_by("-pk")
    rows = latest.values_list("heard_at", "data__sender")[:_LOOKED_AT]
    wrote = [sender for at, sender in rows if at > now - PERIOD]
    return wrote.count(mark) >= most
