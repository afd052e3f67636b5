"""The tree against the published examples, and against the definition of RFC 6962 written out plainly."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.rules.log.tree import (
    EMPTY,
    Frontier,
    consistency,
    inclusion,
    is_consistent,
    is_included,
    leaf_hash,
    node_hash,
    range_hash,
    root_of,
)

# The eight leaves that the tests of Certificate Transparency use, and their roots by size.
LEAVES = [bytes.fromhex(leaf) for leaf in ("", "00", "10", "2021", "3031", "40414243")]
LEAVES += [bytes.fromhex("5051525354555657"), bytes.fromhex("606162636465666768696a6b6c6d6e6f")]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
HASHES = [leaf_hash(leaf) for leaf in LEAVES]


def plain_root(hashes):
    """RFC 6962, section 2.1, as it is written."""
    if not hashes:
        return sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    half = 1
    while half * 2 < len(hashes):
        half *= 2
    return node_hash(plain_root(hashes[:half]), plain_root(hashes[half:]))


def hashes_of(size):
    return [leaf_hash(str(number).encode()) for number in range(size)]


def hash_of(hashes):
    return lambda start, end: plain_root(hashes[start:end])


@pytest.mark.parametrize("size", range(9))
def test_the_published_roots(size):
    assert root_of(HASHES[:size]).hex() == ROOTS[size]


def test_a_published_path():
    path = [node.hex() for node in inclusion(5, 8, hash_of(HASHES))]
    assert path == [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]


def test_a_published_consistency_proof():
    proof = [node.hex() for node in consistency(6, 8, hash_of(HASHES))]
    assert proof == [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]


@given(st.integers(0, 300))
def test_a_root_is_what_the_definition_says(size):
    hashes = hashes_of(size)
    assert root_of(hashes) == plain_root(hashes)


@given(st.integers(1, 200))
def test_a_growing_tree_names_each_perfect_subtree_once(size):
    frontier, nodes = Frontier(0, []), {}
    for hashed in hashes_of(size):
        for level, index, node in frontier.append(hashed):
            assert (level, index) not in nodes
            nodes[level, index] = node
    assert all(
        nodes[level, index] == plain_root(hashes_of(size)[index << level : (index + 1) << level])
        for level, index in nodes
    )
    assert range_hash(0, size, lambda level, index: nodes[level, index]) == frontier.root()


@given(st.data())
def test_every_leaf_is_proved_and_nothing_else_is(data):
    size = data.draw(st.integers(1, 130))
    index = data.draw(st.integers(0, size - 1))
    hashes = hashes_of(size)
    root, proof = plain_root(hashes), inclusion(index, size, hash_of(hashes))
    assert is_included(hashes[index], index, size, proof, root)
    assert not is_included(leaf_hash(b"other"), index, size, proof, root)
    assert not is_included(hashes[index], index, size, proof, EMPTY)
    assert not is_included(hashes[index], index, size, [*proof, root], root)
    assert not proof or not is_included(hashes[index], index, size, proof[:-1], root)
    other = data.draw(st.integers(0, size).filter(lambda other: other != index))
    assert not is_included(hashes[index], other, size, proof, root)


@given(st.data())
def test_every_growth_is_proved_and_nothing_else_is(data):
    new = data.draw(st.integers(1, 130))
    old = data.draw(st.integers(0, new))
    hashes = hashes_of(new)
    roots = plain_root(hashes[:old]), plain_root(hashes)
    proof = consistency(old, new, hash_of(hashes))
    assert is_consistent(old, new, *roots, proof)
    assert not is_consistent(old, new, leaf_hash(b"other"), roots[1], proof)
    assert not is_consistent(old, new, *roots, [*proof, roots[0]])
    if proof:
        assert not is_consistent(old, new, roots[0], leaf_hash(b"other"), proof)
        assert not is_consistent(old, new, *roots, proof[:-1])
        assert not is_consistent(old, new, *roots, [])
        assert not is_consistent(new, old, *roots, proof)


def test_nothing_grows_from_nothing_to_nothing():
    assert is_consistent(0, 0, EMPTY, EMPTY, [])
    assert not is_consistent(0, 3, leaf_hash(b""), root_of(hashes_of(3)), [])
