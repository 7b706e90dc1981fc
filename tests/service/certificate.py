"""A certificate for localhost, made for one run of the tests: real work is served over TLS only."""

import base64
import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat


@dataclass(frozen=True)
class Certificate:
    """Where it is kept, and the fingerprint by which a browser is told to believe it."""

    file: Path
    key_file: Path
    fingerprint: str

    @classmethod
    def made(cls, folder: Path) -> "Certificate":
        """A new one."""
        key = ec.generate_private_key(ec.SECP256R1())
        file, key_file = folder / "certificate.pem", folder / "key.pem"
        file.write_bytes(_signed(key).public_bytes(Encoding.PEM))
        key_file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return cls(file, key_file, base64.b64encode(hashlib.sha256(public).digest()).decode())


def _signed(key: ec.EllipticCurvePrivateKey) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=2))
    return made.add_extension(names, critical=False).sign(key, hashes.SHA256())
