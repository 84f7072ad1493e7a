"""What Google's services have in common: how we sign in, and which refusals only mean "later"."""

from datetime import datetime
from http import HTTPStatus

from amends.connectors.network.answers import Answer, raise_for, wait_s
from amends.connectors.protocol import Busy
from amends.connectors.reviews.api import ReviewApi


TOKENS = "https://oauth2.googleapis.com/token"
_LATER = (
    b"rateLimitExceeded",
    b"userRateLimitExceeded",
    b"quotaExceeded",
    b"RESOURCE_EXHAUSTED",
)


class GoogleApi(ReviewApi):
    """One account at one of Google's services."""

    def judge(self, answer: Answer, now: datetime) -> None:
        """Raise Busy for a quota that is used up, which Google says with 403 as well as 429."""
        judge(answer, now)


def judge(answer: Answer, now: datetime) -> None:
    """Raise what a refusal of Google means; see ``Http.request``."""
    if answer.status == HTTPStatus.FORBIDDEN and any(word in answer.content for word in _LATER):
        raise Busy(
            f"{answer.place} says that the quota is used up.", wait_s(answer.headers, now)
        )
    raise_for(answer, now)
