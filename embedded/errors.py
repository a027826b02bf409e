"""What can go wrong with the embedded services, said to a person: what happened and what to do."""

MESSAGES = {
    "var_not_folder": "%(path)s is not a folder. Move it away or name another folder in KARTOTEKA_VAR.",
    "var_not_writable": (
        "Cannot write to %(path)s (it belongs to user %(owner)s). "
        "Run as that user or name another folder in KARTOTEKA_VAR."
    ),
    "disk_full": "The disk that holds %(path)s is full. Free at least %(need)s MB and start again.",
    "no_binaries": "The servers are not installed for this machine. Run: %(command)s",
    "no_service_user": "There is no user %(user)s. Name an existing one, not root, in KARTOTEKA_SERVICE_USER.",
    "user_blocked": (
        "User %(user)s, who runs the servers, cannot reach the data in %(path)s. "
        "Name a user who can in KARTOTEKA_SERVICE_USER."
    ),
    "data_of_other": (
        "The data in %(path)s belong to user %(owner)s. Run as that user or name another folder in KARTOTEKA_VAR."
    ),
    "data_in_use": "The data in %(path)s are in use by another copy. Stop it or name another folder in KARTOTEKA_VAR.",
    "data_not_ours": (
        "%(path)s is not a PostgreSQL data folder. Move it away (a new one is made) or put the data back from a backup."
    ),
    "data_damaged": (
        "PostgreSQL cannot read its data in %(path)s: %(reason)s. "
        "Move the folder away and restore a backup; details are in %(log)s."
    ),
    "other_major": (
        "The data in %(path)s were made by PostgreSQL %(found)s, this version brings %(ours)s. "
        "Carry them over:\n%(commands)s"
    ),
    "start_failed": "%(server)s did not start: %(reason)s. Details are in %(log)s.",
    "start_stalled": "%(server)s has shown no progress for %(seconds)s s. Details are in %(log)s.",
    "keeper_lost": "The keeper of the servers ended before they were ready. Details are in %(log)s.",
    "provision_failed": "PostgreSQL runs, but the roles and the database could not be made: %(reason)s",
}
"""English text by code; `crm` keeps the same texts for translation."""

NOTICES = {
    "moved_home": (
        "User %(user)s, who runs the servers, cannot reach %(path)s: "
        "data and copies of the programs are kept in %(home)s."
    ),
    "recovering": "PostgreSQL is putting its data in order after a crash: %(seconds)s s so far.",
    "queue_reset": "The queue's file was damaged; it was put aside as %(path)s and the queue starts empty.",
}
"""What a person should know although all is well."""


class ServicesError(Exception):
    """A refusal with a `code` from MESSAGES and the values of its text; `str()` is English."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = {name: str(value) for name, value in params.items()}

    def __str__(self) -> str:
        return MESSAGES[self.code] % self.params
