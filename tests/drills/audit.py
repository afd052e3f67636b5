"""What is found in the database and among the published files after a drill, beside what the clients were told."""

import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from voting.models import Checkpoint, LogLeaf, PendingCast, SealedCast
from voting.queries.checks import check_round


@dataclass
class Findings:
    """What is wrong: nothing should be."""

    lost: set = field(default_factory=set)
    doubled: list = field(default_factory=list)
    gaps: list = field(default_factory=list)
    wrong: list = field(default_factory=list)

    def __bool__(self):
        return bool(self.lost or self.doubled or self.gaps or self.wrong)


def look(round, answered=(), published=None):
    """Compare what is stored, and what is published in that folder, with what was acknowledged."""
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
    found.wrong += Recount(round).faults + (
        _unpublished(round, published / "published" / round.slug) if published else []
    )
    return found


def rows_of(round):
    """(h, slot, seq, cast_id) of every cast of the round, waiting or sealed."""
    for model in (PendingCast, SealedCast):
        yield from model.objects.filter(round=round).values_list("h", "slot", "seq", "cast_id").iterator()


class Recount:
    """A count of its own along the log, compared at every tally that was ever told (ballots without points)."""

    def __init__(self, round):
        self.sealed = {row.position: row for row in SealedCast.objects.filter(round=round)}
        self.standing, self.voided, self.withdrawn = {}, set(), set()
        self.slots = {row.h: row.slot for row in self.sealed.values()}
        self.counts, self.ballots, self.voters = defaultdict(Counter), Counter(), Counter()
        self.compared, self.faults = 0, []
        for index, data in LogLeaf.objects.filter(round=round).order_by("index").values_list("index", "data"):
            self._read(index, json.loads(data))

    def _read(self, index, leaf):
        if leaf["t"] == "cast":
            row = self.sealed.get(index)
            if row is None or row.h != leaf["h"]:
                self.faults.append(f"leaf {index}: no ballot, or another one")
                return
            self._stand(leaf["district"], row)
        elif leaf["t"] == "void":
            self.voided.add(leaf["h"])
            self._weigh(leaf["district"], self.slots.get(leaf["h"]), 0)
        elif leaf["t"] == "withdraw":
            self.withdrawn.add((leaf["district"], leaf["code"]))
        elif leaf["t"] in {"tally", "turnout"}:
            self._compare(index, leaf)

    def _stand(self, district, row):
        """The row takes the place of its slot's earlier one. In the last mix a slot's versions stand by their hash."""
        before = self.standing.get(row.slot)
        if before and before.seq > row.seq:
            return
        self._weigh(district, row.slot, -1)
        self.voters[district] += before is None
        self.standing[row.slot] = row
        self._weigh(district, row.slot, 1)

    def _weigh(self, district, slot, sign):
        """Put what stands in the slot in, or take it out; 0 takes out what has just been voided."""
        row = self.standing.get(slot)
        if row is None or (sign != 0) == (row.h in self.voided):
            return
        weight = sign or -1
        self.ballots[district] += weight
        for code in json.loads(row.ballot)["choices"]:
            self.counts[district][code] += weight

    def _compare(self, index, leaf):
        self.compared += 1
        district = leaf["district"]
        told = {row["p"]: row["n"] for row in leaf.get("counts", []) if row["n"]}
        counts = {code: n for code, n in self.counts[district].items() if n and (district, code) not in self.withdrawn}
        ballots = self.ballots[district] if leaf["t"] == "tally" else self.voters[district]
        if (leaf["t"] == "tally" and told != counts) or leaf["ballots"] != ballots:
            self.faults.append(f"leaf {index}: {leaf} where {ballots} ballots say {counts}")


def _unpublished(round, folder):
    """What of the log is not in the files that everybody can fetch, or differs there."""
    data = list(LogLeaf.objects.filter(round=round).order_by("index").values_list("data", flat=True))
    files = sorted((folder / "leaves").glob("[0-9]*.jsonl"))
    lines = [line for path in files for line in path.read_text().splitlines()]
    note = Checkpoint.objects.filter(round=round).order_by("-size").first().note
    is_same = lines == data and (folder / "checkpoint").read_text() == note
    return [] if is_same else [f"{len(lines)} leaves are published, {len(data)} are in the log"]
