"""Backups: the database and the files in one archive of open formats, and the way back.

The archive is a ZIP that any program opens: `manifest.json`, `tables/<table>.csv` (UTF-8, an empty field is NULL,
`""` is an empty text), `files/<sha256>`. It is made and read by what the database says of itself, not by
models: an older base can be saved by newer code, just before that migrates it.
"""
