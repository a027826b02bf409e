"""The people of the trial base. Invented; a trial in Russian needs Russian names."""

ADMIN = ("Ирина", "Власова")
MANAGERS = [("Алина", "Громова"), ("Пётр", "Лисин"), ("Юлия", "Коваль"), ("Марат", "Сафин")]
