"""Which thread of a forum a link leads into, told by the shape of the address; pure."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from amends.connectors.values.links import canonical, web_link


# Forums that name the thread in a parameter of one page: phpBB, vBulletin, Simple Machines, MyBB.
_PAGES = {"viewtopic.php": "t", "showthread.php": "tid|t", "index.php": "topic"}
# Forums that name it in the path: XenForo, vBulletin, NodeBB, Invision, Discourse, Flarum, bbPress.
_PATHS = tuple(
    map(
        re.compile,
        (
            r".*/threads/(?:[^/]+\.)?\d+(?:-[^/]+)?(?=/|$)",
            r".*/topic/\d+(?=[/-]|$)",
            r".*/t/[^/]+/\d+(?=/|$)",
            r".*/d/\d+(?=[/-]|$)",
            r".*/(?:forums/)?topic/[^/]+(?=/|$)",
        ),
    )
)
# A place of one page where one post stands: comments of a blog, posts of any forum.
_POST = re.compile(r"(?:comment|post|reply|msg|pid|p|c)[-_]?\d+")
_NUMBER = re.compile(r"\d+")


def thread_of(link: str) -> str:
    """Return the address of the thread a link leads into; empty where its shape tells of none."""
    return next(_threads(web_link(link)), "")


def _threads(link: str) -> Iterator[str]:
    if not link:
        return
    parts = urlsplit(link)
    root = f"{parts.scheme}://{parts.netloc}"
    page = parts.path.rpartition("/")[2]
    asked = dict(parse_qsl(parts.query))
    for name in _PAGES.get(page, "").split("|"):
        # Simple Machines puts the post behind the thread: topic=12.msg34.
        if found := _NUMBER.match(asked.get(name, "")):
            yield canonical(f"{root}{parts.path}?{name}={found[0]}")
    for shape in _PATHS:
        if shaped := shape.match(parts.path):
            yield canonical(f"{root}{shaped[0]}")
    if _POST.fullmatch(parts.fragment) and page not in _PAGES:
        query = f"?{parts.query}" if parts.query else ""
        yield canonical(f"{root}{parts.path}{query}")
