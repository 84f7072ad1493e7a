"""Cursors that are a dataclass, written down so that the next round goes on there."""

import json
from dataclasses import asdict
from typing import Any


def format_cursor(place: Any) -> str:
    """Write a place down as a cursor: a dataclass of what JSON knows."""
    return json.dumps(asdict(place), ensure_ascii=False, separators=(",", ":"))
