"""Where contents of files stand: a folder of ours, or a store that speaks S3."""

from pathlib import Path
from typing import Any

from core import env


def choose(folder: Path) -> dict[str, Any]:
    """A row of settings.STORAGES. S3 is chosen by naming a bucket; it needs `pip install -r requirements-s3.txt`."""
    bucket = env.text("S3_BUCKET")
    if not bucket:
        # A content is written once and never changed, so the name is the hash and writing it again is harmless.
        options = {"location": folder, "allow_overwrite": True}
        modes = {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700}
        return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options | modes}
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": env.text("S3_ENDPOINT_URL") or None,
            "region_name": env.text("S3_REGION") or None,
            "access_key": env.text("S3_ACCESS_KEY") or None,
            "secret_key": env.text("S3_SECRET_KEY") or None,
            "location": env.text("S3_PREFIX"),
            "addressing_style": env.text("S3_ADDRESSING_STYLE", "auto"),
            "file_overwrite": True,
            "default_acl": None,
            "querystring_auth": True,
        },
    }
