"""A round that takes proposals, with one district and its envelope of €10,000."""

import pytest

from city.rules.phases import PhaseKind
from city.rules.roles import Role
from tests.factories import make_district, make_envelope, make_official, make_proposal, make_round


@pytest.fixture
def round(db):
    return make_round("spring", PhaseKind.PROPOSING, title="Spring")


@pytest.fixture
def district(round):
    made = make_district("riverside", name="Riverside")
    make_envelope(round, made, 10_000_00)
    return made


@pytest.fixture
def reviewer(db):
    return make_official(Role.REVIEWER)


@pytest.fixture
def waiting(round, district, resident):
    return make_proposal(round, district, author=resident, status="submitted", title="Swings")


@pytest.fixture
def published(round, district, resident):
    return make_proposal(round, district, author=resident, status="published", title="Steps")
