"""Which providers of letters are offered: those whose form a test speaks. Loads nothing of django-anymail.

It knows more of them; they need a second secret, a library of their own, or are kept up by nobody there.
"""

from collections.abc import Mapping

PROVIDERS: Mapping[str, str] = {
    "unisender_go": "Unisender Go",
    "brevo": "Brevo",
    "mailgun": "Mailgun",
    "postmark": "Postmark",
    "sparkpost": "SparkPost",
}
"""Modules of anymail's backends, with the names people know."""
KEYS: Mapping[str, str] = {"postmark": "server_token"}
"""What a backend calls its key, where that is not `api_key`."""
