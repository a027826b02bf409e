"""Whether a domain takes mail: asked of the name servers, only where the administrator wants it."""

from functools import lru_cache

import dns.exception
import dns.resolver

SECONDS = 3.0


@lru_cache(maxsize=20_000)
def takes_mail(domain: str) -> bool:
    """False only when the name servers say surely that there is nobody; silence is no answer."""
    name = domain.encode("idna").decode() if not domain.isascii() else domain
    for kind in ("MX", "A", "AAAA"):
        try:
            found = dns.resolver.resolve(name, kind, lifetime=SECONDS)
        except dns.resolver.NXDOMAIN:
            return False
        except dns.resolver.NoAnswer:
            continue
        except dns.exception.DNSException:
            return True
        # «. » alone as the server of mail says that there is none (RFC 7505).
        return not (kind == "MX" and all(str(one.exchange) == "." for one in found))
    return False
