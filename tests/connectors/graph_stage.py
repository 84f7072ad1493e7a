"""What the stages of Meta's kinds have in common: pages of two, and the link to the next one."""

import httpx2
from connectors.replay import PAGE, keep, kept

from amends.connectors.platforms.meta.graph import ROOT


FIRST = 1_795_000_000  # epoch seconds of the first post


def time_of(number):
    """Return when a post of a stage was written, as Meta writes it."""
    minutes, seconds = divmod(number, 60)
    return f"2026-11-20T09:{minutes:02d}:{seconds:02d}+0000"


def page(path, items, asked):
    """Return one page of a list and the link to the page that follows."""
    start = int(asked.get("after", 0))
    told = {"data": items[start : start + PAGE]}
    if start + PAGE < len(items):
        link = f"{ROOT}/{path}?access_token=t&after={start + PAGE}"
        cursors = {"before": "b", "after": str(start + PAGE)}
        told["paging"] = {"cursors": cursors, "next": link}
    return told


def numbered(folder):
    """Return the posts of a folder with their numbers, the newest first as Meta lists them."""
    return list(enumerate(kept(folder)))[::-1]


def answer_with(lists, one):
    """Return how a stage answers: ``lists`` by the end of a path, ``one`` a thing by its id."""

    def answer(folder, request):
        asked, path = dict(request.url.params), request.url.path.removeprefix("/v26.0/")
        for end, items_of in lists.items():
            if path.endswith(f"/{end}"):
                return httpx2.Response(200, json=page(path, items_of(folder), asked))
        found = [one(n, post) for n, post in numbered(folder) if post["id"] == path]
        return httpx2.Response(200, json=found[0] if found else {"id": path})

    return answer


def prepare(folder, posts):
    """Write the posts of a stage down."""
    return keep(folder, posts)
