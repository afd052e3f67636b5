from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from tests.voting.people import make_listed
from voting.models import ListedPerson

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("days", "left"), [(None, 2), (29, 2), (31, 0)])
def test_a_list_goes_thirty_days_after_the_result_is_certified(days, left):
    round, _district = make_listed(title="Spring")
    round.certified_at = days and timezone.now() - timedelta(days=days)
    round.save()
    told = StringIO()
    call_command("forget_lists", stdout=told)
    assert ListedPerson.objects.count() == left
    assert told.getvalue() == ("" if left else "Spring: 2 people of the list are forgotten.\n")
