"""What the rule said of a contest, each time it said something else: nothing that was published is written over."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from voting.models import Outcome, OutcomeVersion, VoidedCast
from voting.queries.told import told, told_hash


def keep_version(outcome: Outcome) -> OutcomeVersion | None:
    """Keep an official outcome as it was published; none where the last one said the same. In `count_outcome`."""
    if outcome.round.is_imported:
        return None
    content = told(outcome)
    digest = told_hash(content)
    last = OutcomeVersion.objects.filter(round=outcome.round, district=outcome.district).last()
    if last is not None and last.digest == digest:
        return None
    return OutcomeVersion.objects.create(
        round=outcome.round,
        district=outcome.district,
        number=last.number + 1 if last else 1,
        content=content,
        digest=digest,
        reason=_why(outcome, last.counted_at) if last else "",
        counted_at=outcome.counted_at,
    )


def _why(outcome: Outcome, since: datetime) -> str:
    """Why the contest was counted anew: the ballots that were voided since, with their reasons."""
    voided = VoidedCast.objects.filter(round=outcome.round, district=outcome.district, voided_at__gte=since)
    reasons = [_reason(row) for row in voided]
    if not reasons:
        return _("More ballots came into the count.")
    message = ngettext("One ballot was voided.", "%(count)d ballots were voided.", len(reasons))
    return " ".join([message % {"count": len(reasons)}, *dict.fromkeys(reasons)])


def _reason(row: VoidedCast) -> str:
    return (
        _("Case %(number)d: %(reason)s") % {"number": row.case_id, "reason": row.reason} if row.case_id else row.reason
    )
