"""Complaints: anybody makes one, an officer answers it in public or opens a case from it."""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.db import models, transaction
from django.db.models import Max
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from city.actions.audit import record
from city.actions.cases import open_case
from city.actions.mail import post_to
from city.models import Case, Round, User
from city.models.cases import LONGEST_REASON
from city.queries.locks import lock
from city.queries.permissions import may
from city.rules.phases import Verb
from city.rules.refusal import Kind, Reason, Refused, refuse
from city.rules.texts import tidy_line, tidy_text
from voting.models import Complaint, ComplaintAnswer
from voting.queries.complaints import (
    Status,
    Words,
    missing_to_complain,
    reference_hash,
    seal_words,
    status_of,
    words_of,
)
from voting.rules.slots import short_code

LONGEST = 5_000
SECRET_BYTES = 32  # of which the reference shows ten


def complain(*, actor: User | None, now: datetime, round: Round, words: Words) -> tuple[Complaint, str]:
    """Take a complaint in; give it and the reference that opens its page. Raises Refused.

    Nothing says who made it, not even the record: `actor` is only asked for as every act asks for one.
    """
    del actor
    words = replace(words, text=tidy_text(words.text), code=tidy_line(words.code))
    if reasons := missing_to_complain(round, now) or _about(words):
        raise Refused(*reasons)
    reference = f"C-{short_code(secrets.token_hex(SECRET_BYTES))}"
    with transaction.atomic():
        lock(f"complaints:{round.pk}")
        last = Complaint.objects.filter(round=round).aggregate(last=Max("number"))["last"] or 0
        made = Complaint.objects.create(
            round=round,
            number=last + 1,
            reference_hash=reference_hash(reference),
            sealed=seal_words(round, words),
            language=get_language() or settings.LANGUAGE_CODE,
            made_at=now,
        )
        record(actor=None, now=now, verb=Verb.COMPLAIN, subject=made, after=_content(made))
    return made, reference


def refer(
    *,
    actor: User,
    now: datetime,
    complaint: Complaint,
    verb: Verb,
    reason: str,
    subject: models.Model,
    round: Round,
    arguments: Mapping[str, object] | None = None,
) -> Case:
    """Open a case from a complaint, and tell the person. Raises Refused as `open_case` does."""
    _require_office(actor, complaint)
    with transaction.atomic():
        row = _hold(complaint, now)
        case = open_case(
            actor=actor, now=now, verb=verb, reason=reason, subject=subject, round=round, arguments=arguments
        )
        row.case = case
        row.save(update_fields=["case"])
        record(actor=actor, now=now, verb="refer", subject=row, after={**_content(row), "case": case.pk})
        _tell(row, "voting/letters/complaint_in_case.txt", {"case": case})
    return case


def answer(*, actor: User, now: datetime, complaint: Complaint, text: str, is_upheld: bool) -> ComplaintAnswer:
    """Answer a complaint in public, once, and tell the person. Raises Refused."""
    _require_office(actor, complaint)
    said = tidy_text(text)
    if not said or len(said) > LONGEST_REASON:
        message = _("Say why, in %(most)d characters at most. Everybody can read it.") % {"most": LONGEST_REASON}
        raise Refused(Reason("no_reason", message, "text"))
    with transaction.atomic():
        row = _hold(complaint, now)
        made = ComplaintAnswer.objects.create(
            complaint=row, text=said, is_upheld=is_upheld, answered_by=actor, answered_at=now
        )
        after = {**_content(row), "is_upheld": is_upheld}
        record(actor=actor, now=now, verb=Verb.ANSWER, subject=row, after=after, reason=said)
        _tell(row, "voting/letters/complaint_answered.txt", {"answer": made})
    return made


def forget(*, actor: User | None, now: datetime, round: Round) -> int:
    """Remove the words and the addresses of the round's complaints; numbers and answers stay. Gives how many."""
    with transaction.atomic():
        kept = Complaint.objects.filter(round=round, forgotten_at__isnull=True)
        count = kept.update(sealed="", forgotten_at=now)
        record(actor=actor, now=now, verb="forget_complaints", subject=round, after={"complaints": count})
    return count


def _about(words: Words) -> list[Reason]:
    if not words.text:
        return [Reason("blank", _("Say what is wrong."), "text")]
    if len(words.text) > LONGEST:
        message = _("Say it in %(most)d characters; this has %(count)d.")
        return [Reason("too_long", message % {"most": LONGEST, "count": len(words.text)}, "text")]
    return []


def _require_office(actor: User, complaint: Complaint) -> None:
    if not may(actor, Verb.ANSWER, complaint.round):
        raise refuse("not_allowed", _("Only an election officer answers complaints."), kind=Kind.FORBIDDEN)


def _hold(complaint: Complaint, now: datetime) -> Complaint:
    """The complaint as it stands now, for this transaction alone. Raises Refused unless it waits for an officer."""
    lock(f"complaint:{complaint.pk}")
    row = Complaint.objects.select_related("round", "answer", "case").get(pk=complaint.pk)
    if hasattr(row, "answer"):
        raise refuse("answered", _("This complaint is answered already."), kind=Kind.CONFLICT)
    if status_of(row, now) is Status.IN_CASE:
        message = _("A case from this complaint waits for a second officer. Answer it once that is decided.")
        raise refuse("in_case", message, kind=Kind.CONFLICT)
    return row


def _tell(complaint: Complaint, letter: str, context: Mapping[str, object]) -> None:
    """Post a letter to the address that was left with the complaint, if any. It says nothing of any ballot."""
    words = words_of(complaint)
    if words is None or not words.contact:
        return
    page = settings.BASE_URL + reverse("voting:complaints", args=[complaint.round.slug])
    with override(complaint.language):
        told = render_to_string(letter, {"complaint": complaint, "page": page, **context})
    subject, _rest, body = told.strip().partition("\n")
    post_to(address=words.contact, subject=subject, text=body.strip() + "\n")


def _content(complaint: Complaint) -> dict[str, object]:
    """What the record commits to: nothing of what somebody wrote."""
    return {"round": complaint.round.slug, "number": complaint.number}
