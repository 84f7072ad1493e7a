"""Keep what was measured: one JSON file, a key for each figure."""

import json
import os
import platform
from datetime import UTC, datetime
from pathlib import Path
from typing import Any


PLACE = Path(__file__).parents[1] / "var" / "bench" / "results.json"


def keep(name: str, found: Any) -> None:
    """Write a figure beside the others, with when and where it was measured."""
    kept = json.loads(PLACE.read_text()) if PLACE.exists() else {}
    machine = (
        f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    )
    kept[name] = {"found": found, "at": datetime.now(UTC).isoformat(), "machine": machine}
    PLACE.parent.mkdir(parents=True, exist_ok=True)
    PLACE.write_text(json.dumps(kept, indent=1))
