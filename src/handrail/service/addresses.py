"""Parts of addresses: `<key:child>` is the opaque key of a child or another record, and nothing else."""

from django.urls import register_converter


class Key:
    """Thirty-two letters and digits that say nothing."""

    regex = "[0-9a-f]{32}"

    def to_python(self, value: str) -> str:
        """The key."""
        return value

    def to_url(self, value: str) -> str:
        """The key."""
        return value


register_converter(Key, "key")
