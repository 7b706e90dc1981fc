"""Keys that sign checkpoints: Ed25519, kept as PEM, the form that `openssl` and every vault read."""

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


class NotAKey(ValueError):
    """A file is no Ed25519 key of the kind asked for; the message says so."""


def new_signing_key() -> bytes:
    """A new private key as PEM. Whoever holds it can sign checkpoints."""
    return Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def signing_key(pem: bytes) -> Ed25519PrivateKey:
    """Read a private key. Raises NotAKey."""
    try:
        key = serialization.load_pem_private_key(pem, None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise NotAKey("This is no private key in PEM form without a password.") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise NotAKey("This private key is not an Ed25519 key.")
    return key


def public_key(pem: bytes) -> Ed25519PublicKey:
    """Read a public key. Raises NotAKey."""
    try:
        key = serialization.load_pem_public_key(pem)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise NotAKey("This is no public key in PEM form.") from error
    if not isinstance(key, Ed25519PublicKey):
        raise NotAKey("This public key is not an Ed25519 key.")
    return key


def public_pem(key: Ed25519PrivateKey) -> bytes:
    """The public key that belongs to a private one, as PEM, to hand out."""
    return key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def hexadecimal(key: Ed25519PublicKey) -> str:
    """The 32 bytes of a public key, as a checkpoint names it."""
    return key.public_bytes_raw().hex()
