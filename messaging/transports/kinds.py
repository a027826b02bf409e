"""The kinds of gateways an administrator may add, and what he fills in for each."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from messaging.transports.anymail_names import PROVIDERS
from messaging.transports.registry import EMAIL, SMS, AdapterKind, Setting, adapters

MAILBOX = (
    Setting(
        name="dkim_selector",
        label=_("DKIM selector"),
        help=_("The name letters are signed under, such as “mail”: the check of sending asks for its key."),
        kind="host",
    ),
    Setting(
        name="bounce_domain",
        label=_("domain for returned letters"),
        help=_("Letters leave with a return address of this domain; its mail must come into the mailbox below."),
        kind="host",
    ),
    Setting(name="imap_host", label=_("server of the mailbox (IMAP)"), kind="host", leads_outside=True),
    Setting(name="imap_port", label=_("port of the mailbox"), kind="number", default=993),
    Setting(
        name="imap_security",
        label=_("connection to the mailbox"),
        kind="choice",
        choices=(("tls", "TLS"), ("starttls", "STARTTLS"), ("none", _("not protected"))),
        default="tls",
    ),
    Setting(name="imap_user", label=_("user of the mailbox")),
    Setting(name="imap_password", label=_("password of the mailbox"), is_secret=True),
    Setting(name="imap_folder", label=_("folder"), default="INBOX"),
)
"""Where answers and returned letters arrive, whoever carries letters out."""
BASE_URL = Setting(
    name="base_url",
    label=_("address of the provider"),
    kind="url",
    leads_outside=True,
    help=_("Only if the provider gave you another one."),
)
CALLBACK_IPS = Setting(
    name="callback_ips",
    label=_("addresses the provider calls from"),
    help=_("IP addresses or networks with spaces between; empty: from anywhere, the secret in the address decides."),
)
TEST = Setting(name="test", label=_("trial mode of the provider: nothing is sent"), kind="bool", default=False)


def register() -> None:
    """Offer them."""
    adapters.add(
        AdapterKind(
            code="file",
            label=_("Inbox of the trial"),
            channels=(EMAIL, SMS),
            adapter="messaging.transports.file.FileAdapter",
            about=_("Nothing leaves the product: letters and SMS are shown on a page."),
            is_real=False,
            weight=90,
        ),
        AdapterKind(
            code="smtp",
            label=_("Mail server (SMTP)"),
            channels=(EMAIL,),
            adapter="messaging.transports.smtp.SmtpAdapter",
            about=_("Your own mail server, or a mailbox at Yandex 360, VK WorkMail and the like."),
            country="",
            weight=10,
            settings=(
                Setting(name="host", label=_("server"), kind="host", leads_outside=True, is_required=True),
                Setting(name="port", label=_("port"), kind="number", default=587, is_required=True),
                Setting(
                    name="security",
                    label=_("connection"),
                    kind="choice",
                    choices=(("starttls", "STARTTLS"), ("tls", "TLS"), ("none", _("not protected"))),
                    default="starttls",
                ),
                Setting(name="user", label=_("user")),
                Setting(name="password", label=_("password"), is_secret=True),
                *MAILBOX,
            ),
        ),
        AdapterKind(
            code="anymail",
            label=_("Provider of letters"),
            channels=(EMAIL,),
            adapter="messaging.transports.anymail.AnymailAdapter",
            about=_("Unisender Go and others, by their own interface: they tell what became of each letter."),
            country="",
            weight=20,
            settings=(
                Setting(
                    name="provider",
                    label=pgettext_lazy("of letters", "provider"),
                    kind="choice",
                    choices=tuple(PROVIDERS.items()),
                    default="unisender_go",
                ),
                Setting(name="api_key", label=_("key"), is_secret=True),
                Setting(
                    name="api_url",
                    label=_("address of the provider"),
                    kind="url",
                    leads_outside=True,
                    help=_("For Unisender Go: https://go1.unisender.ru/ru/transactional/api/v1"),
                ),
                Setting(
                    name="options",
                    label=_("other settings"),
                    kind="json",
                    help=_("As the documents of django-anymail name them, in JSON."),
                ),
                CALLBACK_IPS,
                *MAILBOX,
            ),
        ),
        AdapterKind(
            code="smsc",
            label="SMSC.ru",
            channels=(SMS,),
            adapter="messaging.transports.providers.smsc.SmscAdapter",
            weight=30,
            settings=(
                Setting(name="login", label=_("login")),
                Setting(name="password", label=_("password"), is_secret=True),
                Setting(
                    name="api_key", label=_("key"), is_secret=True, help=_("Instead of the login and the password.")
                ),
                CALLBACK_IPS,
                BASE_URL,
            ),
        ),
        AdapterKind(
            code="smsaero",
            label="SMS Aero",
            channels=(SMS,),
            adapter="messaging.transports.providers.smsaero.SmsAeroAdapter",
            weight=40,
            settings=(
                Setting(name="email", label=_("e-mail of the account"), is_required=True),
                Setting(name="api_key", label=_("key"), is_secret=True, is_required=True),
                TEST,
                CALLBACK_IPS,
                BASE_URL,
            ),
        ),
        AdapterKind(
            code="smsru",
            label="SMS.ru",
            channels=(SMS,),
            adapter="messaging.transports.providers.smsru.SmsRuAdapter",
            weight=50,
            settings=(
                Setting(name="api_id", label=_("key (api_id)"), is_secret=True, is_required=True),
                TEST,
                CALLBACK_IPS,
                BASE_URL,
            ),
        ),
        AdapterKind(
            code="exolve",
            label=_("MTS Exolve"),
            channels=(SMS,),
            adapter="messaging.transports.providers.exolve.ExolveAdapter",
            weight=60,
            settings=(
                Setting(name="api_key", label=_("key of the application"), is_secret=True, is_required=True),
                CALLBACK_IPS,
                BASE_URL,
            ),
        ),
    )
