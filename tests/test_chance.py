import random
import secrets
from uuid import uuid4

import pytest

from tests.chance import draw_alike


def drawn(name):
    with pytest.MonkeyPatch.context() as patch:
        draw_alike(name, patch)
        return secrets.token_hex(16), secrets.randbelow(10**9), uuid4(), random.SystemRandom().random()


def test_a_name_draws_the_same_in_every_run():
    assert drawn("here") == drawn("here")
    assert len({*drawn("here"), *drawn("there")}) == 8


def test_every_test_draws_by_its_own_name(request):
    assert secrets.token_hex(16) == drawn(request.node.nodeid)[0]
