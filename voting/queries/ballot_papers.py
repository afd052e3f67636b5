"""Ballot papers to be printed, from the frozen ballot: every kind, in ordinary or large print, each with its serial.

A paper says nothing about who gets it. Its serial stands on each of its pages in figures and as a QR code, so that
whoever types the paper can scan it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from city.models import Round
from city.queries.money import format_money
from voting.models import Paper
from voting.queries.contests import contest
from voting.queries.printing import BOLD, FIXED, PLAIN, Sheet, Type, drawing
from voting.rules.ballots import KINDS
from voting.rules.ballots.ranking import places
from voting.rules.contest import Contest, Project
from voting.rules.paper.serials import grouped

MARGIN = 42.0
CODE_SIDE = 58.0
NUMBER, BOX, COST = 2.6, 3.0, 8.0  # widths of a row's parts, in sizes of its type


@dataclass(frozen=True)
class Print:
    """The sizes of a paper, in points."""

    size: float

    @property
    def plain(self) -> Type:
        return Type(PLAIN, self.size)

    @property
    def strong(self) -> Type:
        return Type(BOLD, self.size)

    @property
    def title(self) -> Type:
        return Type(BOLD, self.size * 1.6)

    @property
    def serial(self) -> Type:
        return Type(FIXED, self.size * 1.1)


ORDINARY, LARGE = Print(11), Print(18)


def ballot_papers(round: Round, papers: Sequence[Paper], size: Print = ORDINARY) -> bytes:
    """A PDF of these papers, one after another, each beginning on a page of its own."""
    areas = {code: contest(round, code) for code in {paper.district.code for paper in papers}}
    with override(round.language), drawing:
        title = _("Ballot papers: %(round)s") % {"round": round.title}
        sheet = Sheet(title, language=round.language, margin=MARGIN)
        for number, paper in enumerate(papers):
            if number:
                sheet.turn()
            area = areas[paper.district.code]
            assert area is not None
            _Page(sheet, round, paper, area, size).draw()
        return sheet.finish()


def instructions(area: Contest) -> list[str]:
    """What a voter does with the paper, one sentence each."""
    limits = area.limits
    told = [_what_to_do(area)]
    if area.kind != "choose-one" and (most := _most_choices(area)):
        told.append(ngettext("At most %(n)d idea.", "At most %(n)d ideas.", most) % {"n": most})
    if limits.min_choices:
        told.append(
            ngettext("At least %(n)d idea.", "At least %(n)d ideas.", limits.min_choices) % {"n": limits.min_choices}
        )
    if limits.max_points_each:
        told.append(_("At most %(n)d points to one idea.") % {"n": limits.max_points_each})
    if (most_minor := _most_minor(area)) is not None:
        told.append(_("Together they may cost %(sum)s.") % {"sum": format_money(most_minor, area.currency)})
    if limits.min_spend_minor:
        least = format_money(limits.min_spend_minor, area.currency)
        told.append(_("Together they must cost %(sum)s or more.") % {"sum": least})
    return told


def _what_to_do(area: Contest) -> str:
    if area.kind == "points":
        if area.limits.points:
            return _("You have %(n)d points: write in the box how many you give to an idea.") % {
                "n": area.limits.points
            }
        return _("Write in the box how many points you give to an idea.")
    return {
        "approval": _("Put a cross in the box of every idea you support."),
        "choose-one": _("Put a cross in the box of the one idea you want most."),
        "knapsack": _("Put a cross in the boxes of the ideas the money is to pay for."),
        "ranking": _("Write 1 in the box of the idea you want most, 2 in that of the next, and so on."),
    }[area.kind]


def _most_choices(area: Contest) -> int | None:
    return places(area) if area.kind == "ranking" else area.limits.max_choices


def _most_minor(area: Contest) -> int | None:
    most = area.limits.max_spend_minor
    if area.kind != "knapsack":
        return most
    return area.envelope_minor if most is None else min(most, area.envelope_minor)


class _Page:
    """One paper on its way onto the sheet."""

    def __init__(self, sheet: Sheet, round: Round, paper: Paper, area: Contest, size: Print) -> None:
        self.sheet, self.round, self.paper, self.area, self.size = sheet, round, paper, area, size

    def draw(self) -> None:
        sheet, size = self.sheet, self.size
        self._mark()
        sheet.text(f"{settings.CITY_NAME} · {self.round.title}", size.plain)
        sheet.text(self.paper.district.name, size.title, after=size.size * 0.5)
        for sentence in instructions(self.area):
            sheet.text(sentence, size.strong, after=1)
        sheet.top += size.size * 0.6
        sheet.rule(after=size.size * 0.5)
        for number, project in enumerate(self.area.projects.values(), start=1):
            self._row(number, project)
        self._keep(size.plain.leading * 5)
        sheet.top += size.size * 0.4
        sheet.text(
            _("A slip of the pen? Do not correct it: take this paper back to the desk and ask for another one."),
            size.plain,
        )
        sheet.text(_("Write nothing else on it. Fold it, and put it into the box."), size.plain)

    def _mark(self) -> None:
        """The serial, in the corner of every page; what stands beside it keeps clear of it."""
        sheet, start = self.sheet, self.sheet.top
        right = sheet.width - sheet.margin
        sheet.code(self.paper.serial, right - CODE_SIDE, CODE_SIDE)
        sheet.top = start + CODE_SIDE - self.size.serial.leading
        sheet.write(grouped(self.paper.serial), right - CODE_SIDE - 8, self.size.serial, is_right=True)
        sheet.top = start + CODE_SIDE + 6

    def _row(self, number: int, project: Project) -> None:
        """An idea: its number, a box, its title and what it costs."""
        sheet, size = self.sheet, self.size
        widths = [NUMBER * size.size, BOX * size.size, 0.0, COST * size.size]
        widths[2] = sheet.inner - sum(widths)
        cost = format_money(project.cost_minor, self.area.currency)
        side = size.size * (1.9 if KINDS[self.area.kind].is_numbered else 1.4)
        self._keep(max(side, size.plain.leading * 2) + 6)
        start = sheet.top
        sheet.square(sheet.margin + widths[0], side)
        sheet.row([str(number), "", project.title, cost], widths, size.plain, right=[3])
        sheet.top = max(sheet.top, start + side) + size.size * 0.45
        sheet.rule(after=size.size * 0.45)

    def _keep(self, height: float) -> None:
        """Another page with the serial on it, where less than this is left."""
        if self.sheet.left_over < height:
            self.sheet.turn()
            self._mark()
