"""What is found in the database after a drill, beside what the clients were told."""

import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from threading import Event

from django.db import Error as DatabaseError
from django.db import connection, transaction

from voting.models import PendingCast, SealedCast, Tally
from voting.queries.checks import check_round


@dataclass
class Findings:
    """What is wrong: nothing should be."""

    lost: set = field(default_factory=set)
    doubled: list = field(default_factory=list)
    gaps: list = field(default_factory=list)
    wrong: list = field(default_factory=list)

    def any(self):
        return bool(self.lost or self.doubled or self.gaps or self.wrong)


def rows_of(round):
    """(h, slot, seq, cast_id) of every cast of the round, waiting or sealed."""
    for model in (PendingCast, SealedCast):
        yield from model.objects.filter(round=round).values_list("h", "slot", "seq", "cast_id").iterator()


def look(round, answered):
    """Compare what is stored with what was acknowledged."""
    rows = list(rows_of(round))
    told = {wish.answer["h"] for wish in answered if wish.status in {200, 201}}
    found = Findings(lost=told - {h for h, *_ in rows})
    for name, values in (("h", [row[0] for row in rows]), ("cast_id", [row[3] for row in rows])):
        found.doubled += [(name, value) for value, times in Counter(values).items() if times > 1]
    versions = defaultdict(list)
    for _h, slot, seq, _cast_id in rows:
        versions[slot].append(seq)
    found.gaps = [slot for slot, seqs in versions.items() if sorted(seqs) != list(range(1, len(seqs) + 1))]
    found.wrong = [f"{check.name}: {fault}" for check in check_round(round) for fault in check.faults]
    return found


def recount(round):
    """Votes and ballots of every contest, in a count of its own: the last sealed version of every slot."""
    latest, counts, ballots = {}, defaultdict(Counter), Counter()
    rows = SealedCast.objects.filter(round=round).values_list("district__code", "slot", "seq", "ballot")
    for district, slot, seq, ballot in rows.iterator(chunk_size=5000):
        if seq > latest.get(slot, (0,))[0]:
            latest[slot] = (seq, district, ballot)
    for _seq, district, ballot in latest.values():
        counts[district].update(json.loads(ballot)["choices"])
        ballots[district] += 1
    return counts, ballots


def tally_faults(round):
    """Stored counts that are not what the sealed ballots say at the same moment."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        stored = {tally.district.code: tally for tally in Tally.objects.filter(round=round).select_related("district")}
        counts, ballots = recount(round)
    return [
        (code, ballots[code], tally.ballots)
        for code, tally in stored.items()
        if (+Counter(tally.counts), tally.ballots) != (counts[code], ballots[code])
    ]


class Watch:
    """Recounts again and again beside a storm."""

    def __init__(self, round):
        self.round, self.over = round, Event()
        self.looks, self.faults = 0, []

    def run(self, every=0.3):
        while not self.over.wait(every):
            try:
                self.faults += tally_faults(self.round)
                self.looks += 1
            except DatabaseError:  # it is killed in some drills
                connection.close()
        connection.close()
