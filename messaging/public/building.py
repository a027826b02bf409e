"""Forms of sites as an administrator of consents builds them."""

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

import journal
from accounts.models import User
from consents.choices import Basis
from consents.models import Channel, Purpose
from consents.words import channel as channel_words
from core.errors import DomainError
from messaging.models import ConsentForm, FormBox
from messaging.public import choosing

FORM = "messaging.consentform"
SAVED = "messaging.form_saved"
MOST_SITES = 20
HOST = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*", re.ASCII)
BY_MESSAGE = ("email", "phone")
"""Kinds of contacts that can be asked to confirm."""


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What a form is to be."""

    name: str
    asks: Sequence[str]
    languages: Sequence[str]
    boxes: Sequence[tuple[str, str]]
    """(purpose, channel or empty), in the order they stand."""
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    sites: Sequence[str] = ()
    is_open: bool = True


def offered() -> list[tuple[str, str]]:
    """Boxes a form may have, as (value, words): each consent of a purpose whose text is in force."""
    channels = list(Channel.objects.filter(contact_kind__in=BY_MESSAGE).order_by("weight", "code"))
    texts = choosing.texts_in_force()
    found = []
    for purpose in Purpose.objects.filter(archived_at=None, basis=Basis.CONSENT).order_by("weight", "code"):
        if not purpose.is_advertising and choosing.text_for(texts, purpose.pk, ""):
            found.append((f"{purpose.pk}.", purpose.name))
        elif purpose.is_advertising:
            found += [
                (f"{purpose.pk}.{one.pk}", f"{purpose.name}: {channel_words(one.pk)}")
                for one in channels
                if choosing.text_for(texts, purpose.pk, one.pk)
            ]
    return found


@transaction.atomic
def save(wish: Wish, *, by: User, form: ConsentForm | None = None) -> ConsentForm:
    """Make one, or change it: its address stays. Raises DomainError on what cannot be shown."""
    sites = [checked_site(one) for one in wish.sites if one.strip()]
    if not set(wish.asks) & {"email", "phone"}:
        raise DomainError(_("A form asks for an e-mail address or a phone: the consent belongs to it."), code="asks")
    if not wish.boxes:
        raise DomainError(_("A form needs at least one box."), code="boxes")
    if not wish.languages:
        raise DomainError(_("Choose at least one language."), code="languages")
    if len(sites) > MOST_SITES:
        raise DomainError(_("At most %(most)s sites.") % {"most": MOST_SITES}, code="sites")
    made = form or ConsentForm(token=secrets.token_urlsafe(16))
    made.name, made.asks, made.languages = wish.name.strip(), list(wish.asks), list(wish.languages)
    made.texts = {language: dict(texts) for language, texts in wish.texts.items() if language in wish.languages}
    made.sites, made.is_open, made.updated_at = sorted(set(sites)), wish.is_open, timezone.now()
    made.save()
    made.boxes.all().delete()
    FormBox.objects.bulk_create(
        FormBox(form=made, purpose_id=purpose, channel=channel, position=position)
        for position, (purpose, channel) in enumerate(wish.boxes)
    )
    journal.record(SAVED, by=by, object_type=FORM, object_id=made.pk, details={"name": made.name, "sites": made.sites})
    return made


def checked_site(text: str) -> str:
    """An origin such as https://shop.example. Raises DomainError on what a browser would not take for one."""
    said = text.strip().lower().rstrip("/")
    parts = urlsplit(said if "://" in said else f"https://{said}")
    try:
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port = "", None
    local = host == "localhost"
    fits = HOST.fullmatch(host) and ("." in host or local) and parts.scheme in ("https", "http")
    if not fits or parts.path or parts.query or parts.fragment or parts.username:
        raise DomainError(
            _("“%(site)s” is not the address of a site. Write it like https://shop.example.") % {"site": text.strip()},
            code="sites",
        )
    return f"{parts.scheme}://{host}{f':{port}' if port else ''}"
