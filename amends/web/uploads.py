"""Files on their way in: what is too much from a stranger is dropped while it arrives, words are kept."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from amends.connectors.protocol import Attachment
from amends.connectors.source_settings import N_
from amends.connectors.values.attachments import TOO_BIG
from amends.rooms.respond.enclosing import MEGABYTE
from amends.rooms.respond.limits import LIMITS


TOO_MANY = N_("These are too many files.")


class Doorkeeper(FileUploadHandler):
    """Stops a file that is too big, and every file after the last allowed one.

    ``refused`` says why, once per file; the rest of the form arrives as if they were not there.
    """

    def __init__(self, request: HttpRequest, *, most_files: int, most_bytes: int) -> None:
        super().__init__(request)
        self.most_files, self.most_bytes = most_files, most_bytes
        self.files, self.bytes = 0, 0
        self.refused: list[str] = []

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Count one more file."""
        super().new_file(*args, **kwargs)
        self.files, self.bytes = self.files + 1, 0
        if self.files > self.most_files:
            self._refuse(TOO_MANY)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002 - Django's signature
        """Pass the bytes on to where Django keeps them."""
        self.bytes += len(raw_data)
        if self.bytes > self.most_bytes:
            self._refuse(TOO_BIG)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the handlers after this one."""

    def _refuse(self, why: str) -> None:
        self.refused.append(why)
        raise SkipFile


def guard(request: HttpRequest, *, most_files: int, most_bytes: int) -> Doorkeeper:
    """Put a doorkeeper before Django's own handlers; call it before the form is read."""
    keeper = Doorkeeper(request, most_files=most_files, most_bytes=most_bytes)
    request.upload_handlers.insert(0, keeper)
    return keeper


def attachments(
    request: HttpRequest, field: str, *, most_files: int | None = None, most_bytes: int = -1
) -> list[Attachment]:
    """Return the files of a field as the connectors know them; names and types are claims.

    Beyond ``most_files`` and ``most_bytes`` nothing is read; no bound where none is given.
    """
    return [
        Attachment(str(one.name), str(one.content_type), one.read(most_bytes))
        for one in request.FILES.getlist(field)[:most_files]
    ]


def enclosures(request: HttpRequest) -> list[Attachment]:
    """Return the files that go with an answer; one and one byte too many, for the room to refuse."""
    most_bytes = LIMITS.most_file_mb * MEGABYTE + 1
    most_files = LIMITS.most_files + 1
    return attachments(request, "files", most_files=most_files, most_bytes=most_bytes)
