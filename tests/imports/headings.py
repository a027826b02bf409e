# ruff: noqa: E501  # headings stand as their programs write them
"""Headings of other programs' exports, exactly as they write them, and what each must fill."""

CONTACTS = (
    "Рабочий телефон; Мобильный телефон; Номер факса; Домашний телефон; Номер пейджера; Телефон для рассылок; Другой"
    " телефон; Корпоративный сайт; Личная страница; Страница Facebook; Страница ВКонтакте; Страница LiveJournal;"
    " Микроблог Twitter; Другой сайт; Рабочий e-mail; Частный e-mail; E-mail для рассылок; Другой e-mail; Контакт"
    " Facebook; Контакт Telegram; Контакт ВКонтакте; Контакт Skype; Контакт Viber; Комментарии Instagram; Контакт"
    " Битрикс24 Network; Онлайн-чат; Контакт Открытая линия; Другой контакт; Связанный пользователь"
)
PERSON = (
    "Обращение; Имя; Фамилия; Отчество; Имя, Фамилия; Дата рождения; Адрес; Улица, номер дома; Квартира, офис, комната,"
    " этаж; Населенный пункт; Район; Регион; Почтовый индекс; Страна"
)
PHONES = {"Рабочий телефон", "Мобильный телефон", "Домашний телефон", "Телефон для рассылок", "Другой телефон"}
EMAILS = {"Рабочий e-mail", "Частный e-mail", "E-mail для рассылок", "Другой e-mail"}
BITRIX = {
    "ID": "external_id", "Имя": "first_name", "Фамилия": "last_name", "Отчество": "middle_name",
    "Имя, Фамилия": "full_name", "Дата рождения": "birth_date", "Адрес": "address", "Улица, номер дома": "address",
    "Квартира, офис, комната, этаж": "address", "Населенный пункт": "city", "Должность": "position",
    "Источник": "source", "Дополнительно об источнике": "note", "Комментарий": "note", "Ответственный": "responsible",
    **dict.fromkeys(PHONES, "phone"), **dict.fromkeys(EMAILS, "email"),
}  # fmt: skip
AMO = {
    "ID": "external_id", "Тип": "kind", "Имя": "first_name", "Фамилия": "last_name", "Теги": "tags",
    "Ответственный": "responsible", "Рабочий email": "email", "Личный email": "email", "Другой email": "email",
    "Рабочий телефон": "phone", "Рабочий прямой телефон": "phone", "Мобильный телефон": "phone",
    "Домашний телефон": "phone", "Другой телефон": "phone",
    **{f"Примечание {n}": "note" for n in range(1, 6)},
}  # fmt: skip
NOTES = "; ".join(f"Примечание {n}" for n in range(1, 6))
AMO_PHONES = (
    "Рабочий email; Личный email; Другой email; Рабочий телефон; Рабочий прямой телефон; Мобильный телефон; Факс;"
    " Домашний телефон; Другой телефон"
)
GOOGLE = {"Birthday": "birth_date", "Notes": "note", "E-mail 1 - Value": "email", "E-mail 2 - Value": "email",
          "Phone 1 - Value": "phone", "Phone 2 - Value": "phone", "Address 1 - Formatted": "address",
          "Address 1 - City": "city"}  # fmt: skip

EXPORTS: dict[str, tuple[str, dict[str, str]]] = {
    "bitrix24_leads": (
        (
            f"ID; Название лида; {PERSON}; {CONTACTS}; Название компании; Должность; Комментарий; Стадия; Дополнительно о"
            " стадии; Товар; Цена; Количество; Возможная сумма; Валюта; Источник; Дополнительно об источнике; Доступен для"
            " всех; Ответственный"
        ),
        BITRIX | {"Название компании": "company"},
    ),
    "bitrix24_contacts": (
        (
            f"ID; {PERSON}; Фотография; {CONTACTS}; Компания; Должность; Комментарий; Тип контакта; Источник;"
            " Дополнительно об источнике; Экспорт; Ответственный"
        ),
        BITRIX | {"Компания": "company"},
    ),
    "bitrix24_companies": (
        (
            f"ID; Логотип; Название компании; Тип компании; Сфера деятельности; Кол-во сотрудников; Годовой оборот; Валюта;"
            f" Фактический адрес; Юридический адрес; Банковские реквизиты; {CONTACTS}; Комментарий; Ответственный"
        ),
        {"ID": "external_id", "Название компании": "full_name", "Фактический адрес": "address",
         "Юридический адрес": "address", "Комментарий": "note", "Ответственный": "responsible",
         **dict.fromkeys(PHONES, "phone"), **dict.fromkeys(EMAILS, "email")},
    ),
    "bitrix24_deals": (
        (
            "ID; Направление; Стадия сделки; Название сделки; Сумма; Контакт; Компания; Дата создания; Дата изменения;"
            " Ответственный; Комментарий; UTM Source; UTM Medium; UTM Campaign; Дата последней коммуникации; Последняя"
            " активность; Контакт: ID; Контакт: Имя; Контакт: Фамилия; Контакт: Отчество; Контакт: Рабочий телефон;"
            " Контакт: Мобильный телефон; Контакт: Другой телефон; Контакт: Рабочий e-mail; Контакт: Частный e-mail;"
            " Компания: Название компании"
        ),
        {"Контакт": "full_name", "Ответственный": "responsible", "Комментарий": "note", "UTM Source": "source",
         "Контакт: ID": "external_id", "Контакт: Имя": "first_name", "Контакт: Фамилия": "last_name",
         "Контакт: Отчество": "middle_name", "Контакт: Рабочий телефон": "phone", "Контакт: Мобильный телефон": "phone",
         "Контакт: Другой телефон": "phone", "Контакт: Рабочий e-mail": "email", "Контакт: Частный e-mail": "email",
         "Компания: Название компании": "company"},
    ),
    "amocrm_new": (
        (
            "ID; Тип; Наименование; Имя; Фамилия; Компания; Дата создания; Создатель; Дата изменения; Автор изменения; Теги;"
            f" Ближайшая задача; Ответственный; Сделки; Должность (контакт); {AMO_PHONES}; Адрес (компания); Web (компания);"
            f" {NOTES}"
        ),
        AMO | {"Наименование": "full_name", "Компания": "company", "Должность (контакт)": "position",
               "Адрес (компания)": "address"},
    ),
    "amocrm_old": (
        (
            "ID; Тип; Полное имя контакта; Имя; Фамилия; Название компании; Ответственный; Дата создания контакта; Кем создан"
            f" контакт; Сделки; Дата редактирования; Кем редактирован; Теги; {NOTES}; {AMO_PHONES}; Web; Адрес; Должность"
        ),
        AMO | {"Полное имя контакта": "full_name", "Название компании": "company", "Адрес": "address",
               "Должность": "position"},
    ),
    "amocrm_deals": (
        (
            "ID; Название сделки; Бюджет; Ответственный; Дата создания сделки; Кем создана сделка; Дата редактирования; Кем"
            " редактирована; Дата закрытия; Теги; Примечание; Примечание 2; Этап сделки; Воронка; Полное имя контакта;"
            " Компания контакта; Ответственный за контакт; Компания; Рабочий телефон; Рабочий email; Город; Источник;"
            " Должность; utm_source; utm_medium; utm_campaign; utm_term; utm_content; utm_referrer; _ym_uid; roistat"
        ),
        {"Теги": "tags", "Примечание": "note", "Примечание 2": "note", "Полное имя контакта": "full_name",
         "Компания контакта": "company", "Ответственный за контакт": "responsible", "Рабочий телефон": "phone",
         "Рабочий email": "email", "Город": "city", "Источник": "source", "Должность": "position"},
    ),
    "hubspot": (
        (
            "Record ID; First Name; Last Name; Email; Phone Number; Lead Status; Lifecycle Stage; Contact owner; Create Date;"
            " Last Activity Date; Marketing contact status; Original Source; Original Source Drill-Down 1; Original Source"
            " Drill-Down 2; Country/Region; City; Associated Company"
        ),
        {"Record ID": "external_id", "First Name": "first_name", "Last Name": "last_name", "Email": "email",
         "Phone Number": "phone", "Contact owner": "responsible", "Original Source": "source", "City": "city",
         "Marketing contact status": "consent.refusal.email", "Associated Company": "company"},
    ),
    "hubspot_contact": (
        (
            "Record ID - Contact; First Name; Last Name; Email; Phone Number; HubSpot Owner; Create Date"
        ),
        {"Record ID - Contact": "external_id", "First Name": "first_name", "Last Name": "last_name", "Email": "email",
         "Phone Number": "phone", "HubSpot Owner": "responsible"},
    ),
    "google_new": (
        (
            "First Name; Middle Name; Last Name; Phonetic First Name; Phonetic Middle Name; Phonetic Last Name; Name Prefix;"
            " Name Suffix; Nickname; File As; Organization Name; Organization Title; Organization Department; Birthday; Notes;"
            " Photo; Labels; E-mail 1 - Label; E-mail 1 - Value; E-mail 2 - Label; E-mail 2 - Value; Phone 1 - Label;"
            " Phone 1 - Value; Phone 2 - Label; Phone 2 - Value; Address 1 - Label; Address 1 - Formatted; Address 1 - Street;"
            " Address 1 - City; Address 1 - PO Box; Address 1 - Region; Address 1 - Postal Code; Address 1 - Country;"
            " Address 1 - Extended Address; Website 1 - Label; Website 1 - Value; Event 1 - Label; Event 1 - Value;"
            " Custom Field 1 - Label; Custom Field 1 - Value"
        ),
        GOOGLE | {"First Name": "first_name", "Middle Name": "middle_name", "Last Name": "last_name",
                  "Organization Name": "company", "Organization Title": "position", "Labels": "tags"},
    ),
    "google_old": (
        (
            "Name; Given Name; Additional Name; Family Name; Yomi Name; Given Name Yomi; Birthday; Gender; Notes; Group"
            " Membership; E-mail 1 - Type; E-mail 1 - Value; E-mail 2 - Type; E-mail 2 - Value; Phone 1 - Type; Phone 1 -"
            " Value; Phone 2 - Type; Phone 2 - Value; Address 1 - Formatted; Address 1 - City; Organization 1 - Name;"
            " Organization 1 - Title"
        ),
        GOOGLE | {"Name": "full_name", "Given Name": "first_name", "Additional Name": "middle_name",
                  "Family Name": "last_name", "Gender": "sex", "Group Membership": "tags",
                  "Organization 1 - Name": "company", "Organization 1 - Title": "position"},
    ),
    "outlook_ru": (
        (
            "Обращение; Имя; Отчество; Фамилия; Суффикс; Организация; Отдел; Должность; Улица (раб. адрес); Город (раб."
            " адрес); Область (раб. адрес); Индекс (раб. адрес); Страна или регион (раб. адрес); Улица (дом. адрес); Рабочий"
            " факс; Рабочий телефон; Телефон раб. 2; Основной телефон организации; Домашний телефон; Телефон переносной;"
            " Другой телефон; Веб-страница; День рождения; Заметки; Категории; Адрес эл. почты; Тип эл. почты; Краткое имя эл."
            " почты; Адрес 2 эл. почты; Адрес 3 эл. почты"
        ),
        {"Имя": "first_name", "Отчество": "middle_name", "Фамилия": "last_name", "Организация": "company",
         "Должность": "position", "Улица (раб. адрес)": "address", "Улица (дом. адрес)": "address",
         "Город (раб. адрес)": "city", "Рабочий телефон": "phone", "Телефон раб. 2": "phone",
         "Основной телефон организации": "phone", "Домашний телефон": "phone", "Телефон переносной": "phone",
         "Другой телефон": "phone", "День рождения": "birth_date", "Заметки": "note", "Категории": "tags",
         "Адрес эл. почты": "email", "Адрес 2 эл. почты": "email", "Адрес 3 эл. почты": "email"},
    ),
    "outlook_en": (
        (
            "Title; First Name; Middle Name; Last Name; Suffix; Company; Department; Job Title; Business Street; Business City;"
            " Business State; Business Postal Code; Business Country/Region; Business Phone; Mobile Phone; E-mail Address;"
            " E-mail 2 Address; Web Page; Notes"
        ),
        {"First Name": "first_name", "Middle Name": "middle_name", "Last Name": "last_name", "Company": "company",
         "Job Title": "position", "Business Street": "address", "Business City": "city", "Business Phone": "phone",
         "Mobile Phone": "phone", "E-mail Address": "email", "E-mail 2 Address": "email", "Notes": "note"},
    ),
    "thunderbird": (
        (
            "Display Name; Primary Email; Secondary Email; Work Phone; Mobile Number"
        ),
        {"Display Name": "full_name", "Primary Email": "email", "Secondary Email": "email", "Work Phone": "phone",
         "Mobile Number": "phone"},
    ),
    "salesforce": (
        (
            "First Name; Last Name; Account Name; Title; Email; Phone; Mobile; Mailing Street; Mailing City; Mailing"
            " State/Province; Mailing Zip/Postal Code; Mailing Country; Other Street; Lead Source; Reports To; Description"
        ),
        {"First Name": "first_name", "Last Name": "last_name", "Account Name": "company", "Title": "position",
         "Email": "email", "Phone": "phone", "Mobile": "phone", "Mailing Street": "address", "Mailing City": "city",
         "Lead Source": "source", "Description": "note"},
    ),
    "yclients": (
        (
            "Имя; Телефон; Email; Категория; Пол; Класс важности; Скидка; Номер карты; Дата рождения; Комментарий"
        ),
        {"Имя": "full_name", "Телефон": "phone", "Email": "email", "Категория": "tags", "Пол": "sex",
         "Класс важности": "tags", "Дата рождения": "birth_date", "Комментарий": "note"},
    ),
    "yclients_api": (
        (
            "name; surname; patronymic; phone; email; card; birth_date; comment; discount; visits; sex; sms_check; sms_not;"
            " spent; paid; balance; importance; categories; first_visit_date; last_visit_date; sold_amount; visits_count"
        ),
        {"name": "first_name", "surname": "last_name", "patronymic": "middle_name", "phone": "phone", "email": "email",
         "birth_date": "birth_date", "comment": "note", "sex": "sex", "importance": "tags", "categories": "tags",
         "sms_not": "consent.refusal.sms"},
    ),
    "onec": (
        (
            "Код; Наименование; НаименованиеПолное; ИНН; КПП; ОГРН; ОКПО; Юр./Физ. лицо; Родитель; ЭтоГруппа; Пометка удаления;"
            " Ответственный; Комментарий"
        ),
        {"Код": "external_id", "Наименование": "full_name", "ИНН": "inn", "КПП": "kpp", "Юр./Физ. лицо": "kind",
         "Ответственный": "responsible", "Комментарий": "note"},
    ),
    "onec_dotted": (
        (
            "Контрагент.Код; Контрагент.Наименование; Контрагент.ИНН; Контрагент.КПП; Контрагент.Телефон; Договор"
        ),
        {"Контрагент.Код": "external_id", "Контрагент.Наименование": "full_name", "Контрагент.ИНН": "inn",
         "Контрагент.КПП": "kpp", "Контрагент.Телефон": "phone"},
    ),
    "retailcrm": (
        (
            "externalId; firstName; lastName; patronymic; phones; email; birthday; sex; address; managerId; source; totalSumm;"
            " averageSumm; ordersCount; emailMarketingUnsubscribedAt"
        ),
        {"externalId": "external_id", "firstName": "first_name", "lastName": "last_name", "patronymic": "middle_name",
         "phones": "phone", "email": "email", "birthday": "birth_date", "sex": "sex", "address": "address",
         "source": "source"},
    ),
    "moysklad": (
        (
            "name; phone; email; discountCardNumber; birthDate; sex; actualAddress; inn; kpp; tags; description"
        ),
        {"name": "full_name", "phone": "phone", "email": "email", "birthDate": "birth_date", "sex": "sex",
         "actualAddress": "address", "inn": "inn", "kpp": "kpp", "tags": "tags", "description": "note"},
    ),
}  # fmt: skip


def split(text: str) -> list[str]:
    return [heading.strip() for heading in text.split(";")]
