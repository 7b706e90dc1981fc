"""What messages and their states are called on a page."""

from handrail.service.post.models import GIVEN_UP, SENDING, SENT, UNKNOWN, WAITING

KINDS = {
    "notice": "A notice waits",
    "digest": "Daily digest",
    "look_ahead": "Weekly look-ahead",
    "invitation": "Invitation",
}
STATES = {
    WAITING: "Waiting",
    SENDING: "Being sent",
    SENT: "Sent",
    UNKNOWN: "Not known whether it left",
    GIVEN_UP: "Not sent",
}
