"""Mails to people: written down in the transaction of their cause, sent by the worker."""

from collections.abc import Mapping

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils.translation import override
from django_tasks import task

from city.models import User


@task()
def deliver(user: int, subject: str, text: str) -> None:
    """Send a plain text to the address the person has when it is sent; nothing to who has left."""
    person = User.objects.filter(pk=user, is_active=True).first()
    if person is not None:
        send_mail(subject, text, settings.DEFAULT_FROM_EMAIL, [person.email])


@task()
def deliver_to(address: str, subject: str, text: str) -> None:
    """Send a plain text to an address, whether or not anybody here has it."""
    send_mail(subject, text, settings.DEFAULT_FROM_EMAIL, [address])


def post_to(*, address: str, subject: str, text: str) -> None:
    """Have a mail sent later, so that the answer takes as long whoever the address belongs to."""
    deliver_to.enqueue(address, subject, text)


def post(*, to: User, subject: str, text: str) -> None:
    """Have a mail sent once the caller's transaction is in; nothing where that is undone."""
    deliver.enqueue(to.pk, subject, text)


def post_letter(*, to: User, letter: str, context: Mapping[str, object], language: str = "") -> None:
    """Post a template whose first line is the subject, in the person's language, else in this one."""
    subject, text = write_letter(to=to, letter=letter, context=context, language=language)
    post(to=to, subject=subject, text=text)


def write_letter(*, to: User, letter: str, context: Mapping[str, object], language: str = "") -> tuple[str, str]:
    """The subject and the text of a letter to a person; nothing is sent."""
    with override(to.language or language or settings.LANGUAGE_CODE):
        text = render_to_string(letter, {**context, "base_url": settings.BASE_URL})
    subject, _, body = text.strip().partition("\n")
    return subject, body.strip() + "\n"
