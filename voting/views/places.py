"""Choosing among the districts of a round: tabs where there are few, a list to pick from where there are many."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404

from city.models import District

MOST_TABS = 8


@dataclass(frozen=True)
class Place:
    """A district a page can show; `figure` is a number worth seeing before one goes there."""

    district: District
    figure: int | None
    is_here: bool

    @property
    def url(self) -> str:
        return f"?{urlencode({'district': self.district.code})}"

    @property
    def label(self) -> str:
        return self.district.name


@dataclass(frozen=True)
class Places:
    here: District
    all: list[Place]

    @property
    def are_many(self) -> bool:
        return len(self.all) > MOST_TABS


def pick(districts: Iterable[District], code: str, figures: dict[str, int]) -> Places:
    """The district asked for, else the first; 404 where the round has no such district."""
    listed = list(districts)
    here = next((district for district in listed if not code or district.code == code), None)
    if here is None:
        raise Http404
    return Places(here, [Place(one, figures.get(one.code), one.pk == here.pk) for one in listed])
