"""What a round fixes, in words and as it is hashed: for the desk to read before two officers freeze it, and after."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from city.models import District, Round, User
from city.models.people import Level
from city.models.rounds import BallotKind, MayVoteIn, Visibility
from city.queries.money import format_money
from voting.queries.conditions import conditions
from voting.queries.manifests import fixed
from voting.queries.results import rule_words
from voting.views.access import for_officers, in_round

Manifest = Mapping[str, Any]


@dataclass(frozen=True)
class Fact:
    """One thing that is fixed: what it is, what it is fixed at in words, and its name in the manifest."""

    label: str
    words: str
    name: str


@dataclass(frozen=True)
class Place:
    """One district's part: its purse, and the projects on its ballot as the manifest has them."""

    district: District
    envelope_minor: int
    projects: Sequence[Mapping[str, Any]]

    @property
    def sum_minor(self) -> int:
        return sum(project["cost"] for project in self.projects)


@require_safe
@never_cache
@in_round
@for_officers
def show_manifest(request: HttpRequest, round: Round, user: User) -> HttpResponse:  # noqa: ARG001 - the decorator asks
    """Everything that could change who wins; nothing of it where it cannot be said yet."""
    manifest = fixed(round)
    context = {
        "round": round,
        "facts": [*_facts(manifest)] if manifest else [],
        "conditions": conditions(round),
        "places": _places(manifest) if manifest else [],
        "plain": json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True) if manifest else "",
    }
    return render(request, "voting/desk_manifest.html", context)


def _places(manifest: Manifest) -> list[Place]:
    districts = District.objects.in_bulk([entry["code"] for entry in manifest["districts"]], field_name="code")
    return [Place(districts[entry["code"]], entry["envelope"], entry["projects"]) for entry in manifest["districts"]]


def _facts(manifest: Manifest) -> Iterator[Fact]:
    yield Fact(_("The vote opens"), _moment(manifest["opens"]), "opens")
    yield Fact(_("The vote closes"), _moment(manifest["closes"]), "closes")
    yield from _of_ballot(manifest["ballot"], manifest["currency"])
    yield Fact(_("Rule"), str(rule_words(manifest["rule"]).name), "rule")
    settings = ", ".join(f"{name} = {value}" for name, value in sorted(manifest["parameters"].items()))
    yield Fact(_("Its settings"), settings or _("none"), "parameters")
    yield Fact(_("Ideas that are level go by"), _ties(manifest["ties"]["order"]), "ties")
    yield Fact(_("Seed of the lot"), manifest["ties"]["seed"] or _drawn(), "ties")
    yield from _of_voters(manifest)
    yield Fact(_("While people vote"), str(Visibility(manifest["visibility"]).label), "visibility")
    yield Fact(_("Ballots mixed at a time"), str(manifest["k"]), "k")
    wait = _("%(n)d minutes") % {"n": manifest["mmd"]}
    yield Fact(_("Longest wait for a record"), wait, "mmd")
    yield Fact(_("Hash of the round’s key"), manifest["key"] or _drawn(), "key")
    log = manifest.get("log", {})
    yield Fact(_("Keys of the log and of receipts"), " ".join(log.values()) or _drawn(), "log")


def _of_ballot(ballot: Manifest, currency: str) -> Iterator[Fact]:
    yield Fact(_("The ballot"), str(BallotKind(ballot["kind"]).label), "kind")
    choices = _between(ballot["min_choices"], ballot.get("max_choices"), str)
    yield Fact(_("Ideas on a ballot"), choices, "min_choices, max_choices")
    spend = _between(ballot["min_spend"], ballot.get("max_spend"), partial(format_money, currency=currency))
    yield Fact(_("What they cost together"), spend, "min_spend, max_spend")
    if ballot["kind"] == BallotKind.POINTS:
        points = {name: ballot.get(name, _("no limit")) for name in ("points", "max_points_each")}
        yield Fact(
            _("Points"), _("%(points)s in all, %(max_points_each)s for one idea") % points, "points, max_points_each"
        )
    if ballot["scoring"]:
        yield Fact(_("What each place is worth"), ", ".join(map(str, ballot["scoring"])), "scoring")


def _between(least: int, most: int | None, written: Callable[[int], str]) -> str:
    if most is None:
        return _("at least %(least)s") % {"least": written(least)} if least else _("no limit")
    return _("%(least)s to %(most)s") % {"least": written(least), "most": written(most)}


def _of_voters(manifest: Manifest) -> Iterator[Fact]:
    where = str(MayVoteIn(manifest["may_vote_in"]).label)
    if manifest["may_vote_in"] == MayVoteIn.ANY:
        where = f"{where}: {manifest['may_vote_in_count']}"
    yield Fact(_("People vote in"), where, "may_vote_in, may_vote_in_count")
    yield Fact(_("Where they live is"), str(Level(manifest["min_level"]).label), "min_level")
    age = manifest.get("min_age", 0)
    yield Fact(_("Years a voter has lived"), _("%(n)d or more") % {"n": age} if age else _("any age"), "min_age")
    yield Fact(_("Postcodes"), ", ".join(manifest.get("postcodes", [])) or _("all"), "postcodes")


def _ties(order: Sequence[str]) -> str:
    words = {
        "cost": _("the lower cost"),
        "votes": _("more votes"),
        "lot": _("a lot that anybody can repeat"),
        "id": _("their code"),
    }
    return ", ".join(words.get(name, name) for name in order)


def _moment(text: str) -> str:
    return date_format(localtime(datetime.fromisoformat(text)), pgettext("date format", "l j F Y, H:i"))


def _drawn() -> str:
    return _("made at the moment of freezing")
