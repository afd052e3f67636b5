"""The roll match: somebody says who they are, and a code goes to the address that the city's list has for that person.

A name, a birth date and a postcode are no secret, so they prove nothing alone. Whoever asks is answered alike, whether
the list knows the person or not: whether it does is looked up by the worker, and told to that address only.
"""

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django_tasks import task

from city.actions.audit import record
from city.actions.people import Proof, prove
from city.models import Round, User
from city.models.people import Level
from city.rules.phases import Verb
from city.rules.refusal import Kind, Refused, refuse
from voting.actions.keys import make_key
from voting.actions.persons import hash_of
from voting.actions.roll import enter, require_season
from voting.models import CodeRequest, ListedPerson, RollEntry
from voting.queries.eligibility import reasons, terms_of
from voting.queries.identities import of_person, open_address
from voting.queries.roll import entry_of
from voting.rules.eligibility import Claim, why_not
from voting.rules.identity import Person
from voting.rules.identity.hashes import identity_hash
from voting.rules.identity.person import code as postcode

METHOD = "roll"
DIGITS = 8
VALID = timedelta(minutes=10)
TRIES = 5
ASKS_A_DAY = 5
CODES_AN_HOUR = 3


def ask(*, actor: User, now: datetime, round: Round, person: Person) -> CodeRequest:
    """Have a code sent to the person's address on the list, if there is one. Refuses only for what was typed."""
    require_season(round, Verb.ENROL, now)
    if entry_of(actor, round):
        raise refuse("on_roll", _("You are on the roll of this round already."), kind=Kind.CONFLICT)
    claim = Claim(born_on=person.born_on, postcode=postcode(person.postcode), level=Level.MATCHED)
    if found := why_not(claim, terms_of(round)):
        raise Refused(*reasons(found, round))
    with transaction.atomic():
        _check_pace(actor, now)
        asked = CodeRequest.objects.create(round=round, user=actor, person_hmac=hash_of(person), asked_at=now)
        record(actor=actor, now=now, verb="ask_code", subject=round)
        _send_code.enqueue(asked.pk)
    return asked


def confirm(*, actor: User, now: datetime, round: Round, code: str) -> RollEntry:
    """Put who typed the code from the mail on the roll, as the person they said to be. Raises Refused."""
    require_season(round, Verb.ENROL, now)
    asked = _counted_try(actor, now, round)
    if not asked.code_hmac or not constant_time_compare(asked.code_hmac, _code_hash(asked.pk, code)):
        message = _("This is not the code we sent last. Look at the newest e-mail, or ask for a new code.")
        raise refuse("wrong_code", message, field="code")
    with transaction.atomic():
        CodeRequest.objects.filter(pk=asked.pk).update(is_used=True)
        listed = ListedPerson.objects.select_related("district").get(
            round=round, identity_hmac=_identity_hash(round, asked.person_hmac)
        )
        if found := why_not(Claim(district=listed.district.code), terms_of(round)):
            raise Refused(*reasons(found, round))
        _check_contacts(listed)
        proof = Proof(listed.district, METHOD, Level.MATCHED, timezone.localdate(now), asked.person_hmac)
        prove(actor=actor, now=now, user=actor, proof=proof)
        entry, _is_new = enter(round, of_person(asked.person_hmac), proof)
        # The round, not the entry: the trail outlives the round's key, and must not join a log-in to a vote.
        record(actor=actor, now=now, verb="match", subject=round, after={"district": listed.district.code})
    return entry


@task()
def _send_code(request: int) -> None:
    """Look the person up; where the list has an address, send a code there."""
    asked = CodeRequest.objects.select_related("round").filter(pk=request, code_hmac="").first()
    if asked is None or _has_had_enough(asked):
        return
    listed = ListedPerson.objects.filter(
        round=asked.round, identity_hmac=_identity_hash(asked.round, asked.person_hmac)
    ).first()
    if listed is None or not listed.sealed_email:
        return
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    CodeRequest.objects.filter(pk=request).update(code_hmac=_code_hash(request, code))
    text = _(
        "Somebody, most likely you, asked to vote in %(round)s and gave your name, birth date and postcode."
        "\n\nIf that was you, type this code on the page where you asked:\n\n    %(code)s\n\n"
        "It is good for ten minutes. If it was not you, do nothing: without the code nobody gets your place."
    ) % {"round": asked.round.title, "code": f"{code[:4]}-{code[4:]}"}
    address = open_address(make_key(asked.round), listed.sealed_email)
    send_mail(_("Your code for the roll"), text, settings.DEFAULT_FROM_EMAIL, [address])


def _counted_try(actor: User, now: datetime, round: Round) -> CodeRequest:
    """The request whose code is being tried; the try counts, whatever comes of it."""
    with transaction.atomic():
        asked = CodeRequest.objects.select_for_update().filter(user=actor, round=round).order_by("-pk").first()
        if asked is None or asked.is_used or asked.tries >= TRIES or now >= asked.asked_at + VALID:
            message = _(
                "There is no code to type any more: it is good for ten minutes and five tries. Ask for a new one."
            )
            raise refuse("no_code", message, field="code", kind=Kind.CONFLICT)
        asked.tries += 1
        asked.save(update_fields=["tries"])
    return asked


def _check_pace(actor: User, now: datetime) -> None:
    recent = CodeRequest.objects.filter(user=actor, asked_at__gt=now - timedelta(days=1))
    if recent.count() >= ASKS_A_DAY:
        message = _("You have asked for five codes today. Ask again tomorrow, or come to the city’s desk.")
        raise refuse("too_many_codes", message, kind=Kind.TOO_MANY)


def _check_contacts(listed: ListedPerson) -> None:
    """One address or telephone stands behind a few people of a household, never behind a street."""
    for name in ("email_hmac", "phone_hmac"):
        shared = getattr(listed, name)
        others = ListedPerson.objects.filter(round=listed.round_id, **{name: shared}).exclude(pk=listed.pk)
        on_roll = RollEntry.objects.filter(round=listed.round_id, identity_hmac__in=others.values("identity_hmac"))
        if shared and on_roll.count() >= settings.ROLL_PER_CONTACT:
            message = _(
                "Your address or telephone on the city’s list stands behind several people on the roll. Come to the"
                " city’s desk with your identity card."
            )
            raise refuse("contact_shared", message, kind=Kind.CONFLICT)


def _has_had_enough(asked: CodeRequest) -> bool:
    """Whether this person was sent as many codes as anybody should be within an hour."""
    recent = CodeRequest.objects.filter(
        person_hmac=asked.person_hmac, asked_at__gt=asked.asked_at - timedelta(hours=1), asked_at__lte=asked.asked_at
    )
    return recent.exclude(code_hmac="").count() >= CODES_AN_HOUR


def _identity_hash(round: Round, person_hmac: str) -> str:
    return identity_hash(make_key(round), of_person(person_hmac))


def _code_hash(request: int, code: str) -> str:
    digits = "".join(sign for sign in code if sign.isdecimal())
    return salted_hmac("voting.actions.matching", f"{request}:{digits}", algorithm="sha256").hexdigest()
