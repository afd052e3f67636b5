import pytest

from voting.queries.list_words import _sentences, place, sentence
from voting.rules.roll.rows import Fault

VALUES = {"typed": "x", "found": "1", "expected": "2", "earlier": "3", "why": "because."}


@pytest.mark.parametrize("code", _sentences())
def test_every_fault_has_a_sentence(code):
    said = sentence(Fault(3, "email", code, VALUES))
    assert said[-1] == "."
    assert "%(" not in said


def test_where_it_is_is_said_as_exactly_as_it_is_known():
    faults = [Fault(3, "email", "bad_email"), Fault(3, "", "cells"), Fault(0, "", "broken_off")]
    assert [place(fault) for fault in faults] == ["Line 3, email", "Line 3", "The list"]
