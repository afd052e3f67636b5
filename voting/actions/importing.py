"""Taking up the city's list of residents. It makes nobody a voter: it lets people prove who they are.

First the whole list is read, with constant memory, into a file of hashes without names; only where nothing is wrong
with it is that written to the database, a batch at a time, so that a ballot never waits for a long list. A list that
broke off half-way is whole once it is imported again.
"""

import csv
from array import array
from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import sha256
from itertools import islice
from tempfile import TemporaryFile
from typing import IO

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from city.actions.audit import record
from city.models import District, Round, User
from city.rules.phases import Verb
from voting.actions.keys import make_key, make_people_key
from voting.actions.roll import require_office
from voting.models import ListedPerson
from voting.queries.identities import of_person, seal_address
from voting.rules.identity import mailbox, namesake, telephone
from voting.rules.identity.hashes import hint_hash, identity_hash, person_hash
from voting.rules.identity.person import at_postcode
from voting.rules.roll.report import Report
from voting.rules.roll.rows import Fault, Layout, Listed, repeats, rows

BATCH = 2_000
Row = tuple[str, ...]
COLUMNS = ("identity_hmac", "namesake_hmac", "district_id", "email_hmac", "phone_hmac", "sealed_email")


def import_roll(*, actor: User | None, now: datetime, round: Round, lines: Iterable[str]) -> Report:
    """Take up everybody on the list, or nobody where anything is wrong with it; who is known is brought up to date.

    `lines` are those of the CSV file, with what is not UTF-8 as surrogates. No actor means a command at the server's
    own console. Raises Refused.
    """
    if actor is not None:
        require_office(actor, Verb.IMPORT_ROLL, round, now)
    report = Report()
    with TemporaryFile("w+", encoding="ascii", newline="") as spool:
        digest = _read(round, lines, now, report, spool)
        if not report.fault_count:
            spool.seek(0)
            _write(actor, now, round, report, spool, digest)
    return report


def _read(round: Round, lines: Iterable[str], now: datetime, report: Report, spool: IO[str]) -> str:
    """Write what is kept of each person to the spool and all faults to the report; give the digest of the list."""
    districts = dict(District.objects.values_list("code", "pk"))
    keys, places, digest = array("Q"), array("Q"), sha256()
    prepare, writer = _Preparing(round, districts), csv.writer(spool)
    for row in rows(lines, districts, timezone.localdate(now)):
        if isinstance(row, Layout):
            report.ignored = row.ignored
        elif isinstance(row, Fault):
            report.blame(row)
        else:
            prepared = prepare(row)
            writer.writerow(prepared)
            report.rows += 1
            hashed = bytes.fromhex(prepared[0])
            digest.update(hashed)
            keys.append(int.from_bytes(hashed[:8], "big"))
            places.append(row.line)
    for line, earlier in repeats(keys, places):
        report.blame(Fault(line, "", "repeated", {"earlier": str(earlier)}))
    return digest.hexdigest()


class _Preparing:
    """What is kept of a person: hashes, the district, and the address for a code, which only the round's key opens."""

    def __init__(self, round: Round, districts: dict[str, int]) -> None:
        self.city, self.key, self.districts = make_people_key(), make_key(round), districts
        self.country = settings.PHONE_COUNTRY

    def __call__(self, row: Listed) -> Row:
        key, email, name = self.key, row.email, namesake(row.person)
        return (
            identity_hash(key, of_person(person_hash(self.city, at_postcode(name, row.person.postcode)))),
            hint_hash(key, "namesake", name),
            str(self.districts[row.district]),
            hint_hash(key, "email", mailbox(email)) if email else "",
            hint_hash(key, "phone", telephone(row.phone, self.country)) if row.phone else "",
            seal_address(key, email) if email else "",
        )


def _write(actor: User | None, now: datetime, round: Round, report: Report, spool: IO[str], digest: str) -> None:
    """Write the spool; the entry stands in the trail before the first row does."""
    listed = ListedPerson.objects.filter(round=round)
    before = listed.count()
    with transaction.atomic():
        record(actor=actor, now=now, verb="import_roll", subject=round, after={"rows": report.rows, "list": digest})
    for batch in _batches(csv.reader(spool)):
        people = [ListedPerson(round=round, **dict(zip(COLUMNS, row, strict=True))) for row in batch]
        ListedPerson.objects.bulk_create(
            people, update_conflicts=True, unique_fields=["round", "identity_hmac"], update_fields=COLUMNS[1:]
        )
    report.new = listed.count() - before
    report.known = report.rows - report.new


def _batches(rows: Iterator[list[str]]) -> Iterator[list[list[str]]]:
    while batch := list(islice(rows, BATCH)):
        yield batch
