"""What the sender's domain says of itself in the DNS: SPF, DKIM, DMARC. What could not be asked is never green."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import dns.exception
import dns.resolver
from django.utils.translation import gettext as _
from dns.rdatatype import RdataType

from core.registries.doctor import Finding, Health

SECONDS = 3.0
AT_ONCE = 8
UNLIMITED = ("+all", "?all")
"""Ends of an SPF record by which anybody may send."""


class NotAskedError(Exception):
    """No name server answered: that is not the same as «there is none»."""


@dataclass(frozen=True, kw_only=True)
class Names:
    """Asks name servers: those of the system, or those named."""

    servers: Sequence[str] = ()
    port: int = 53

    def texts(self, name: str) -> list[str]:
        """TXT records of a name; [] when there are none. Raises NotAskedError."""
        return [b"".join(record.strings).decode("utf-8", "replace") for record in self._asked(name, RdataType.TXT)]

    def knows(self, domain: str) -> bool:
        """Whether there is such a domain at all, as far as these servers see. Raises NotAskedError."""
        try:
            self._answer(domain, RdataType.SOA)
        except dns.resolver.NXDOMAIN:
            return False
        return True

    def takes_mail(self, name: str) -> bool:
        """Whether a domain has a mail server. Raises NotAskedError."""
        return bool(self._asked(name, RdataType.MX))

    def _asked(self, name: str, kind: RdataType) -> Sequence[Any]:
        try:
            return self._answer(name, kind)
        except dns.resolver.NXDOMAIN:
            return []

    def _answer(self, name: str, kind: RdataType) -> Sequence[Any]:
        try:
            asking = dns.resolver.Resolver(configure=not self.servers)
            if self.servers:
                asking.nameservers, asking.port = list(self.servers), self.port
            return list(asking.resolve(name, kind, lifetime=SECONDS, search=False))
        except dns.resolver.NXDOMAIN:
            raise
        except dns.resolver.NoAnswer:
            return []
        except (dns.exception.DNSException, OSError) as error:
            raise NotAskedError(type(error).__name__) from None


@dataclass(frozen=True)
class Checked:
    """One line of the page."""

    title: str
    finding: Finding
    is_known: bool = True
    """False: it could not be asked."""


def check_domain(domain: str, selector: str, bounces: str, names: Names) -> list[Checked]:
    """All about one domain of a sender: asked at once, judged in the reader's language."""
    questions: dict[str, Callable[[], Any]] = {
        "domain": lambda: names.knows(domain),
        "spf": lambda: names.texts(domain),
        "dkim": lambda: names.texts(f"{selector}._domainkey.{domain}") if selector else None,
        "dmarc": lambda: names.texts(f"_dmarc.{domain}"),
        "returns": lambda: names.takes_mail(bounces) if bounces else None,
    }
    with ThreadPoolExecutor(AT_ONCE) as pool:
        told = dict(zip(questions, pool.map(_answer, questions.values()), strict=True))
    if told["domain"] is False:
        return [_unseen(domain)]
    lines = [
        _line(f"SPF · {domain}", told["spf"], lambda found: spf(found, domain)),
        _line(f"DKIM · {domain}", told["dkim"], lambda found: dkim(found, domain, selector)),
        _line(f"DMARC · {domain}", told["dmarc"], lambda found: dmarc(found, domain)),
    ]
    if bounces:
        title = _("Returned letters · %(domain)s") % {"domain": bounces}
        lines.append(_line(title, told["returns"], lambda found: returns(found, bounces)))
    return lines


def spf(texts: Sequence[str], domain: str) -> Finding:
    """Who may send for the domain."""
    found = [text for text in texts if text.lower().split(" ")[0] == "v=spf1"]
    if not found:
        told = _("There is no SPF record: name the servers that send for %(domain)s in a TXT record “v=spf1 … -all”.")
        return Finding(Health.FAIL, told % {"domain": domain})
    if len(found) > 1:
        return Finding(Health.FAIL, _("There are several SPF records: servers then heed none. Join them into one."))
    if found[0].lower().split()[-1] in UNLIMITED:
        told = _("SPF lets everybody send (%(record)s): end it with ~all or -all.")
        return Finding(Health.WARN, told % {"record": found[0][:200]})
    return Finding(Health.OK, found[0][:200])


def dkim(texts: Sequence[str] | None, domain: str, selector: str) -> Finding:
    """Whether letters can be signed for the domain."""
    if texts is None:
        return Finding(
            Health.WARN, _("Say in the gateway which selector letters are signed under, so that it can be asked.")
        )
    keys = [text for text in texts if "p=" in text.replace(" ", "")]
    if not keys:
        told = _("There is no key at %(selector)s._domainkey.%(domain)s: turn signing on, and put the key there.")
        return Finding(Health.FAIL, told % {"selector": selector, "domain": domain})
    if all(text.replace(" ", "").split("p=", 1)[1].split(";")[0] == "" for text in keys):
        return Finding(Health.FAIL, _("The key is withdrawn: its record is empty."))
    return Finding(Health.OK, _("The key is there: %(selector)s.") % {"selector": selector})


def dmarc(texts: Sequence[str], domain: str) -> Finding:
    """What others are to do with letters that only pretend to be ours."""
    found = [text for text in texts if text.lower().startswith("v=dmarc1")]
    if not found:
        told = _("There is no DMARC record: add a TXT record “v=DMARC1; p=none; rua=mailto:…” at _dmarc.%(domain)s.")
        return Finding(Health.FAIL, told % {"domain": domain})
    policy = next((part.strip()[2:] for part in found[0].split(";") if part.strip().lower().startswith("p=")), "")
    if policy.lower() not in {"quarantine", "reject"}:
        told = _("DMARC only watches (p=%(policy)s): when reports look well, ask for quarantine or reject.")
        return Finding(Health.WARN, told % {"policy": policy or "—"})
    return Finding(Health.OK, found[0][:200])


def returns(takes_mail: bool | None, domain: str) -> Finding:  # the answer of a question
    """Whether returned letters can come back at all."""
    if takes_mail:
        return Finding(Health.OK, _("The domain takes mail."))
    told = _("%(domain)s has no mail server (MX): returned letters are lost.")
    return Finding(Health.FAIL, told % {"domain": domain})


def _unseen(domain: str) -> Checked:
    words = _("Name servers know no such domain: it does not exist, or this machine does not see the net.")
    return Checked(domain, Finding(Health.WARN, words), is_known=False)


def _answer(ask: Callable[[], Any]) -> Any:
    try:
        return ask()
    except NotAskedError as error:
        return error


def _line(title: str, told: Any, judge: Callable[[Any], Finding]) -> Checked:
    if isinstance(told, NotAskedError):
        words = _("Could not be asked: no name server answers (%(why)s).") % {"why": told}
        return Checked(title, Finding(Health.WARN, words), is_known=False)
    return Checked(title, judge(told))
