"""The notice that a ballot was recorded: to each voter of a mix, shuffled, and never what it says or where it counts.

A task for a mix names its place in the log and no person; it is deleted once it is done. Whoever is told is worked out
in memory (voting/queries/notices.py).
"""

import logging
import random
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone
from django_tasks import task

from city.actions.mail import write_letter
from city.models import Round, User
from voting.models import SealedCast
from voting.queries.keys import has_key
from voting.queries.notices import owners

logger = logging.getLogger(__name__)
AFTER_ALL_ELSE = -10  # a code to sign in with waits for no notice
TRIES = 9  # the last about four hours after the first


def notify(*, round: Round, first: int, count: int) -> None:
    """Have everybody told whose casts are these in the log. Called in the transaction that puts them there."""
    if settings.BALLOT_NOTICES and count:
        tell.enqueue(round.pk, first, count, 1)


@task(priority=AFTER_ALL_ELSE)
def tell(round: int, first: int, count: int, times: int) -> None:
    """Tell them; where no mail can be sent at all, again after a wait that doubles each time."""
    row = Round.objects.get(pk=round)
    if not has_key(row):
        return  # destroyed meanwhile: nobody can say whose they are any more
    letters = _letters(row, first, count)
    try:
        with get_connection() as connection:
            failed = [letter for letter in letters if not _is_sent(letter, connection)]
    except (SMTPException, OSError):
        if times < TRIES:
            later = timezone.now() + timedelta(minutes=2 ** (times - 1))
            tell.using(run_after=later).enqueue(round, first, count, times + 1)
        else:
            logger.exception("%d notices of recorded ballots could not be sent", len(letters))
        return
    if failed:
        logger.warning("%d of %d notices of recorded ballots could not be sent", len(failed), len(letters))


def _letters(round: Round, first: int, count: int) -> Sequence[EmailMessage]:
    """A letter for each cast whose voter has a log-in, in an order that tells nothing."""
    rows = SealedCast.objects.filter(round=round, position__gte=first, position__lt=first + count)
    casts = list(rows.select_related("district"))
    people: list[int] = []
    for district in {cast.district for cast in casts}:
        slots = Counter(cast.slot for cast in casts if cast.district == district)
        people += owners(round, district, slots).elements()
    random.SystemRandom().shuffle(people)
    users = User.objects.in_bulk(people)
    return [_letter(users[person], round) for person in people]


def _letter(person: User, round: Round) -> EmailMessage:
    subject, text = write_letter(to=person, letter="voting/letters/recorded.txt", context={"round": round})
    return EmailMessage(subject, text, settings.DEFAULT_FROM_EMAIL, [person.email])


def _is_sent(letter: EmailMessage, connection: BaseEmailBackend) -> bool:
    """Whether one letter is on its way; an address that refuses it keeps no other from being told."""
    letter.connection = connection
    try:
        return bool(letter.send())
    except (SMTPException, OSError):
        return False
