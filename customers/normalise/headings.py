"""Column headings by which a table from elsewhere is understood: lower case, in any language."""

HEADINGS = {
    "full_name": (
        "фио",
        "клиент",
        "имя клиента",
        "контакт",
        "ф.и.о.",
        "полное имя",
        "наименование",
        "название",
        "full name",
        "name",
        "client",
        "customer",
    ),
    "kind": ("тип", "вид", "тип клиента", "kind", "type"),
    "last_name": ("фамилия", "last name", "surname"),
    "first_name": ("имя", "first name"),
    "middle_name": ("отчество", "middle name", "patronymic"),
    "birth_date": ("дата рождения", "день рождения", "д.р.", "birth date", "birthday", "date of birth"),
    "sex": ("пол", "sex", "gender"),
    "phone": (
        "телефон",
        "мобильный",
        "мобильный телефон",
        "сотовый",
        "тел",
        "тел.",
        "номер телефона",
        "phone",
        "mobile",
    ),
    "email": ("почта", "e-mail", "email", "электронная почта", "эл. почта", "mail"),
    "city": ("город", "населённый пункт", "city", "town"),
    "address": ("адрес", "адрес доставки", "address"),
    "company": ("компания", "организация", "место работы", "company", "organisation"),
    "position": ("должность", "position", "job title"),
    "inn": ("инн", "inn", "tax id"),
    "kpp": ("кпп", "kpp"),
    "source": ("источник", "откуда узнал", "source"),
    "responsible": ("ответственный", "менеджер", "responsible", "manager"),
    "tags": ("теги", "метки", "tags", "labels"),
    "note": ("заметка", "примечание", "комментарий", "note", "comment"),
    "external_id": ("внешний код", "код", "код клиента", "id", "external id"),
}


def headings(code: str) -> tuple[str, ...]:
    """Those of a field; none for one that no table fills."""
    return HEADINGS.get(code, ())
