"""Reads of a round's signed log: its states, its leaves, and proofs about them."""

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from django.db.models import OuterRef, Q, QuerySet

from city.models import Round
from voting.models import Checkpoint, LogLeaf, LogNode, Publication
from voting.rules.log.notes import VerifierKey, parse_key
from voting.rules.log.tree import Frontier, HashOf, consistency, inclusion, perfect, range_hash, root_of

STORED_LEVELS = 8


def head(round: Round) -> Checkpoint | None:
    """The newest signed state of the log; None before its first leaf."""
    return Checkpoint.objects.filter(round=round).order_by("-size").first()


def log_size(round: Round) -> int:
    """How many leaves the log has."""
    size = Checkpoint.objects.filter(round=round).order_by("-size").values_list("size", flat=True).first()
    return size or 0


def published(round: Round) -> Checkpoint | None:
    """The newest state of the log that is published."""
    size = Publication.objects.filter(round=round).values("size")
    return Checkpoint.objects.filter(round=round, size__in=size).first()


def is_frozen(round: Round) -> bool:
    """Whether a recount found a difference, and nothing is published until somebody has looked."""
    return Publication.objects.filter(round=round, is_frozen=True).exists()


def frontier_of(state: Checkpoint | None) -> Frontier:
    """Where the tree goes on after this state."""
    if state is None:
        return Frontier(0, [])
    return Frontier(state.size, [bytes.fromhex(node) for node in state.frontier])


def leaves(round: Round, start: int, end: int) -> Iterator[LogLeaf]:
    """The leaves from `start` on, before `end`, in order."""
    rows = LogLeaf.objects.filter(round=round, index__gte=start, index__lt=end).order_by("index")
    return rows.iterator(chunk_size=2_000)


def acts(round: Round, *kinds: str, before: int | None = None) -> list[dict[str, Any]]:
    """The content of all leaves of these kinds (none of them cast), in order; those before an index."""
    rows = LogLeaf.objects.filter(round=round, kind__in=kinds).exclude(kind="cast").order_by("index")
    if before is not None:
        rows = rows.filter(index__lt=before)
    return [json.loads(data) for data in rows.values_list("data", flat=True)]


def is_closed_in_log(round: Round) -> bool:
    """Whether the log says that the vote is over, and holds every ballot cast."""
    return closings(round).exists()


def closings(round: Round | OuterRef) -> QuerySet[LogLeaf]:
    """The leaf that ends the vote of the round, where there is one."""
    return LogLeaf.objects.filter(round=round, kind="close").exclude(kind="cast")  # so that the small index serves


def keys_of(round: Round, use: str) -> list[VerifierKey]:
    """The keys of a frozen round for `log` or `receipt`: its manifest's, then those that took its place."""
    named = (round.manifest or {}).get("log")
    if not named:
        return []
    first = named["key" if use == "log" else "receipt_key"]
    later = [leaf["key"] for leaf in acts(round, "newkey") if leaf["use"] == use]
    return [parse_key(text) for text in [first, *later]]


def inclusion_proof(round: Round, index: int, size: int) -> list[bytes]:
    """The path from a leaf to the root of the log's first `size` leaves."""
    return _prove(round, lambda hash_of: inclusion(index, size, hash_of))


def consistency_proof(round: Round, old: int, new: int) -> list[bytes]:
    """That the log's first `new` leaves begin with its first `old`."""
    return _prove(round, lambda hash_of: consistency(old, new, hash_of))


def root_at(round: Round, size: int) -> bytes:
    """The root over the log's first `size` leaves, from its leaves and stored nodes."""
    return _prove(round, lambda hash_of: [hash_of(0, size)])[0]


def _prove(round: Round, proof: Callable[[HashOf], list[bytes]]) -> list[bytes]:
    """A proof by two queries, however long it is: first it is asked for in a dry run, to know what it needs."""
    parts: set[tuple[int, int]] = set()

    def note(start: int, end: int) -> bytes:
        parts.update(perfect(start, end))
        return b""

    proof(note)
    hashes = _subtrees(round, parts)
    return proof(lambda start, end: range_hash(start, end, lambda level, index: hashes[level, index]))


def _subtrees(round: Round, parts: Collection[tuple[int, int]]) -> dict[tuple[int, int], bytes]:
    """The roots of perfect subtrees, each from at most 128 rows: leaves, or nodes of a stored level below it."""
    leaves, nodes = Q(), Q()
    for level, index in parts:
        base, start, end = _rows_of(level, index)
        if base:
            nodes |= Q(level=base, index__gte=start, index__lt=end)
        else:
            leaves |= Q(index__gte=start, index__lt=end)
    found: dict[tuple[int, int], bytes] = {}
    if leaves:
        for index, hashed in LogLeaf.objects.filter(leaves, round=round).values_list("index", "hash"):
            found[0, index] = bytes.fromhex(hashed)
    if nodes:
        for base, index, hashed in LogNode.objects.filter(nodes, round=round).values_list("level", "index", "hash"):
            found[base, index] = bytes.fromhex(hashed)
    return {part: _root_of(part, found) for part in parts}


def _root_of(part: tuple[int, int], rows: Mapping[tuple[int, int], bytes]) -> bytes:
    base, start, end = _rows_of(*part)
    return root_of(rows[base, index] for index in range(start, end))


def _rows_of(level: int, index: int) -> tuple[int, int, int]:
    """Which stored level a perfect subtree is read from, and the range of indices there."""
    base = level - level % STORED_LEVELS
    return base, index << level - base, index + 1 << level - base
