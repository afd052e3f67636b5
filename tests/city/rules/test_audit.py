from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from city.rules.audit import START, Link, entry_hash, faults


def chain(length):
    links, previous = [], START
    for number in range(1, length + 1):
        entry = {"number": number, "verb": "publish"}
        links.append(Link(number, previous, entry_hash(previous, entry), entry))
        previous = links[-1].hash
    return links


def test_a_whole_chain_has_no_faults():
    assert faults(chain(5)) == []
    assert faults([]) == []


@given(st.integers(0, 4), st.sampled_from(["entry", "previous", "hash", "number"]))
def test_a_change_of_any_entry_is_found(index, name):
    links = chain(5)
    changed = {"entry": {"number": 1, "verb": "hide"}, "previous": "f" * 64, "hash": "e" * 64, "number": 99}
    links[index] = replace(links[index], **{name: changed[name]})
    assert faults(links)


@pytest.mark.parametrize("index", range(4))
def test_a_missing_entry_is_found(index):
    links = chain(5)
    del links[index]
    assert any("missing" in fault for fault in faults(links))


def test_entries_in_another_order_are_found():
    first, second, *rest = chain(4)
    assert faults([second, first, *rest])
