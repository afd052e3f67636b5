import random
import secrets
from uuid import uuid4

import pytest

from tests.chance import APART, draw_alike
from tests.factories import make_contest


def drawn(name):
    with pytest.MonkeyPatch.context() as patch:
        draw_alike(name, patch)
        return secrets.token_hex(16), secrets.randbelow(10**9), uuid4(), random.SystemRandom().random()


def test_a_name_draws_the_same_in_every_run():
    assert drawn("here") == drawn("here")
    assert len({*drawn("here"), *drawn("there")}) == 8


def test_every_test_draws_by_its_own_name(request):
    assert secrets.token_hex(16) == drawn(request.node.nodeid)[0]


@pytest.mark.django_db
def test_things_of_two_kinds_never_have_the_same_key():
    round, district = make_contest()
    keys = {row.pk // APART for row in (round, district, *round.proposals.all())}
    assert 0 not in keys
    assert len(keys) == 3
