"""Puts the page of messages together: what each is and what became of it, never what it says or to which address."""

from collections.abc import Mapping
from typing import Any

from handrail.permissions import COMMON
from handrail.service.audit.queries import names_of
from handrail.service.audit.sentences import moment
from handrail.service.authorities.visits import Visit
from handrail.service.post import queries
from handrail.service.post.delivery import leads_nowhere
from handrail.service.post.models import Message
from handrail.service.post.words import KINDS, STATES

_OUTSIDE, _GONE = "somebody outside the service", "somebody whose account is gone"


def messages(visit: Visit) -> dict[str, Any]:
    """What did not leave, what waits and what left. A constant number of queries."""
    wrong, waits, sent = queries.to_look_at(visit), queries.on_the_way(visit), queries.sent(visit)
    names = names_of({one.account for one in (*wrong, *waits, *sent)})
    return {
        "title": "Messages",
        "key": visit.authority.key,
        "nowhere": leads_nowhere(),
        "wrong": [_told(one, names) for one in wrong],
        "waits": [_told(one, names) for one in waits],
        "sent": [_told(one, names) for one in sent],
        "may_try_again": bool(visit.reach("write", "background_task", COMMON)),
    }


def _told(message: Message, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "number": message.pk,
        "title": KINDS.get(message.kind, message.kind),
        "to": names.get(message.account, _GONE) if message.account else _OUTSIDE,
        "asked": moment(message.asked_at),
        "sent": moment(message.sent_at) if message.sent_at else "",
        "next": moment(message.next_at),
        "word": STATES[message.state],
        "error": message.error,
        "tries": message.attempts,
    }
