"""Templates the product comes with, in Russian. Made once: what people changed or put away stays so."""

from dataclasses import dataclass

from django.apps.registry import Apps

from accounts.models.people import Language
from consents.models.gate import MessageClass
from messaging.choices import Carrier
from messaging.models import Template, TemplateVersion

ADS, SERVICE = MessageClass.ADVERTISING, MessageClass.SERVICE
LETTER, SMS = Carrier.EMAIL, Carrier.SMS


@dataclass(frozen=True, kw_only=True)
class Ready:
    """One of them."""

    code: str
    name: str
    channel: Carrier
    message_class: MessageClass
    body: str
    subject: str = ""
    preheader: str = ""


READY: tuple[Ready, ...] = (
    Ready(
        code="thanks", name="Спасибо за покупку", channel=LETTER, message_class=SERVICE,
        subject="Спасибо за покупку!", preheader="Если что-то не так — ответьте на это письмо",
        body="{{ greeting }}!\n\nСпасибо, что выбрали {{ our.name | default: 'нас' }}."
        "{% if last_purchase %} Ваша покупка от {{ last_purchase | date: 'day' }} для нас важна.{% endif %}\n\n"
        "Если появятся вопросы по заказу, просто ответьте на это письмо: мы поможем.",
    ),
    Ready(
        code="reminder", name="Напоминание о записи", channel=LETTER, message_class=SERVICE,
        subject="Напоминаем о встрече", preheader="Ждём вас",
        body="{{ greeting }}!\n\nНапоминаем: вы записаны к нам"
        "{% if next_task %} на {{ next_task | date: 'day' }}{% endif %}.\n\n"
        "{% if our.address != '' %}Адрес: {{ our.address }}\n\n{% endif %}"
        "Если планы изменились, ответьте на это письмо, и мы подберём другое время.",
    ),
    Ready(
        code="birthday", name="День рождения", channel=LETTER, message_class=ADS,
        subject="{{ first_name | default: 'Дорогой друг' }}, с днём рождения!", preheader="И небольшой подарок от нас",
        body="<h1>С днём рождения!</h1>\n<p>{{ greeting }}!</p>\n"
        "<p>Поздравляем вас и дарим скидку 10 % на следующую покупку. "
        "Покажите это письмо в течение двух недель: подарок уже ждёт.</p>\n"
        "<p>С теплом,<br>{{ our.name | default: 'ваша команда' }}</p>",
    ),
    Ready(
        code="win-back", name="Давно не виделись", channel=LETTER, message_class=ADS,
        subject="{{ first_name | default: 'Здравствуйте' }}, мы скучаем", preheader="Скидка 15 % до конца месяца",
        body="{{ greeting }}!\n\n"
        "{% if last_purchase %}В последний раз вы были у нас {{ last_purchase | date }}. {% endif %}"
        "За это время у нас появилось много нового.\n\n"
        "Возвращайтесь: до конца месяца для вас скидка 15 %.",
    ),
    Ready(
        code="review", name="Просьба об отзыве", channel=LETTER, message_class=SERVICE,
        subject="Всё ли вам понравилось?", preheader="Два слова в ответ очень помогут",
        body="{{ greeting }}!\n\nНедавно вы были у нас. Скажите, пожалуйста, всё ли прошло хорошо?\n\n"
        "Ответьте на это письмо двумя словами. Если что-то не так, мы исправим.",
    ),
    Ready(
        code="thanks-sms", name="Спасибо за покупку", channel=SMS, message_class=SERVICE,
        body="{{ greeting }}! Спасибо за покупку. Вопросы по заказу — ответьте на это сообщение."
        " {{ our.name }}",
    ),
    Ready(
        code="reminder-sms", name="Напоминание о записи", channel=SMS, message_class=SERVICE,
        body="{{ greeting }}! Вы записаны к нам{% if next_task %} на {{ next_task | date: '%d.%m' }}{% endif %}."
        " Ждём вас! {{ our.name }}",
    ),
    Ready(
        code="birthday-sms", name="День рождения", channel=SMS, message_class=ADS,
        body="{{ first_name | default: 'Здравствуйте' }}, с днём рождения! Дарим скидку 10% на 14 дней."
        " {{ our.name }}",
    ),
)  # fmt: skip


def ensure_templates(*, using: str, apps: Apps | None = None, **_signal: object) -> None:
    """Idempotent. `apps` is the schema a migration arrived at; into an older one nothing is written."""
    if apps and not _knows(apps):
        return
    standing = set(Template.objects.using(using).exclude(code="").order_by("code").values_list("code", flat=True))
    taken = set(Template.objects.using(using).filter(archived_at=None).order_by("pk").values_list("channel", "name"))
    wanted = [one for one in READY if one.code not in standing and (one.channel.value, one.name) not in taken]
    made = Template.objects.using(using).bulk_create(
        Template(
            name=one.name, channel=one.channel, message_class=one.message_class, language=Language.RU, code=one.code
        )
        for one in wanted
    )  # fmt: skip
    TemplateVersion.objects.using(using).bulk_create(
        TemplateVersion(template=template, number=1, subject=one.subject, preheader=one.preheader, body=one.body)
        for template, one in zip(made, wanted, strict=True)
    )


def _knows(apps: Apps) -> bool:
    try:
        return all(
            {field.name for field in apps.get_model(model._meta.label)._meta.concrete_fields}
            == {field.name for field in model._meta.concrete_fields}
            for model in (Template, TemplateVersion)
        )
    except LookupError:
        return False
