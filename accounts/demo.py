"""The people of the trial base. Invented; a trial in Russian needs Russian names."""

ADMIN = ("Ирина", "Власова")
SUPERVISOR, MARKETER, VIEWER = ("Олег", "Тарасов"), ("Дина", "Юсупова"), ("Нина", "Лаптева")
SECOND_LEAD = ("Вера", "Антонова")
TEAM, IN_TEAM = "Отдел продаж", 3
"""The supervisor's; the other managers are in the second team, so that the supervisor does not see everybody."""
SECOND_TEAM = "Работа с постоянными клиентами"
MANAGERS = [("Алина", "Громова"), ("Пётр", "Лисин"), ("Юлия", "Коваль"), ("Марат", "Сафин")]
