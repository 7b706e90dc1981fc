"""The secret link of somebody who is asked: who has it may answer for them, and sees no more than their own answer.

It is made from the service's own key, so that a meeting that is moved is sent again with the same link and nothing
needs to keep it. What is kept is a hash, by which it is found.
"""

from base64 import urlsafe_b64encode
from hashlib import sha256

from django.utils.crypto import salted_hmac

from handrail.service.meetings.models import Invitation
from handrail.service.post.links import link_to

ROUTE = "reply"


def secret_of(authority: str, invitation: Invitation) -> str:
    """The secret of the link that holds now: 256 bits."""
    said = f"{authority}|{invitation.key}|{invitation.link}"
    digest = salted_hmac("handrail.meetings", said, algorithm="sha256").digest()
    return urlsafe_b64encode(digest).rstrip(b"=").decode()


def link_of(authority: str, invitation: Invitation) -> str:
    """The whole address."""
    return link_to(ROUTE, authority, secret_of(authority, invitation))


def hash_of(secret: str) -> str:
    """What is kept of a secret: from 256 bits that nobody can guess, so that its hash needs no salt."""
    return sha256(secret.encode()).hexdigest()
