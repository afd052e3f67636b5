"""Reads of the audit trail: found by words, people and days, and checked as a chain."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.timezone import get_default_timezone

from city.models import AuditEntry
from city.rules.audit import faults


def entries(asked: Mapping[str, Any]) -> QuerySet[AuditEntry]:
    """The entries that fit everything asked for (see city/forms/audit.py), the latest first."""
    found = AuditEntry.objects.select_related("actor", "approver").order_by("-number")
    if words := asked.get("q"):
        is_in = Q(reason__icontains=words) | Q(verb__icontains=words) | Q(subject_kind__icontains=words)
        found = found.filter(is_in)
    if verb := asked.get("verb"):
        found = found.filter(verb=verb)
    if who := asked.get("who"):
        people = [f"{role}__{field}__icontains" for role in ("actor", "approver") for field in ("email", "name")]
        found = found.filter(Q.create([(path, who) for path in people], connector=Q.OR))
    if subject := asked.get("subject"):
        kind, _, key = subject.partition(":")
        found = found.filter(subject_kind__iendswith=kind, **({"subject_key": key} if key else {}))
    return found.filter(**_days(asked.get("since"), asked.get("until")))


def verbs() -> list[str]:
    """Every verb that stands in the trail."""
    return list(AuditEntry.objects.order_by("verb").values_list("verb", flat=True).distinct())


def chain_faults() -> tuple[int, list[str]]:
    """How many entries there are, and what is wrong with their chain."""
    rows = AuditEntry.objects.order_by("number")
    return rows.count(), faults(row.link() for row in rows.iterator(chunk_size=2_000))


def _days(since: date | None, until: date | None) -> dict[str, datetime]:
    """From the first moment of one day to the last of the other, in the city's time."""
    zone, bounds = get_default_timezone(), {}
    if since:
        bounds["at__gte"] = datetime.combine(since, time.min, zone)
    if until:
        bounds["at__lte"] = datetime.combine(until, time.max, zone)
    return bounds
