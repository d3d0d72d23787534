"""Mail: what is told to whoever gets a link, and handing it to the mail server; only after what it tells is kept."""

import smtplib
import ssl
from contextlib import suppress
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from app.config import Smtp
from app.templating import rendered
from app.wording import Wording
from process_models.domain.errors import EslabonError
from process_models.domain.people import Person
from process_models.domain.problems import error
from process_models.domain.sharing import Invitation

SECONDS = 10.0
"""How long the mail server is waited for."""


class MailNotSent(EslabonError):
    """The mail server did not take a mail; whoever sends it may hand over the link another way."""


def invitation(words: Wording, made: Invitation, *, team: str, who: str, link: str) -> EmailMessage:
    """Return the mail of an invitation."""
    days = (made.expires_at - made.made_at).days
    text = rendered("mail/invitation.txt", words=words, team=team, who=who, link=link, days=days)
    return _message(made.email, words.text("teams.mail.invitation.subject", team=team), text)


def sign_in_link(words: Wording, person: Person, *, link: str, days: int) -> EmailMessage:
    """Return the mail of a link that lets somebody in."""
    text = rendered("mail/sign_in_link.txt", words=words, name=person.name, link=link, days=days)
    return _message(person.email, words.text("teams.mail.link.subject"), text)


def send(smtp: Smtp, message: EmailMessage) -> None:
    """Hand a mail to the server; never inside a transaction, for it may take its time.

    Raises:
        MailNotSent: the server is not there, or does not take it; why is told.
    """
    message["From"] = smtp.sender
    try:
        _sent(smtp, message)
    except (OSError, smtplib.SMTPException, UnicodeError, ValueError) as reason:
        raise MailNotSent(error(_why(reason), host=smtp.host)) from reason


def _sent(smtp: Smtp, message: EmailMessage) -> None:
    secure = ssl.create_default_context()
    if smtp.tls == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(smtp.host, smtp.port, timeout=SECONDS, context=secure)
    else:
        server = smtplib.SMTP(smtp.host, smtp.port, timeout=SECONDS)
    try:
        if smtp.tls == "starttls":
            server.starttls(context=secure)
        if smtp.user:
            server.login(smtp.user, smtp.password)
        server.send_message(message)
    finally:
        with suppress(smtplib.SMTPException, OSError):
            server.quit()


def _message(to: str, subject: str, text: str) -> EmailMessage:
    message = EmailMessage()
    message["To"], message["Subject"] = to, " ".join(subject.split())
    message["Date"], message["Message-ID"] = formatdate(localtime=True), make_msgid(domain="eslabon")
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    return message


def _why(reason: Exception) -> str:
    match reason:
        case smtplib.SMTPAuthenticationError():
            return "mail-refused-login"
        case smtplib.SMTPRecipientsRefused():
            return "mail-refused-recipient"
        case ssl.SSLError():
            return "mail-not-secure"
        case TimeoutError():
            return "mail-too-slow"
        case smtplib.SMTPException():
            return "mail-refused"
        case _:
            return "mail-not-reached"
