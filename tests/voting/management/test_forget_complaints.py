from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from city.models import Round
from tests.factories import NOW, make_contest
from voting.actions.complaining import complain
from voting.models import Complaint
from voting.queries.complaints import Words


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["certified_at", "cancelled_at"])
def test_complaints_are_forgotten_a_month_after_the_end_and_once(field):
    for days in (31, 29, None):
        round, _ = make_contest(title=f"After {days}")
        complain(actor=None, now=NOW, round=round, words=Words("Not me."))
        ended_at = timezone.now() - timedelta(days=days) if days else None
        Round.objects.filter(pk=round.pk).update(**{field: ended_at})
    for expected in ("After 31: 1 complaints are forgotten.\n", ""):
        told = StringIO()
        call_command("forget_complaints", stdout=told)
        assert told.getvalue() == expected
    assert Complaint.objects.filter(sealed="").count() == 1
