"""The people of the trial base. Invented; a trial in Russian needs Russian names."""

ADMIN = ("Ирина", "Власова")
SUPERVISOR, MARKETER, VIEWER = ("Олег", "Тарасов"), ("Дина", "Юсупова"), ("Нина", "Лаптева")
TEAM, IN_TEAM = "Отдел продаж", 3
"""The supervisor's; the last manager stands in no team, so that the supervisor does not see everybody."""
MANAGERS = [("Алина", "Громова"), ("Пётр", "Лисин"), ("Юлия", "Коваль"), ("Марат", "Сафин")]
