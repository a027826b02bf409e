"""Static files with the hash of their content in the name, so that browsers keep them for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # the library is untyped
    """Also renames what ES modules import from each other."""

    support_js_module_import_aggregation = True
