"""What the demo shop has sent: texts, audiences, days, and how its clients took it."""

from dataclasses import dataclass
from decimal import Decimal

from messaging.choices import Carrier

SHOP = "https://len-i-glina.example.com"


@dataclass(frozen=True, kw_only=True)
class Story:
    """One campaign. Shares are parts of a thousand."""

    name: str
    channel: Carrier = Carrier.EMAIL
    days_ago: int
    hour: int = 11
    plus: tuple[str, ...]
    """Codes of ready segments."""
    minus: tuple[str, ...] = ()
    subject: str = ""
    body: str
    links: tuple[str, ...]
    control: Decimal = Decimal(0)
    window: int = 14
    cost: Decimal = Decimal(0)
    price: Decimal | None = None
    """What the gateway takes for one."""
    promo: tuple[str, ...] = ()
    failed: int = 24
    denied: int = 9
    opened: int = 410
    clicked: int = 300
    """Of those who opened it."""
    left: int = 9
    answered: int = 8
    swayed: int = 0
    """Of a thousand buyers that the draw put into the control group so many stand among those who got it."""
    sent: int = 1000
    """Less: it is still on its way."""
    stopped: str = ""
    """Why it has stopped itself."""


STORIES = (
    Story(
        name="Осенний лён",
        days_ago=38,
        plus=("women", "generous"),
        minus=("new-buyers",),
        subject="Лён к холодам: пледы и покрывала со скидкой 10 %",
        body="<h1>Лён к холодам</h1>\n<p>Здравствуйте!</p>\n"
        f'<p>Привезли <a href="{SHOP}/plaids">пледы и покрывала</a> осенних цветов, к ним '
        f'<a href="{SHOP}/linen">постельное бельё</a> и <a href="{SHOP}/tea">чайные пары</a>.</p>\n'
        "<p>По промокоду ОСЕНЬ10 скидка 10 % до конца месяца.</p>",
        links=(f"{SHOP}/plaids", f"{SHOP}/linen", f"{SHOP}/tea"),
        control=Decimal(20),
        cost=Decimal(6420),
        promo=("ОСЕНЬ10",),
        swayed=700,
    ),
    Story(
        name="Скидка на текстиль",
        channel=Carrier.SMS,
        days_ago=24,
        hour=12,
        plus=("grown", "once"),
        body=f"Скидка 15% на текстиль по промокоду ЛЁН15: {SHOP}/sale Отказ: {{{{ unsubscribe_url }}}}",
        links=(f"{SHOP}/sale",),
        control=Decimal(15),
        price=Decimal("3.2"),
        promo=("ЛЁН15",),
        failed=41,
        clicked=170,
        left=14,
    ),
    Story(
        name="Приглашение в салон на Баумана",
        days_ago=17,
        hour=10,
        plus=("generous", "grown"),
        subject="Вам первым показываем новую коллекцию",
        body="<h1>Ждём вас в салоне</h1>\n<p>Здравствуйте!</p>\n"
        f'<p>С четверга по субботу показываем <a href="{SHOP}/collection">новую коллекцию</a>: чай, мастер-класс '
        f'росписи, встреча с художником. <a href="{SHOP}/visit">Записаться</a>.</p>',
        links=(f"{SHOP}/collection", f"{SHOP}/visit"),
        cost=Decimal(15000),
        opened=520,
        left=5,
        answered=24,
    ),
    Story(
        name="Мы скучаем",
        days_ago=52,
        plus=("once", "forgotten"),
        subject="Давно вас не было: посмотрите, что нового",
        body="<h1>Мы скучаем</h1>\n<p>Здравствуйте!</p>\n"
        f'<p>За это время у нас появилось <a href="{SHOP}/new">много нового</a>. Заходите.</p>',
        links=(f"{SHOP}/new",),
        control=Decimal(10),
        failed=240,
        left=22,
        stopped="errors",
    ),
    Story(
        name="Предпраздничная подборка",
        days_ago=0,
        plus=("women",),
        subject="Подарки, которые хочется оставить себе",
        body="<h1>Подарки к Новому году</h1>\n<p>Здравствуйте!</p>\n"
        f'<p>Собрали <a href="{SHOP}/gifts">сто подарков</a> до 3 000 рублей и '
        f'<a href="{SHOP}/sets">готовые наборы</a>.</p>',
        links=(f"{SHOP}/gifts", f"{SHOP}/sets"),
        control=Decimal(10),
        window=21,
        sent=450,
    ),
)
ANSWERS = (
    "Спасибо! Заеду в субботу за пледом.",
    "А в сером цвете будет?",
    "Подскажите, действует ли скидка в магазине на Ленина?",
    "Отложите, пожалуйста, чайную пару до пятницы.",
    "Не получается открыть ссылку с телефона.",
)
