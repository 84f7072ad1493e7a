from datetime import UTC, datetime

import pytest

from amends.connectors.network.answers import Answer
from amends.connectors.platforms.google.api import judge
from amends.connectors.protocol import Busy, NeedsReconnecting


NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def refused(status, content, headers=None):
    judge(Answer(status, headers or {}, content, "https://google.example/?key=hush"), NOW)


@pytest.mark.parametrize(
    "content",
    [
        b'{"error": {"errors": [{"reason": "quotaExceeded"}]}}',
        b'{"error": {"errors": [{"reason": "userRateLimitExceeded"}]}}',
        b'{"error": {"status": "RESOURCE_EXHAUSTED"}}',
    ],
)
def test_quota_that_is_used_up_means_later(content):
    with pytest.raises(Busy) as busy:
        refused(403, content, {"retry-after": "7"})

    assert busy.value.retry_after_s == 7
    assert "hush" not in str(busy.value)


@pytest.mark.parametrize("content", [b"{}", b'{"error": {"status": "PERMISSION_DENIED"}}'])
def test_other_refusals_mean_what_they_always_mean(content):
    with pytest.raises(NeedsReconnecting):
        refused(403, content)


def test_success_is_no_refusal():
    refused(200, b"quotaExceeded")
