"""Rows that break careless writers."""

import datetime as dt
from zoneinfo import ZoneInfo

from core.registries.fields import FieldType
from listing.exports.writers import About, Cell, Column, Part

ZONE = ZoneInfo("Europe/Samara")
ABOUT = About(
    number=12,
    list_name="Клиенты",
    made_by="Мария Менеджерова",
    made_at=dt.datetime(2026, 11, 22, 1, 2, 3, tzinfo=dt.UTC),
    purpose="Сверка с бухгалтерией",
    rule="Город: Казань",
    company="ООО «Ромашка»",
    zone=ZONE,
)
COLUMNS = (
    Column(code="full_name", heading="Клиент", type=FieldType.TEXT),
    Column(code="kind", heading="Вид", type=FieldType.CHOICE, names={"person": "человек", "company": "организация"}),
    Column(code="phone", heading="Телефон", type=FieldType.PHONE, many=True),
    Column(code="email", heading="E-mail", type=FieldType.EMAIL, many=True),
    Column(code="birth_date", heading="Дата рождения", type=FieldType.DATE),
    Column(code="inn", heading="ИНН", type=FieldType.TEXT),
    Column(code="tags", heading="Теги", type=FieldType.MULTI, many=True, names={"1": "VIP", "2": "опт"}, is_key=True),
    Column(code="note", heading="Заметка", type=FieldType.TEXT),
    Column(code="created_at", heading="Клиент с", type=FieldType.MOMENT),
    Column(code="score", heading="Баллы", type=FieldType.NUMBER),
)
CREATED = dt.datetime(2025, 12, 31, 21, 30, 15, 250_000, tzinfo=dt.UTC)
PLAIN: tuple[Cell, ...] = (
    "Иванов Иван",
    "person",
    (Part("+79161234567", "рабочий"), Part("+79261234567", "у мамы")),
    (Part("ivanov@example.com"),),
    dt.date(1990, 1, 31),
    "007701234567",
    (Part("1"), Part("2")),
    "",
    CREATED,
    -5,
)
TEXTS = (
    'Кавычки "ёлочки" и; точка с запятой, запятая',
    "первая строка\nвторая\n\nчетвёртая",
    "эмодзи 👩‍👩‍👧‍👦 и 𝔘𝔫𝔦𝔠𝔬𝔡𝔢",
    "עברית \u202eобратно\u202c العربية",
    "=1+1",
    "+7 (916) 123-45-67",
    "-5",
    "@SUM(A1)",
    "\tтабуляция",
    "'=уже с апострофом",
    "''=два",
    "'просто апостроф",
    "_x0041_ не код",
    "<b>&amp;</b>",
    "http://example.com/?a=1",
    "  пробелы по краям  ",
    "\\n не перевод строки; \\, и \\;",
)


def row(**cells: Cell) -> tuple[Cell, ...]:
    """The plain row with some cells of others."""
    return tuple(cells.get(column.code, cell) for column, cell in zip(COLUMNS, PLAIN, strict=True))
