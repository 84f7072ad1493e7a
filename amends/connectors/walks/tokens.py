"""Lists that show the latest first: read back, page by page, to what is known."""

from collections.abc import Mapping
from dataclasses import dataclass, field


REMEMBERED = 300  # ids of each list


@dataclass(slots=True)
class Walk:
    """How far one list was read; JSON-ready, part of a cursor.

    A mark is a number that grows with time. ``until`` is the highest heard when the last walk
    ended, ``newest`` the highest of the walk under way and ``token`` the page it goes on with.
    ``recent`` holds the ids heard lately with their marks, so that pages may overlap.
    """

    until: int = 0
    newest: int = 0
    token: str = ""
    recent: dict[str, int] = field(default_factory=dict)

    def take(self, marks: Mapping[str, int], token: str, floor: int = 0) -> set[str]:
        """Note one page, ids with their marks, and return those not heard lately.

        ``token`` is the service's name of the next page. Nothing below the ``floor`` is returned.
        The walk ends without a token, with a page that lies below the floor, and with one that an
        earlier walk knew already; one old post among new ones ends nothing.
        """
        fresh = {key for key, mark in marks.items() if mark >= floor} - set(self.recent)
        known = sorted((self.recent | dict(marks)).items(), key=lambda one: one[1])
        self.recent = dict(known[-REMEMBERED:])
        self.newest = max(self.newest, *marks.values(), 0)
        is_known = not fresh and max(marks.values(), default=0) <= self.until
        is_over = is_known or max(marks.values(), default=floor) < floor
        self.token = "" if is_over else token
        if not self.token:
            self.until, self.newest = max(self.until, self.newest), 0
        return fresh

    def start_over(self) -> None:
        """Begin at the latest again: the service has forgotten the page we were at."""
        self.token = ""
