"""Studying an outcome once it is stored: margins and other rules, worked out by the worker, for they take seconds."""

from django_tasks import task

from voting.actions.spreading import spreading
from voting.models import Outcome
from voting.queries.outcomes import study_of


@task()
def study(outcome: int) -> None:
    """Work out what there is to know of an outcome beyond the count, and store it with the outcome."""
    found = Outcome.objects.select_related("round", "district").filter(pk=outcome).first()
    if found is None:
        return
    with spreading(found.ballots) as spread:
        known = study_of(found, spread)
    Outcome.objects.filter(pk=outcome, counted_at=found.counted_at).update(margins=known.margins, others=known.others)
