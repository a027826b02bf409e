"""Which providers of letters django-anymail knows; loads nothing of it."""

from collections.abc import Mapping

PROVIDERS: Mapping[str, str] = {
    "unisender_go": "Unisender Go",
    "amazon_ses": "Amazon SES",
    "brevo": "Brevo",
    "mailersend": "MailerSend",
    "mailgun": "Mailgun",
    "mailjet": "Mailjet",
    "mailtrap": "Mailtrap",
    "mandrill": "Mandrill",
    "postal": "Postal",
    "postmark": "Postmark",
    "resend": "Resend",
    "scaleway": "Scaleway",
    "sendgrid": "SendGrid",
    "sparkpost": "SparkPost",
}
"""Modules of anymail's backends, with the names people know."""
