"""What people send along with their answers: files of their card, but for those that could do harm."""

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from email.message import EmailMessage, Message

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from files import kinds
from files.names import clean_name
from interactions.log.services import MOST_FILES
from messaging.transports.base import Attached

HARMFUL = frozenset(
    """
    app appref-ms bat chm cmd com cpl crx deb dll docm dotm exe hta htm html img iso jar js jse lnk msc msi msix mst pif
    potm ppam ppsm pptm ps1 psc1 reg rpm scf scr sct settingcontent-ms sh svg swf url vb vbe vbs vhd vhdx wsc wsf wsh
    xht xhtml xlam xll xlsm xltm
    """.split()  # noqa: SIM905  # a list that is read and kept like a text
)
"""Endings of what starts when it is opened: programs, scripts, documents with macros, pages, images of disks."""
PROGRAMS = frozenset(
    {"application/vnd.microsoft.portable-executable", "application/x-elf", "image/svg+xml", "text/html"}
)
"""The same by the first bytes, whatever the name says."""
LONGEST_NAME = 100
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Kept:
    """One that is taken; to `files.services.store` an upload."""

    name: str
    content: bytes

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """All of it."""
        stream = io.BytesIO(self.content)
        while part := stream.read(chunk_size or len(self.content)):
            yield part


def found(letter: Message) -> list[Attached]:
    """What the letter has beside its words; pictures that stand in its text, logos and signs, are a part of it."""
    if not isinstance(letter, EmailMessage):
        return []
    return [one for part in letter.iter_attachments() if (one := _of(part)) is not None]


def _of(part: Message) -> Attached | None:
    if not isinstance(part, EmailMessage) or _is_of_the_text(part):
        return None
    if part.get_content_type() == "message/rfc822":
        enclosed = part.get_payload(0)
        content = enclosed.as_bytes() if isinstance(enclosed, Message) else b""
    else:
        told = part.get_payload(decode=True)
        content = told if isinstance(told, bytes) else b""
    if not content:
        return None
    return Attached(part.get_filename() or "", part.get_content_type(), content)


def _is_of_the_text(part: EmailMessage) -> bool:
    is_shown = part.get_content_maintype() == "image" and part.get("Content-ID") and not part.is_attachment()
    return bool(is_shown) or (part.is_multipart() and part.get_content_type() != "message/rfc822")


def sorted_out(attached: Iterable[Attached]) -> tuple[list[Kept], str]:
    """Those that are kept, and in words which are not and why; empty words when all of them are."""
    kept: list[Kept] = []
    harmful: list[str] = []
    big: list[str] = []
    more = 0
    for one in attached:
        name = _name(one)
        if _is_harmful(name, one.content):
            harmful.append(name)
        elif len(one.content) > settings.MAX_FILE_BYTES:
            big.append(name)
        elif len(kept) >= MOST_FILES:
            more += 1
        else:
            kept.append(Kept(name, one.content))
    return kept, "\n".join(_told(harmful, big, more))


def _name(one: Attached) -> str:
    if name := clean_name(one.name):
        return name
    return _("letter.eml") if one.content_type == "message/rfc822" else _("without a name")


def _is_harmful(name: str, content: bytes) -> bool:
    """By any of its endings: «act.exe.txt» is meant to be renamed."""
    endings = {ending.strip() for ending in name.lower().split(".")[1:]}
    return bool(endings & HARMFUL) or kinds.detect(io.BytesIO(content)) in PROGRAMS


def _told(harmful: Sequence[str], big: Sequence[str], more: int) -> Iterator[str]:
    if harmful:
        yield _("Not kept, for such files may do harm: %(names)s.") % {"names": _names(harmful)}
    if big:
        megabytes = settings.MAX_FILE_BYTES // MEGABYTE
        yield _("Not kept, for they are larger than %(n)d MB: %(names)s.") % {"n": megabytes, "names": _names(big)}
    if more:
        said = ngettext("And %(n)d more file, which was not kept.", "And %(n)d more files, which were not kept.", more)
        yield said % {"n": more}


def _names(names: Sequence[str]) -> str:
    return ", ".join(name[:LONGEST_NAME] for name in names[:MOST_FILES])
