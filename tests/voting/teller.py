"""A vote for tests as the sealer would log it, made from the rules of the project alone: no database, no disk."""

import hmac
import json
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from uuid import UUID

from city.rules.canonical import canonical
from tests.voting.bundles import LOG, NEXT, ORIGIN, RECEIPTS, Bundle, random_bytes
from voting.rules import slots
from voting.rules.ballots import KINDS
from voting.rules.constraints import Constraints
from voting.rules.contest import Contest, Limits, Project
from voting.rules.manifest import DistrictPart, Terms, manifest
from voting.rules.outcomes.counting import count, rule_parameters
from voting.rules.pabulib.election import Election, Listing
from voting.rules.pabulib.writer import write

KEY = b"\x44" * 32
SEED = "ab" * 32
AT = "2026-06-10T09:00:00Z"
RULING = {"reason": "As the case says.", "at": AT, "case": 7}
PROJECTS = [
    Project("P01", "Trees", 30_000, "parks"),
    Project("P02", "Benches", 20_000, "parks"),
    Project("P03", "Ramp", 40_000, "roads"),
    Project("P04", "Kiosk", 25_000, ""),
    Project("P05", "Fountain", 60_000, "parks"),
]


class Teller:
    """A vote, and the log as it grows."""

    def __init__(
        self,
        *,
        kind="approval",
        rule="greedy",
        k=3,
        limits=None,
        scoring=(),
        constraints=None,
        changes=None,
        parts=None,
    ):
        self.parts = parts or [
            DistrictPart("north", 100_000, PROJECTS, constraints=constraints or Constraints()),
            DistrictPart("south", 50_000, PROJECTS[:3]),
        ]
        self.limits = limits or {"min_choices": 0, "min_spend": 0}
        self.manifest = manifest(self._terms(kind, rule, k, scoring, changes or {}))
        self.manifest["log"] = {"origin": ORIGIN, "key": LOG.key, "receipt_key": RECEIPTS.key}
        self.rh = slots.round_hash(self.manifest)
        self.closes = self.manifest["closes"]
        self.kind, self.rule, self.changes = kind, rule, self.manifest["parameters"]
        self.contests = {part.code: self._contest(part, scoring) for part in self.parts}
        self.leaves = [{"v": 1, "t": "open", "manifest": self.rh, "round": "spring"}]
        self.casts = {}  # h: opening, with its district
        self.sealed = []
        self.voided = set()

    def _terms(self, kind, rule, k, scoring, changes):
        return Terms(
            round="spring",
            currency="EUR",
            kind=kind,
            limits=self.limits,
            scoring=list(scoring),
            rule=rule,
            parameters=rule_parameters(rule, changes),
            seed=SEED,
            may_vote_in="home",
            may_vote_in_count=1,
            min_level=1,
            visibility="live",
            k=k,
            mmd_minutes=60,
            opens_at=datetime(2026, 6, 1, tzinfo=UTC),
            closes_at=datetime(2026, 6, 14, 18, tzinfo=UTC),
            key_hash=sha256(KEY).hexdigest(),
            districts=self.parts,
        )

    def _contest(self, part, scoring):
        projects = {row.code: row for row in part.projects}
        limits = Limits(
            min_choices=self.limits["min_choices"],
            max_choices=self.limits.get("max_choices"),
            min_spend_minor=self.limits["min_spend"],
            max_spend_minor=self.limits.get("max_spend"),
            points=self.limits.get("points"),
            max_points_each=self.limits.get("max_points_each"),
        )
        withdrawn = frozenset(part.withdrawn)
        return Contest(
            part.code,
            part.envelope_minor,
            "EUR",
            self.kind,
            projects,
            limits,
            withdrawn,
            tuple(scoring),
            constraints=part.constraints,
        )

    def add(self, kind, **content):
        self.leaves.append({"v": 1, "t": kind, **content})

    def cast(self, voter, choices, seq=1, district="north", station=""):
        """A ballot that waits; its h."""
        ballot = slots.ballot_of(self.rh, district, self.kind, choices)
        slot = slots.slot_of(KEY, self.rh, district, UUID(bytes=random_bytes(voter)[:16]))
        if station:
            message = b"pbv1/paper\n" + bytes.fromhex(self.rh) + district.encode() + b"\0" + str(voter).encode()
            slot = hmac.new(KEY, message, sha256).hexdigest()
        nonce, slot_nonce = random_bytes("n", voter, seq).hex(), random_bytes("s", voter, seq).hex()
        b = slots.ballot_hash(nonce, ballot)
        h = slots.cast_hash(self.rh, slots.slot_opening(slot_nonce, slot, seq), b)
        opening = {"slot": slot, "seq": seq, "slot_nonce": slot_nonce, "nonce": nonce}
        opening["ballot"] = canonical(ballot).decode()
        self.casts[h] = {"district": district, "b": b, **opening, **({"station": station} if station else {})}
        return h

    def seal(self, waiting, tally=True):
        """A batch of casts of one district, and its tally."""
        for h in sorted(waiting):
            self.sealed.append((len(self.leaves), h))
            self.add("cast", district=self.casts[h]["district"], h=h)
        if tally:
            self.tally(self.casts[waiting[0]]["district"])

    def standing(self, district):
        """The last sealed cast of each slot that is not voided, by h."""
        last = {}
        for _, h in self.sealed:
            row = self.casts[h]
            if row["district"] == district and row["seq"] >= last.get(row["slot"], (0, ""))[0]:
                last[row["slot"]] = row["seq"], h
        return [h for _, h in last.values() if h not in self.voided]

    def choices(self, district):
        rows = sorted((self.casts[h]["b"], h) for h in self.standing(district))
        return [json.loads(self.casts[h]["ballot"])["choices"] for _, h in rows]

    def tally(self, district):
        area, counts = self.contests[district], Counter()
        for choices in self.choices(district):
            counts.update(KINDS[self.kind].scores(choices, area))
        told = [{"p": code, "n": counts[code]} for code in sorted(area.projects)]
        voids = len([h for h in self.voided if self.casts[h]["district"] == district])
        ballots = len(self.standing(district))
        self.add("tally", district=district, ballots=ballots, counts=told, voids=voids)

    def void(self, h, reason="As the case says."):
        self.voided.add(h)
        ruling = {"reason": reason, "at": AT} | ({"case": 7} if reason != "desk" else {})
        self.add("void", district=self.casts[h]["district"], h=h, **ruling)

    def amend(self, district, code, cost):
        area = self.contests[district]
        old = area.projects[code]
        new = replace(old, cost_minor=cost, title=old.title + "!")
        self.contests[district] = replace(area, projects={**area.projects, code: new})
        changed = {"title": new.title, "old_title": old.title, "cost": cost, "old_cost": old.cost_minor}
        self.add("amend", district=district, code=code, **changed, **RULING)

    def withdraw(self, district, code):
        area = self.contests[district]
        self.contests[district] = replace(area, withdrawn=area.withdrawn | {code})
        self.add("withdraw", district=district, code=code, **RULING)

    def close(self):
        casts = Counter(self.casts[h]["district"] for _, h in self.sealed)
        told = [{"district": code, "casts": casts[code]} for code in sorted(self.contests)]
        self.add("close", closes=self.closes, casts=told)

    def outcome(self, district):
        ties = {"ties": "cost,votes,lot", "seed": SEED}
        result = count(self.contests[district], self.choices(district), self.rule, {**ties, **self.changes})
        part = {"part_funded": result.part_funded} if result.part_funded else {}
        return {
            "district": district,
            "rule": self.rule,
            "parameters": dict(result.parameters),
            "budget": result.budget,
            "ballots": result.ballots,
            "winners": list(result.winners),
            "spent": result.spent,
            **part,
        }

    def result(self, district, state="provisional"):
        outcome = self.outcome(district)
        said = {name: outcome[name] for name in ("district", "rule", "ballots", "winners", "spent")}
        self.add("result", state=state, outcome=sha256(canonical(outcome)).hexdigest(), **said)

    def roll(self, total=40, north=30):
        areas = [{"district": "north", "total": north, "methods": {"list": north}}]
        self.add("roll", total=total, areas=areas, root="0e" * 32)

    def bundle(self):
        shown = [code for code in self.contests if len(self.standing(code)) >= self.manifest["k"]]
        openings = [
            {"index": index, **{name: value for name, value in self.casts[h].items() if name not in {"district", "b"}}}
            for index, h in self.sealed
            if self.casts[h]["district"] in shown
        ]
        outcomes = [self.outcome(code) for code in self.contests]
        outcome = {"v": 1, "round": "spring", "currency": "EUR", "contests": outcomes}
        pbs = {
            row["district"]: self._pb(row["district"], row["winners"]) for row in outcomes if row["district"] in shown
        }
        return Bundle(self.manifest, self.leaves, openings, outcome, pbs)

    def _pb(self, district, winners):
        area, day = self.contests[district], date(2026, 6, 14)
        listings = {code: Listing(code, selected=int(code in winners)) for code in area.projects}
        meta = {"description": "Spring", "country": "-", "unit": "-", "instance": "2026", "rule": "unknown"}
        return "".join(write(Election(meta, "", day, day, area, listings, self.choices(district))))


def story(**terms):
    """A whole vote: mixes, recasts, an amendment, a withdrawal, voids, a desk, papers, a new key, a destroyed one."""
    teller = Teller(**terms)
    teller.roll()
    first = [teller.cast(voter, ["P01", "P02"]) for voter in range(1, 6)]
    teller.seal(first)
    teller.amend("north", "P01", 35_000)
    teller.seal([*(teller.cast(voter, ["P02", "P03"]) for voter in range(6, 10)), teller.cast(1, ["P03"], seq=2)])
    teller.void(first[1])
    teller.withdraw("north", "P05")
    teller.add("audit", entries=12, head="aa" * 32)
    teller.add("extend", closes="2026-06-15T18:00:00Z", old_closes="2026-06-14T18:00:00Z", **RULING)
    teller.closes = "2026-06-15T18:00:00Z"
    teller.seal(
        [*(teller.cast(voter, ["P04"]) for voter in range(10, 13)), teller.cast(3, ["P01", "P04", "P05"], seq=2)]
    )
    late = [teller.cast(13, ["P01"]), teller.cast(14, ["P02"]), teller.cast(14, ["P03"], seq=2), teller.cast(15, [])]
    teller.seal(late)
    teller.seal([teller.cast(voter, ["P01"], district="south") for voter in (21, 22)])
    teller.void(first[3], "desk")
    teller.tally("north")
    teller.roll(total=41)
    teller.close()
    sheet = {"sheet": "5e" * 32, "papers": 2, "checkoffs": 3, "difference": "One person left with the paper."}
    teller.add("paper", district="north", station="School", **sheet)
    teller.seal([teller.cast(f"serial-{serial}", ["P04"], station="School") for serial in (1, 2)])
    teller.result("north")
    teller.result("south")
    teller.void(first[4])
    teller.tally("north")
    teller.result("north")
    teller.add("newkey", use="log", key=NEXT.key, **RULING)
    handover = len(teller.leaves)
    teller.result("north", "certified")
    teller.result("south", "certified")
    teller.add("keydestroy", key=sha256(KEY).hexdigest(), **RULING)
    teller.add("audit", entries=15, head="bb" * 32)
    made = teller.bundle()
    made.signers, made.handovers = [NEXT], {"handover-1": (handover, [LOG, NEXT])}
    return made
