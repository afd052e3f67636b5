"""The bundle of a closed vote: every file that somebody needs who wants to count again, and trusts nobody.

Formats: docs/verifying.md. The same log gives the same bytes, whoever makes it. A contest with fewer than k ballots is
in it with its totals only: openings could tell how somebody voted.
"""

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.db.models import Exists, OuterRef

from city.models import Round
from city.queries.rounds import districts_of
from city.rules.canonical import canonical, digest
from voting.models import Checkpoint, LogLeaf, Outcome, SealedCast, WaitingLeaf
from voting.queries.elections import election
from voting.queries.log import acts, closings, head, is_frozen, leaves
from voting.queries.published import folder_of
from voting.queries.told import told
from voting.rules.log.leaves import Leaf
from voting.rules.pabulib.writer import write

VERIFIER = Path(__file__).resolve().parents[1] / "verify.py"
NEWEST = "bundle.zip"
README = """This is every ballot of the vote {slug}, without its voter, and what came of them.

Check it with Python 3.9 or newer, without a connection to anything:

    python3 verify.py .

One line stands for each check. The last one says ALL IS WELL, or how many faults were found.

verify.py comes from those who held the vote, so read it first, or take the same file from somewhere else.
Its SHA-256 is {verifier}.

The hash of the manifest is {rh}.
Compare it with the one on your receipt: it names the projects, the costs and the rule that were fixed before the vote.
"""


def bundle_path(round: Round, size: int) -> Path:
    """Where the bundle of the first `size` leaves stands."""
    return folder_of(round) / f"bundle-{size}.zip"


def newest_path(round: Round) -> Path:
    """Where the newest bundle stands."""
    return folder_of(round) / NEWEST


def verifier_hash() -> str:
    """The SHA-256 of the program that checks bundles."""
    return digest(VERIFIER.read_bytes())


def unbundled() -> Iterator[tuple[Round, Checkpoint]]:
    """The closed rounds whose log has grown since their bundle was made, each with the state to make one of."""
    for round in Round.objects.filter(Exists(closings(OuterRef("pk"))), is_imported=False):
        state = head(round)
        if state is not None and not bundle_path(round, state.size).exists() and _is_whole(round):
            yield round, state


def _is_whole(round: Round) -> bool:
    """Whether the log of a closed round tells of every contest the outcome that stands."""
    is_waiting = WaitingLeaf.objects.filter(round=round).exists()
    if is_waiting or is_frozen(round):
        return False
    last: dict[str, Leaf] = {leaf["district"]: leaf for leaf in acts(round, "result")}
    hashes = {row.district.code: digest(canonical(told(row))) for row in _official(round)}
    codes = {entry["code"] for entry in (round.manifest or {})["districts"]}
    return codes == hashes.keys() and {code: leaf["outcome"] for code, leaf in last.items()} == hashes


def _official(round: Round) -> list[Outcome]:
    rows = Outcome.objects.filter(round=round, is_official=True).select_related("district", "round")
    return list(rows.defer("steps", "losers", "ties", "metrics", "margins", "others").order_by("district__code"))


def files(round: Round, state: Checkpoint) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Every file of the bundle of this state, by its name, in pieces; their checksums come last."""
    sums: list[str] = []
    for name, pieces in _files(round, state):
        found = sha256()
        yield name, _hashed(pieces, found)
        sums.append(f"{found.hexdigest()}  {name}\n")
    yield "SHA256SUMS", [line.encode() for line in sums]


def _hashed(pieces: Iterable[bytes], found: Any) -> Iterator[bytes]:
    for piece in pieces:
        found.update(piece)
        yield piece


def _files(round: Round, state: Checkpoint) -> Iterator[tuple[str, Iterable[bytes]]]:
    outcomes = _official(round)
    shown = [row for row in outcomes if row.ballots >= round.k]
    said = {
        "v": 1,
        "round": round.slug,
        "currency": round.currency,
        "contests": [told(row) for row in outcomes],
    }
    verifier = VERIFIER.read_bytes()
    yield "README.txt", [README.format(slug=round.slug, verifier=digest(verifier), rh=round.manifest_hash).encode()]
    yield "checkpoint", [state.note.encode()]
    yield from _handovers(round, state)
    yield "leaves.jsonl", (f"{leaf.data}\n".encode() for leaf in leaves(round, 0, state.size))
    yield "manifest.json", [canonical(round.manifest)]
    yield "openings.jsonl", _openings(round, state.size, [row.district_id for row in shown])
    yield "outcome.json", [canonical(said)]
    for row in shown:
        yield f"{row.district.code}.pb", (line.encode() for line in write(election(round, row.district)))
    yield "verify.py", [verifier]


def _handovers(round: Round, state: Checkpoint) -> Iterator[tuple[str, Iterable[bytes]]]:
    """The states that first covered a new key of the log: signed by the old one and the new one."""
    changes = LogLeaf.objects.filter(round=round, kind="newkey", index__lt=state.size).exclude(kind="cast")
    rows = [row.index for row in changes.order_by("index") if json.loads(row.data)["use"] == "log"]
    for number, index in enumerate(rows, start=1):
        first = Checkpoint.objects.filter(round=round, size__gt=index).order_by("size").first()
        assert first is not None
        yield f"handover-{number}", [first.note.encode()]


def _openings(round: Round, size: int, shown: list[int]) -> Iterator[bytes]:
    """What is behind each cast of the districts shown, in the order of the log."""
    rows = SealedCast.objects.filter(round=round, position__lt=size, district__in=shown).order_by("position")
    for row in rows.iterator(chunk_size=5_000):
        opening = {
            "index": row.position,
            "slot": row.slot,
            "seq": row.seq,
            "slot_nonce": row.slot_nonce,
            "nonce": row.nonce,
            "ballot": row.ballot,
            **({"station": row.station} if row.station else {}),
        }
        yield json.dumps(opening, ensure_ascii=False).encode() + b"\n"


def shown_districts(round: Round) -> list[str]:
    """The codes of the districts with a file of ballots of their own."""
    enough = Outcome.objects.filter(round=round, is_official=True, ballots__gte=round.k)
    return [area.code for area in districts_of(round).filter(pk__in=enough.values("district"))]
