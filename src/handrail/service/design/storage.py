"""Where style and scripts are kept: named by their content, compressed, and pointing at one another by those names."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """WhiteNoise's storage, which also follows what one script imports from another."""

    support_js_module_import_aggregation = True
