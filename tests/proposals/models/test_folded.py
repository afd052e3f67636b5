import pytest

from proposals.models import Proposal
from tests.factories import NOW, make_district, make_proposal, make_round

pytestmark = pytest.mark.django_db


def test_what_is_written_can_be_searched_folded():
    made = make_proposal(make_round(), make_district(), title="Łódź", summary="Été", body="A\nB", place="Straße")
    assert Proposal.objects.get(pk=made.pk).searchable == "lodz ete a b strasse"


def test_rows_written_in_bulk_as_well():
    row = Proposal(round=make_round(), district=make_district(), title="Crèche", submitted_at=NOW)
    Proposal.objects.bulk_create([row])
    assert Proposal.objects.get().searchable == "creche"
