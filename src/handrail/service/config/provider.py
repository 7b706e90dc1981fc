"""The council's identity provider as the sign-in library wants it."""

from typing import Any

from handrail.service.config.environment import Provider

ID = "council"


def apps(provider: Provider | None) -> list[dict[str, Any]]:
    """One provider, or none."""
    if provider is None:
        return []
    return [
        {
            "provider_id": ID,
            "name": provider.name,
            "client_id": provider.client_id,
            "secret": provider.client_secret,
            "settings": {"server_url": provider.issuer},
        }
    ]
