"""Files as they came: stored once by their content, outside the web root."""

import hashlib
import os
from pathlib import Path

from django.conf import settings


def keep(content: bytes, suffix: str = "") -> str:
    """Store bytes durably and return their name under MEDIA_ROOT; the same bytes once only."""
    digest = hashlib.sha256(content).hexdigest()
    name = f"{digest[:2]}/{digest}{suffix}"
    path = Path(settings.MEDIA_ROOT) / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_durably(path, content)
    return name


def _write_durably(path: Path, content: bytes) -> None:
    # A half-written file must never carry the final name.
    part = path.with_name(f"{path.name}.{os.getpid()}.{os.urandom(4).hex()}.part")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
