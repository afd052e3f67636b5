"""The deliberate faults of benchmarks/mutants.py still fit the source they are to be put into."""

import pytest

from tests.drills.faults import FAULTS
from tests.drills.places import ROOT


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.what for fault in FAULTS])
def test_every_fault_has_its_place_and_its_tests(fault):
    assert fault.places() == 1
    assert fault.old != fault.new
    assert all((ROOT / name).exists() for name in fault.tests)
