"""Choosing among the districts of a round: tabs where there are few, a list to pick from where there are many."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404
from django.utils.translation import gettext as _

from city.models import District

MOST_TABS = 8
EVERYWHERE = "*"  # no district has this code: it asks for all of them at once


@dataclass(frozen=True)
class Place:
    """A district a page can show (None: all of them); `figure` is a number worth seeing before one goes there."""

    district: District | None
    figure: int | None
    is_here: bool

    @property
    def code(self) -> str:
        return self.district.code if self.district else EVERYWHERE

    @property
    def url(self) -> str:
        return f"?{urlencode({'district': self.code}, safe=EVERYWHERE)}"

    @property
    def label(self) -> str:
        return self.district.name if self.district else _("All city")


@dataclass(frozen=True)
class Places:
    all: list[Place]

    @property
    def are_many(self) -> bool:
        return len(self.all) > MOST_TABS


def pick(districts: Iterable[District], code: str) -> District:
    """The district asked for, else the first; 404 where the round has no such district."""
    here = next((district for district in districts if not code or district.code == code), None)
    if here is None:
        raise Http404
    return here


def places(
    districts: Iterable[District], here: District | None, figures: Mapping[str, int], whole: int | None = None
) -> Places:
    """The districts to choose from; with a figure for the `whole` city, it stands before them."""
    listed = [Place(one, figures.get(one.code), one == here) for one in districts]
    return Places(listed if whole is None else [Place(None, whole, here is None), *listed])
