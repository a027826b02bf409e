"""One client as an entry of an address book: the whole as a file, the needed part as a square for a camera."""

import io
import tempfile
from pathlib import Path

import segno
from django.utils import timezone

from accounts import company
from accounts.field_rights import may_read
from accounts.models import User
from core.registries.fields import fields
from customers.models import Customer
from listing.exports import columns, values
from listing.exports.writers import About
from listing.exports.writers.vcard import VCard3Writer

SHORT = ("full_name", "last_name", "first_name", "middle_name", "kind", "phone", "email", "company", "position")
"""What a telephone needs; more makes a square that cameras read badly."""
LONGEST = 900
"""Bytes in a square that a telephone still reads from paper."""


def vcard(customer: Customer, reader: User, only: tuple[str, ...] = ()) -> bytes:
    """The entry with all the reader may read; a masked value has no place in an address book."""
    readable = {one.code: one for one in fields if may_read(reader, one) and (not only or one.code in only)}
    picked = columns.choose(reader, readable, list(readable))
    here = company.current()
    about = About(
        number=customer.pk, list_name="", made_by=reader.full_name, made_at=timezone.now(), purpose="", rule="",
        company=here.name, zone=here.zone,
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "card.vcf"
        with VCard3Writer(path, [columns.column(one) for one in picked], about) as writer:
            writer.add(values.records(Customer.objects.visible_to(reader), [customer.pk], picked, reader))
        # The mark of an export means a file that the journal counts; this is one card.
        lines = path.read_bytes().splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(b"X-KARTOTEKA-EXPORT"))


def square(customer: Customer, reader: User, address: str = "") -> bytes:
    """SVG of the short entry, or of an address. An entry too long for a camera is cut by its later lines."""
    text = address or _within(vcard(customer, reader, SHORT).decode())
    picture = io.BytesIO()
    made = segno.make(text, error="m", micro=False, encoding="utf-8")
    made.save(picture, kind="svg", scale=4, border=4, xmldecl=True, svgclass=None, lineclass=None, light="#fff")
    return picture.getvalue()


def _within(text: str) -> str:
    lines = [line for line in text.replace("\r\n ", "").split("\r\n") if line and not line.startswith("X-")]
    while len(lines) > 4 and len("\r\n".join(lines).encode()) > LONGEST:
        lines.pop(-2)
    while len("\r\n".join(lines).encode()) > LONGEST:  # a name as long as a book
        lines = [line[: max(len(line) * 3 // 4, 20)] if len(line) > 100 else line for line in lines]
    return "\r\n".join(lines)
