"""Providers of letters that django-anymail knows: the backend and its settings are named in the gateway."""

import warnings
from collections.abc import Sequence
from email.utils import quote
from typing import Any

import requests
from anymail.exceptions import (
    AnymailAPIError,
    AnymailConfigurationError,
    AnymailError,
    AnymailInsecureWebhookWarning,
    AnymailInvalidAddress,
    AnymailRecipientsRefused,
)
from anymail.signals import AnymailTrackingEvent
from anymail.webhooks.base import AnymailCoreWebhookView
from django.core.exceptions import ImproperlyConfigured, SuspiciousOperation
from django.core.mail import EmailMultiAlternatives, get_connection  # noqa: TID251  # anymail's backends are Django's
from django.core.mail.backends.base import BaseEmailBackend  # noqa: TID251
from django.http import HttpRequest, HttpResponse

from messaging.transports import mime
from messaging.transports.anymail_events import OUR_KEY, STATES, event, hook_class
from messaging.transports.anymail_names import KEYS, PROVIDERS
from messaging.transports.base import (
    Account,
    Capabilities,
    ErrorKind,
    GatewayError,
    MessageAdapter,
    OutMsg,
    SendError,
    SendResult,
    StatusEvent,
)
from messaging.transports.guarded.refusing import privately, refusal
from messaging.transports.guarded.sessions import guard
from messaging.transports.http import ANSWER_SECONDS, CONNECT_SECONDS, SERVER_FAULT, TOO_MANY, UNAVAILABLE
from messaging.transports.sms import NO_MONEY, NO_RIGHT, WRONG

TAKEN = frozenset({"sent", "queued", "unknown"})
"""States at the hand-over that are none of a refusal."""
AT_HAND_OVER = {"invalid": ErrorKind.RECIPIENT, "rejected": ErrorKind.REFUSED, "failed": ErrorKind.TEMPORARY}


class AnymailAdapter(MessageAdapter):
    """One letter a call, over one session."""

    code = "anymail"
    capabilities = Capabilities(bulk_max=1)

    def __init__(self, account: Account) -> None:
        super().__init__(account)
        self._backend: BaseEmailBackend | None = None

    def send(self, batch: Sequence[OutMsg]) -> list[SendResult]:
        """One after the other."""
        return [self._one(message) for message in batch]

    def close(self) -> None:
        """Let go of the session."""
        if self._backend is not None:
            self._backend.close()
            self._backend = None

    def check(self) -> None:
        """Whether the backend can be made of the settings. Raises GatewayError."""
        try:
            self._opened()
        except (AnymailError, ImproperlyConfigured, ImportError, TypeError) as error:
            raise GatewayError(_misconfigured(error)) from None

    def verify(self, request: HttpRequest) -> bool:
        """By the provider's signature, where it signs and the key for it is among the secrets."""
        view = self._hook()
        if view is None:
            return False
        try:
            view.run_validators(request)
        except (SuspiciousOperation, LookupError, TypeError, AttributeError, ValueError):
            return False
        return True

    def parse_callback(self, request: HttpRequest) -> list[StatusEvent]:
        """Events of anymail, whatever the provider's form."""
        view = self._hook()
        if view is None or request.method == "GET":
            return []
        try:
            events = view.parse_events(request)
        except (LookupError, TypeError, AttributeError, AssertionError, AnymailError) as error:
            raise ValueError(type(error).__name__) from None
        return [event(one) for one in events if isinstance(one, AnymailTrackingEvent) and one.event_type in STATES]

    def ack(self, request: HttpRequest) -> HttpResponse:
        """An empty 200."""
        return HttpResponse()

    def _one(self, message: OutMsg) -> SendResult:
        try:
            mime.refuse_big(message, mime.LARGEST)
            letter = self._letter(message)
            backend = self._opened()
            backend.send_messages([letter])
        except mime.UnfitLetterError as unfit:
            return SendResult(error=unfit.error)
        except AnymailRecipientsRefused:
            return SendResult(error=_refused_at_once(letter))
        except AnymailInvalidAddress as error:
            return SendResult.failed(_whose_address(error), "address", type(error).__name__)
        except ValueError as error:
            return SendResult.failed(ErrorKind.CONTENT, "headers", type(error).__name__)
        except (AnymailConfigurationError, ImproperlyConfigured, ImportError, TypeError) as error:
            return SendResult(error=_misconfigured(error))
        except AnymailError as error:
            return SendResult(error=_fault(error))
        status = letter.anymail_status  # type: ignore[attr-defined]  # anymail adds it
        if status.status and not status.status <= TAKEN:
            return SendResult(error=_refused_at_once(letter))
        told = status.message_id
        return SendResult(provider_id=str(told) if isinstance(told, str) else "")

    def _letter(self, message: OutMsg) -> EmailMultiAlternatives:
        sender = mime.address(message.sender, ErrorKind.SENDER)
        letter = EmailMultiAlternatives(
            subject=message.subject,
            body=message.text,
            from_email=f'"{quote(message.sender_name)}" <{sender}>' if message.sender_name else sender,
            to=[mime.address(message.to, ErrorKind.RECIPIENT)],
            reply_to=[message.reply_to] if message.reply_to else None,
            headers={name: value for name, value in message.headers.items() if name.lower() not in mime.OURS},
        )
        if message.html:
            letter.attach_alternative(message.html, "text/html")
        for one in message.attachments:
            letter.attach(one.name, one.content, one.content_type)
        letter.metadata = {OUR_KEY: message.idempotency_key.hex}  # type: ignore[attr-defined]  # anymail reads it
        return letter

    def _opened(self) -> BaseEmailBackend:
        if self._backend is None:
            provider = self._provider
            if provider is None:
                raise ImproperlyConfigured("this provider of letters is not offered")
            made = get_connection(f"anymail.backends.{provider}.EmailBackend", **self._options)
            if hasattr(made, "timeout"):
                made.timeout = (CONNECT_SECONDS, ANSWER_SECONDS)
            made.open()
            guard(made.session)  # type: ignore[attr-defined]  # all that are offered speak by requests
            self._backend = made
        return self._backend

    def _hook(self) -> AnymailCoreWebhookView | None:
        """Anymail's own reader of the provider's callbacks, with our keys; None where there is none."""
        provider = self._provider
        kind = hook_class(provider) if provider is not None else None
        if kind is None:
            return None
        known = {name: value for name, value in self._options.items() if hasattr(kind, name)}
        with warnings.catch_warnings():
            # The secret in the address stands for basic authentication.
            warnings.simplefilter("ignore", AnymailInsecureWebhookWarning)
            try:
                return kind(**known)
            except (AnymailConfigurationError, TypeError):
                return None

    @property
    def _provider(self) -> str | None:
        """None: one that is not offered."""
        told = str(self.account.settings.get("provider") or "unisender_go")
        return told if told in PROVIDERS else None

    @property
    def _options(self) -> dict[str, Any]:
        """Of the backend: the form's own fields, its key, and whatever stands in the JSON of the rest."""
        settings = self.account.settings
        more = settings.get("options")
        own = {"api_url": settings["api_url"]} if settings.get("api_url") else {}
        secret = self.account.secrets.get("api_key", "")
        key = {KEYS.get(self._provider or "", "api_key"): secret} if secret else {}
        return {**own, **(more if isinstance(more, dict) else {}), **key}


def _refused_at_once(letter: EmailMultiAlternatives) -> SendError:
    told = letter.anymail_status.recipients.values()  # type: ignore[attr-defined]  # anymail adds it
    status = next(iter(told)).status if told else ""
    return SendError(kind=AT_HAND_OVER.get(status, ErrorKind.RECIPIENT), code=status or "refused")


def _whose_address(error: AnymailInvalidAddress) -> ErrorKind:
    """Only what is wrong with the addressee's own may count against him (rule G-4)."""
    return ErrorKind.RECIPIENT if "`to`" in str(error) else ErrorKind.SENDER


def _misconfigured(error: Exception) -> SendError:
    return SendError(kind=ErrorKind.AUTH, code="settings", text=str(error).split("\n", 1)[0][:300])


def _fault(error: AnymailError) -> SendError:
    """What a fault of the call means: without a status nobody knows whether the letter was taken."""
    private = privately(error)
    if private is not None:
        return refusal(private)
    if isinstance(error, requests.TooManyRedirects):
        return SendError(kind=ErrorKind.PERMANENT, code="redirect", text="the provider answers from elsewhere")
    if isinstance(error, requests.ConnectTimeout) or _never_connected(error):
        return SendError(kind=ErrorKind.TEMPORARY, code="network", text="no connection")
    status = error.status_code if isinstance(error, AnymailAPIError) else None
    kind = ErrorKind.UNKNOWN
    if status in NO_RIGHT:
        kind = ErrorKind.AUTH
    elif status == NO_MONEY:
        kind = ErrorKind.BALANCE
    elif status == TOO_MANY:
        kind = ErrorKind.RATE
    elif status == UNAVAILABLE:
        kind = ErrorKind.TEMPORARY
    elif status is not None and WRONG <= status < SERVER_FAULT:
        kind = ErrorKind.PERMANENT
    return SendError(kind=kind, code=str(status or "network"), retry_after=_retry_after(error))


def _never_connected(error: AnymailError) -> bool:
    """requests says «ConnectionError» of both; only a refused or unresolved one never reached the provider."""
    return isinstance(error, requests.ConnectionError) and "Failed to establish" in str(error.__cause__)


def _retry_after(error: AnymailError) -> float | None:
    told = error.response.headers.get("Retry-After", "") if error.response is not None else ""
    return float(told) if told.isdigit() else None
