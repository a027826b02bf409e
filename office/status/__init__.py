"""Page «State of services»: what `manage.py doctor` and monitoring know, for the administrator."""
