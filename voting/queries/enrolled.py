"""How many stand on a roll, by the check they passed and by where they live; and whose business a roll is."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from city.models import District, RoleGrant, Round, User
from city.queries.rounds import districts_of, rounds
from city.rules.phases import Verb
from city.rules.roles import VERBS
from voting.models import ListedPerson, RollEntry
from voting.rules.roll.cells import Cell, cell, veiled

LEAST = 10
ROLL_VERBS = frozenset({Verb.ENROL, Verb.ATTEST, Verb.IMPORT_ROLL})
ROLL_READERS = ROLL_VERBS | {Verb.READ_DESK}


@dataclass(frozen=True)
class Area:
    """The people of one district on a roll."""

    district: District
    total: Cell
    by_method: dict[str, Cell]


def areas(round: Round, methods: Collection[str] = (), *, least: int = LEAST) -> list[Area]:
    """The roll of the round by district, for everybody: no count under `least` can be worked out. 1 shows all.

    `methods` are counted even where nobody passed them.
    """
    rows = RollEntry.objects.filter(round=round).values_list("district", "method").annotate(Count("pk"))
    found: dict[int, dict[str, int]] = {}
    for district, method, count in rows:
        found.setdefault(district, dict.fromkeys(methods, 0))[method] = count
    places = districts_of(round) | District.objects.filter(pk__in=found)
    return [_area(place, found.get(place.pk, dict.fromkeys(methods, 0)), least) for place in places.distinct()]


def listed_count(round: Round) -> int:
    """How many people the round knows of, on its roll or not."""
    return ListedPerson.objects.filter(round=round).count()


def rounds_served(user: User) -> QuerySet[Round]:
    """The rounds whose roll an office of this person keeps or reads, the latest first."""
    keeping = [role.value for role, verbs in VERBS.items() if verbs & ROLL_READERS]
    grants = RoleGrant.objects.filter(user=user, role__in=keeping)
    found = rounds().filter(is_imported=False)
    return found if grants.filter(round=None).exists() else found.filter(pk__in=grants.values("round"))


def _area(district: District, counts: dict[str, int], least: int) -> Area:
    return Area(district, cell(sum(counts.values()), least), veiled(counts, least))
