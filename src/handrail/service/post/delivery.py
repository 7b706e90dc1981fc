"""Hands one message over, by whichever way the settings name."""

from contextlib import suppress
from smtplib import SMTPAuthenticationError, SMTPException, SMTPRecipientsRefused, SMTPResponseException
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from handrail.service.post.models import Message
from handrail.service.post.outcomes import NotKnown, NotYet, Refused

NOWHERE = "django.core.mail.backends.dummy.EmailBackend"
_PERMANENT = 500


def leads_nowhere() -> bool:
    """Whether no way of sending mail is set."""
    return str(settings.EMAIL_BACKEND) == NOWHERE


def deliver(message: Message, address: str) -> str:
    """Hand it over; what the way it left by calls it. Raises NotYet, Refused, NotKnown."""
    mail, connection = _mail(message, address), _opened()
    try:
        connection.send_messages([mail])
    except SMTPRecipientsRefused as error:
        raise _by_code(next(iter(error.recipients.values()))[0], "The mail server refuses this address") from None
    except SMTPResponseException as error:
        raise _by_code(error.smtp_code, "The mail server refused the message") from None
    except (SMTPException, OSError):
        raise NotKnown("The mail server was cut off before it answered: it is not known whether it left.") from None
    finally:
        with suppress(SMTPException, OSError):
            connection.close()
    return str(getattr(mail, "provider_id", "") or mail.extra_headers["Message-ID"])


def _opened() -> BaseEmailBackend:
    connection = get_connection()
    try:
        connection.open()
    except SMTPAuthenticationError:
        raise NotYet("The mail server refuses the service's name and password.") from None
    except (SMTPException, OSError):
        raise NotYet("The mail server does not answer.") from None
    return connection


def _by_code(code: int, words: str) -> NotYet | Refused:
    return (Refused if code >= _PERMANENT else NotYet)(f"{words} ({code}).")


def _mail(message: Message, address: str) -> EmailMultiAlternatives:
    host = urlsplit(settings.HANDRAIL.address).hostname
    headers = {"Message-ID": f"<{message.mark}@{host}>", "Auto-Submitted": "auto-generated"}
    mail = EmailMultiAlternatives(message.subject, message.text, to=[address], headers=headers)
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    if message.calendar:
        mail.attach_alternative(message.calendar, f"text/calendar; method={_method(message.calendar)}")
    return mail


def _method(calendar: str) -> str:
    return next(line.removeprefix("METHOD:") for line in calendar.splitlines() if line.startswith("METHOD:"))
