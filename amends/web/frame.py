"""What every page needs around its content."""

from typing import Any

from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    """Give templates the reader's theme; empty means as the device says."""
    user = getattr(request, "user", None)
    return {"theme": getattr(user, "theme", "") if user and user.is_authenticated else ""}
