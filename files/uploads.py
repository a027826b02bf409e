"""What is too large is read past, not kept: the page then says so instead of filling the disk."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest


class RefuseHugeUploads(FileUploadHandler):
    """First of the handlers. Drops the files of a request whose length passes settings.MAX_UPLOAD_BYTES."""

    refuses = False

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, str],  # noqa: N803  # Django's name
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        self.refuses = content_length > settings.MAX_UPLOAD_BYTES

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        if self.refuses and self.request is not None:
            self.request.META["kartoteka.too_big"] = "1"
            raise SkipFile
        return super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def was_too_big(request: HttpRequest) -> bool:
    """Whether files of this request were dropped. Ask after reading `request.FILES`."""
    return "kartoteka.too_big" in request.META
