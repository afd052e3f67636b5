"""What every page knows: the city, the links of the masthead, the way to the desk."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from city.models import Round
from city.queries.permissions import is_official
from city.queries.rounds import rounds
from city.rules.phases import Verb
from city.views.shared import kept_for_residents
from frontend.brand import logo, style_sheet

RECENT = 24
API_DOCS = "/api/v1/docs"


@dataclass(frozen=True)
class NavLink:
    url: str
    label: str
    is_here: bool


class Frame:
    """The page's surroundings; nothing is read from the database before a template asks."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.city_name = settings.CITY_NAME
        self.base_url = settings.BASE_URL
        self.is_demo = settings.DEMO
        self.api_docs = API_DOCS

    @property
    def named_url(self) -> str:
        """The site at a name, where passkeys work: on one's own machine that is not its number."""
        return str(settings.BASE_URL).replace("//127.0.0.1", "//localhost")

    @cached_property
    def brand_url(self) -> str:
        """The city's colours, at an address that changes with them; empty where it has none."""
        sheet = style_sheet()
        return f"{reverse('frontend:brand')}?{_mark(sheet.encode())}" if sheet else ""

    @cached_property
    def logo_url(self) -> str:
        file = logo()
        return f"{reverse('frontend:logo')}?{_mark(str(file.stat().st_mtime_ns).encode())}" if file else ""

    @cached_property
    def desk_url(self) -> str:
        return reverse("frontend:desk") if is_official(getattr(self.request, "user", None)) else ""

    @cached_property
    def nav(self) -> list[NavLink]:
        doors = kept_for_residents(self.request, "doors", _doors)
        return [
            self._link(doors.proposals, _("Proposals"), "/proposals/"),
            self._link(doors.vote, _("Vote"), "/vote/"),
            self._link(doors.live, _("Live count"), "/live/"),
            self._link(doors.results, _("Results"), "/results/"),
            self._link("/budgets/", _("Follow the money"), "/budgets/"),
        ]

    def _link(self, url: str, label: str, mark: str) -> NavLink:
        return NavLink(url, label, is_here=mark in self.request.path and not self.request.path.startswith("/desk/"))


class Doors(NamedTuple):
    """Where the links of the masthead lead today."""

    proposals: str
    vote: str
    live: str
    results: str


def _doors() -> Doors:
    """Of the latest rounds, those imported from elsewhere last, the first where each can be done."""
    recent, now = sorted(rounds()[:RECENT], key=lambda one: one.is_imported), timezone.now()
    return Doors(
        proposals=_round_page(recent, lambda one: one.permits(Verb.SUBMIT, now), "proposals"),
        vote=_round_page(recent, lambda one: one.is_voting(now), "vote"),
        live=_round_page(recent, lambda one: one.is_voting(now), "live"),
        results=_round_page(recent, lambda one: one.is_closed(now), "results"),
    )


def _round_page(recent: Sequence[Round], suits: Callable[[Round], bool], page: str) -> str:
    """The page in the first round that suits, else in the latest; the list of rounds where there is none."""
    found = next(filter(suits, recent), None) or next(iter(recent), None)
    return f"/rounds/{found.slug}/{page}/" if found else "/rounds/"


def _mark(content: bytes) -> str:
    """A few letters that change with the content."""
    return sha256(content).hexdigest()[:8]


def frame(request: HttpRequest) -> dict[str, Frame]:
    """The context processor named in the settings. Not `site`: allauth gives its own pages something of that name."""
    return {"frame": Frame(request)}
