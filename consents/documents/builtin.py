"""Purposes and channels the product comes with. Made after each migration; what people changed stays as it is."""

from typing import Any

from django.apps.registry import Apps
from django.db.models import Model

from consents.choices import ADVERTISING, MARKETING, AdPolicy, Basis, Jurisdiction
from consents.models import Channel, ChannelPolicy, Operator, Purpose
from consents.models.document import ONLY
from customers.choices import ContactKind

PURPOSES: dict[str, dict[str, Any]] = {
    "service": {"name_ru": "Исполнение договора и сервисные сообщения", "name_en": "Contract and service messages",
                "basis": Basis.CONTRACT},
    MARKETING: {"name_ru": "Обработка данных для продвижения", "name_en": "Data for promotion"},
    ADVERTISING: {"name_ru": "Получение рекламы", "name_en": "Receiving advertising", "is_advertising": True},
    "profiling": {"name_ru": "Изучение предпочтений", "name_en": "Profiling"},
    "survey": {"name_ru": "Опросы", "name_en": "Surveys"},
    "loyalty": {"name_ru": "Программа лояльности", "name_en": "Loyalty programme"},
    "partner_transfer": {"name_ru": "Передача партнёрам", "name_en": "Handing data to partners"},
    "cross_border": {"name_ru": "Передача за границу", "name_en": "Handing data abroad"},
}  # fmt: skip
CHANNELS: dict[str, str] = {
    "call": ContactKind.PHONE,
    "sms": ContactKind.PHONE,
    "email": ContactKind.EMAIL,
    "max": ContactKind.MAX,
    "vk": ContactKind.VK,
    "telegram": ContactKind.TELEGRAM,
    "whatsapp": ContactKind.WHATSAPP,
    "robocall": ContactKind.PHONE,
    "push": "",
    "post": "",
}
RESTRICTED = "38-ФЗ, статья 5, часть 10.7; разъяснение ФАС от 10.03.2026: ресурс с ограниченным доступом"
PRIOR_CONSENT = "38-ФЗ, статья 18, часть 1: с предварительного согласия адресата"
BY_ROBOT = "38-ФЗ, статья 18, часть 2; 126-ФЗ: только с отдельного согласия и с участием человека"
BY_POST = "152-ФЗ, статья 15: с предварительного согласия на обработку данных"
OPT_IN = "Directive 2002/58/EC, article 13: prior consent"
SERVICE_ONLY = ("telegram", "whatsapp")


def ensure_builtin_rows(*, using: str, apps: Apps | None = None, **_signal: object) -> None:
    """Idempotent. `apps` is the schema a migration arrived at; into an older one nothing is written."""
    if apps and not _knows(apps, Operator, Purpose, Channel, ChannelPolicy):
        return
    Operator.objects.using(using).get_or_create(pk=ONLY)
    for weight, (code, values) in enumerate(PURPOSES.items(), 1):
        Purpose.objects.using(using).get_or_create(
            code=code, defaults={**values, "weight": weight * 10, "is_built_in": True}
        )
    for weight, (code, kind) in enumerate(CHANNELS.items(), 1):
        Channel.objects.using(using).get_or_create(code=code, defaults={"contact_kind": kind, "weight": weight * 10})
        for law, (policy, basis) in _policies(code).items():
            ChannelPolicy.objects.using(using).get_or_create(
                channel_id=code, jurisdiction=law, defaults={"ad_policy": policy, "basis": basis}
            )


def _policies(channel: str) -> dict[Jurisdiction, tuple[AdPolicy, str]]:
    russian = {"robocall": BY_ROBOT, "post": BY_POST}.get(channel, PRIOR_CONSENT)
    return {
        Jurisdiction.RU: (AdPolicy.SERVICE_ONLY, RESTRICTED) if channel in SERVICE_ONLY else (AdPolicy.ALLOW, russian),
        Jurisdiction.EU: (AdPolicy.ALLOW, OPT_IN),
    }


def _knows(apps: Apps, *models: type[Model]) -> bool:
    try:
        return all(_columns(apps.get_model(model._meta.label)) == _columns(model) for model in models)
    except LookupError:
        return False


def _columns(model: type[Model]) -> set[str]:
    return {field.name for field in model._meta.concrete_fields}
