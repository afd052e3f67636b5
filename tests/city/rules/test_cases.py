from datetime import timedelta

import pytest

from city.rules.cases import LASTS, Status, status_at
from tests.factories import NOW


@pytest.mark.parametrize("stored", list(Status))
def test_only_a_case_that_waits_expires(stored):
    late = status_at(stored, NOW, NOW + timedelta(days=400))
    assert late is (Status.EXPIRED if stored is Status.PENDING else stored)


def test_it_waits_until_its_last_moment():
    assert status_at(Status.PENDING, NOW + LASTS, NOW) is Status.PENDING
    assert status_at(Status.PENDING, NOW, NOW) is Status.EXPIRED
