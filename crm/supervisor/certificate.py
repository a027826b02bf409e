"""How long the certificate holds under which people open the product."""

import datetime as dt
import socket
import ssl
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.registries.doctor import Finding, Health

SECONDS = 5
SOON = 14
"""Days: whoever renews by himself does it a month before."""


def check_certificate() -> Finding:
    """Asks the product's own public address, as a browser would."""
    parts = urlsplit(settings.PUBLIC_URL)
    if parts.scheme != "https" or not parts.hostname:
        return Finding(Health.OK, _("The product is opened without HTTPS: there is no certificate."))
    told = {"host": parts.hostname}
    try:
        ends = _ends(parts.hostname, parts.port or 443)
    except ssl.SSLCertVerificationError as error:
        refused = _("Browsers will refuse the certificate of %(host)s: %(reason)s.")
        return Finding(Health.FAIL, refused % {**told, "reason": error.verify_message})
    except OSError:
        return Finding(Health.WARN, _("%(host)s does not answer from here: its certificate was not seen.") % told)
    days = (ends - timezone.now()).days
    said = ngettext(
        "The certificate of %(host)s holds for %(days)s day.",
        "The certificate of %(host)s holds for %(days)s days.",
        days,
    )
    return Finding(Health.WARN if days < SOON else Health.OK, said % {**told, "days": days})


def _ends(host: str, port: int) -> dt.datetime:
    context = ssl.create_default_context()
    with (
        socket.create_connection((host, port), timeout=SECONDS) as plain,
        context.wrap_socket(plain, server_hostname=host) as secured,
    ):
        certificate = secured.getpeercert() or {}
    return dt.datetime.fromtimestamp(ssl.cert_time_to_seconds(str(certificate["notAfter"])), dt.UTC)
