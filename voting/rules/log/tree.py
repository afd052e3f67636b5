"""The tree over a log's leaves: one root for all of them, and short proofs (RFC 6962, section 2.1).

Hashes are 32 bytes. A perfect subtree is named by its level and its index: it covers the 2^level leaves from
index * 2^level on.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

EMPTY = sha256(b"").digest()
HashOf = Callable[[int, int], bytes]


def leaf_hash(data: bytes) -> bytes:
    """The hash of a leaf."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees side by side."""
    return sha256(b"\x01" + left + right).digest()


@dataclass
class Frontier:
    """The right edge of a growing tree: the roots of its perfect subtrees, the largest first."""

    size: int
    nodes: list[bytes]

    def append(self, leaf: bytes) -> list[tuple[int, int, bytes]]:
        """Add one leaf hash; the perfect subtrees that it completes, as (level, index, hash), the leaf first."""
        done = [(0, self.size, leaf)]
        level, index, node = done[0]
        while index % 2:
            node = node_hash(self.nodes.pop(), node)
            level, index = level + 1, index // 2
            done.append((level, index, node))
        self.nodes.append(node)
        self.size += 1
        return done

    def root(self) -> bytes:
        """The root of the tree as it stands."""
        return _join(self.nodes)


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root over these leaf hashes."""
    frontier = Frontier(0, [])
    for leaf in leaves:
        frontier.append(leaf)
    return frontier.root()


def inclusion(index: int, size: int, hash_of: HashOf) -> list[bytes]:
    """The audit path of a leaf among `size` leaves; `hash_of(start, end)` is the root over the leaves [start, end)."""
    return [hash_of(start, end) for start, end in _siblings(index, 0, size)]


def consistency(old: int, new: int, hash_of: HashOf) -> list[bytes]:
    """The proof that a tree of `new` leaves begins with that of `old` leaves; nothing where `old` is 0 or `new`."""
    if old in (0, new):
        return []
    return [hash_of(start, end) for start, end in _subproof(old, 0, new)]


def is_included(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether the path leads from the leaf hash to the root (RFC 9162, section 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    place, last, node = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if place % 2 or place == last:
            node = node_hash(sibling, node)
            place, last = _up_to_a_right_child(place, last)
        else:
            node = node_hash(node, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and node == root


def is_consistent(old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the proof shows that the larger tree begins with the smaller one (RFC 9162, section 2.1.4.2)."""
    if old in (0, new):
        return not proof and (old_root == new_root if old == new else old_root == EMPTY and new > 0)
    if old > new or not proof:
        return False
    path = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    place, last = old - 1, new - 1
    while place % 2:
        place, last = place >> 1, last >> 1
    before = after = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if place % 2 or place == last:
            before, after = node_hash(sibling, before), node_hash(sibling, after)
            place, last = _up_to_a_right_child(place, last)
        else:
            after = node_hash(after, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and (before, after) == (old_root, new_root)


def perfect(start: int, end: int) -> list[tuple[int, int]]:
    """The perfect subtrees (level, index) that together cover the leaves [start, end) of a subtree, the first first.

    `start` is where an RFC 6962 subtree of that width may start: a multiple of the largest power of two below it.
    """
    parts = []
    while start < end:
        level = (end - start).bit_length() - 1
        parts.append((level, start >> level))
        start += 1 << level
    return parts


def range_hash(start: int, end: int, perfect_hash: Callable[[int, int], bytes]) -> bytes:
    """The root over the leaves [start, end), from the hashes of perfect subtrees by level and index."""
    return _join([perfect_hash(level, index) for level, index in perfect(start, end)])


def _join(nodes: Sequence[bytes]) -> bytes:
    if not nodes:
        return EMPTY
    root = nodes[-1]
    for node in reversed(nodes[:-1]):
        root = node_hash(node, root)
    return root


def _split(size: int) -> int:
    """The largest power of two smaller than `size`."""
    return 1 << (size - 1).bit_length() - 1


def _siblings(index: int, start: int, end: int) -> list[tuple[int, int]]:
    """The ranges beside the way from the leaf to the root, the nearest first."""
    if end - start == 1:
        return []
    middle = start + _split(end - start)
    if index < middle:
        return [*_siblings(index, start, middle), (middle, end)]
    return [*_siblings(index, middle, end), (start, middle)]


def _subproof(old: int, start: int, end: int, *, is_known: bool = True) -> list[tuple[int, int]]:
    if old == end:
        return [] if is_known else [(start, end)]
    middle = start + _split(end - start)
    if old <= middle:
        return [*_subproof(old, start, middle, is_known=is_known), (middle, end)]
    return [*_subproof(old, middle, end, is_known=False), (start, middle)]


def _up_to_a_right_child(place: int, last: int) -> tuple[int, int]:
    while place % 2 == 0 and place:
        place, last = place >> 1, last >> 1
    return place, last
