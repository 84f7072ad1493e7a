"""Links as pages and newsletters hand them round: the same article behind many addresses."""

import re
from urllib.parse import SplitResult, parse_qs, parse_qsl, urlencode, urlsplit

from amends.language.normalise import strip_bidi


_TRACKING = re.compile(
    r"(utm_|mc_|pk_|hsa_|ga_|oly_|vero_|wt_|at_).*"
    r"|fbclid|gclid|dclid|gbraid|wbraid|msclkid|twclid|yclid|igsh|igshid|ttclid|_hsenc|_hsmi|mkt_tok"
    r"|cmpid|xtor|spm|ref_src|__twitter_impression|guccounter|guce_referrer(_sig)?",
    re.IGNORECASE,
)
_GOOGLE = re.compile(r"(www\.)?google(\.[a-z]{2,3}){1,2}")
_PORTS = {"http": 80, "https": 443}


def web_link(link: str) -> str:
    """Return a link that a person may follow; empty for what does not lead to a web page."""
    plain = strip_bidi(link).strip()
    parts = _split(plain)
    return plain if parts and parts.scheme in _PORTS and parts.hostname else ""


def host_of(link: str) -> str:
    """Return the site a link leads to, without its ``www.``."""
    parts = _split(link)
    return (parts.hostname or "").removeprefix("www.") if parts else ""


def canonical(link: str) -> str:
    """Return the one form in which links are compared; empty for what is no link.

    Host in small letters without ``www.``, always https, no tracking parameters, no slash at the
    end; a fragment stays where it names a place of the page, such as one comment.
    """
    parts = _split(web_link(link))
    if parts is None or not parts.hostname:
        return ""
    port = "" if parts.port in {None, *_PORTS.values()} else f":{parts.port}"
    query = [(n, v) for n, v in parse_qsl(parts.query, True) if not _TRACKING.fullmatch(n)]  # noqa: FBT003 - keeps what has no value
    is_place = parts.fragment and not re.search(r"=|^:~:", parts.fragment)
    return "".join((
        f"https://{host_of(link)}{port}{parts.path.rstrip('/')}",
        f"?{urlencode(query)}" if query else "",
        f"#{parts.fragment}" if is_place else "",
    ))  # fmt: skip


def behind_google(link: str) -> str:
    """Return where a link of ``google.com/url?…`` really leads; other links as they are.

    Empty where it leads to no web page: copies of alerts may carry ``javascript:``.
    """
    parts = _split(link)
    if parts is None or not (_GOOGLE.fullmatch(parts.hostname or "") and parts.path == "/url"):
        return web_link(link)
    asked = parse_qs(parts.query)
    targets = [*asked.get("url", ()), *asked.get("q", ())]
    return web_link(targets[0]) if targets else ""


def _split(link: str) -> SplitResult | None:
    """Return the parts of a link, None where they make no sense together."""
    try:
        parts = urlsplit(link)
        _ = parts.port  # a wrong port shows only when it is asked for
    except ValueError:
        return None
    return parts
