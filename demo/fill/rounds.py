"""The three rounds with their phases, envelopes and rolls."""

import csv
from collections.abc import Iterable
from datetime import date, datetime
from io import StringIO

from django.conf import settings
from django.utils import timezone

from city.actions.audit import record
from city.models import District, Envelope, Phase, Residency, Round
from city.queries.money import minor_per_unit
from demo.fill.people import SEED
from demo.people import NEWCOMER, Resident, residents
from demo.place import PLACE_OF
from demo.purses import Purse, dates
from voting.actions.importing import import_roll
from voting.actions.keys import make_key
from voting.models import RollEntry
from voting.queries.identities import of_person
from voting.rules.identity.hashes import identity_hash
from voting.rules.roll.rows import REQUIRED

BATCH = 1_000


def minor(euros: int) -> int:
    """Turn whole euros into minor units of the city's currency."""
    return euros * minor_per_unit(settings.CURRENCY)


def announce(purse: Purse, today: date) -> Round:
    """Make the round with its phases and envelopes, on the day its first phase opens."""
    round = Round.objects.create(
        slug=purse.slug,
        title=purse.title,
        summary=purse.summary,
        currency=settings.CURRENCY,
        ballot_kind=purse.ballot_kind,
        max_choices=purse.max_choices,
        rule=purse.rule,
    )
    _date(round, purse, today)
    _fund(round, purse)
    opens_at = dates(purse.seasons[0], today, timezone.get_default_timezone())[0]
    record(actor=None, now=opens_at, verb="announce", subject=round, after={"slug": round.slug})
    return round


def _date(round: Round, purse: Purse, today: date) -> None:
    zone = timezone.get_default_timezone()
    for season in purse.seasons:
        opens_at, closes_at = dates(season, today, zone)
        Phase.objects.create(round=round, kind=season.kind.value, opens_at=opens_at, closes_at=closes_at)


def _fund(round: Round, purse: Purse) -> None:
    for district in District.objects.filter(code__in=purse.stories):
        Envelope.objects.create(round=round, district=district, amount_minor=minor(PLACE_OF[district.code].envelope))


def import_list(round: Round, now: datetime) -> int:
    """Take up the city's list of residents, the newcomer among them; give how many they are."""
    everybody = [*residents(SEED), NEWCOMER]
    report = import_roll(actor=None, now=now, round=round, lines=_list_of(everybody))
    if report.faults:
        raise RuntimeError(f"the invented list has faults: {report.faults}")
    return report.new


def _list_of(people: Iterable[Resident]) -> StringIO:
    """The list as a file, such as a town hall's computer writes it."""
    file = StringIO()
    writer = csv.writer(file)
    writer.writerow([*REQUIRED, "email"])
    for one in people:
        given, _space, family = one.name.partition(" ")
        writer.writerow([family, given, one.person.born_on, one.person.postcode, one.district, one.email])
    file.seek(0)
    return file


def enrol_everyone(round: Round, now: datetime) -> int:
    """Put everybody who lives in the round's districts on its roll; give how many they are."""
    key = make_key(round)
    homes = Residency.objects.filter(district__envelopes__round=round)
    entries = [
        RollEntry(
            round=round,
            identity_hmac=identity_hash(key, of_person(home.person_hmac)),
            district_id=home.district_id,
            method=home.method,
            level=home.level,
            verified_on=home.verified_on,
        )
        for home in homes
    ]
    RollEntry.objects.bulk_create(entries, batch_size=BATCH)
    record(actor=None, now=now, verb="enrol", subject=round, after={"entries": len(entries)})
    return len(entries)
