"""The form of consent of the demo base: it stands on the shop's site, and the administrator sees how it is framed."""

from collections.abc import Callable

from accounts.services import system_user
from consents.choices import ADVERTISING, MARKETING
from core.registries.demo import DemoPart, DemoPlan, demo_parts
from messaging.models import ConsentForm
from messaging.public import building

NAME = "Подписка на новости на сайте (пример)"
SITES = ("https://shop.example.com", "https://www.shop.example.com")
TEXTS = {
    "ru": {
        "title": "Новости мастерской",
        "intro": "Раз в две недели: новые вещи, скидки для своих и приглашения на мастер-классы.",
        "thanks": "Мы отправили вам письмо. Нажмите в нём «Подтвердить», чтобы мы знали, что адрес ваш.",
    },
    "en": {
        "title": "News of the workshop",
        "intro": "Twice a month: new things, discounts for friends and invitations to our classes.",
        "thanks": "We have sent you a letter. Press “Confirm” in it, so that we know the address is yours.",
    },
}


def register() -> None:
    """After the texts of consents, which it shows."""
    demo_parts.add(DemoPart(code="consent_forms", make=make, weight=62))


def make(plan: DemoPlan, progress: Callable[[int], None]) -> dict[str, int]:
    """One form, whatever the size of the base; where there is one already, nothing is added."""
    if ConsentForm.objects.exists():
        return {"consent_forms": 0}
    wish = building.Wish(
        name=NAME, asks=["name", "email"], languages=["ru", "en"], texts=TEXTS, sites=SITES,
        boxes=[(MARKETING, ""), (ADVERTISING, "email")],
    )  # fmt: skip
    building.save(wish, by=system_user())
    progress(1)
    return {"consent_forms": 1}


def remove(using: str) -> None:
    """When the trial ends: forms of people stay."""
    ConsentForm.objects.using(using).filter(name=NAME).delete()
