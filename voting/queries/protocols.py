"""The protocol of a result: everything it rests on, on paper, for the officers to sign.

The same state of the round gives the same bytes: nothing but the moment that is passed in tells one day from another.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from city.models import AuditEntry, Round
from city.queries.money import format_money
from city.rules.phases import PhaseKind
from voting.models import Outcome, OutcomeVersion, Tally
from voting.queries.changes import amendments
from voting.queries.channels import channels
from voting.queries.complaints import complaints_of
from voting.queries.contests import contest
from voting.queries.enrolled import areas
from voting.queries.log import head
from voting.queries.printing import BODY, CODE, HEADING, SMALL, STRONG, TITLE, Sheet, drawing
from voting.queries.results import official, rule_words
from voting.queries.told import told, told_hash
from voting.rules.outcomes.result import part_of

SIGNATURE = 90  # points of paper that one needs
WIDTHS = (55, 230, 70, 50, 90)


@dataclass(frozen=True)
class Officer:
    """Who signs: a name and an address, as the record has them."""

    name: str
    email: str


def protocol(round: Round, now: datetime, officers: Sequence[Officer], reason: str) -> bytes:
    """The protocol of the round's official outcomes as a PDF file, in the language of the round."""
    with override(round.language), drawing:
        sheet = Sheet(
            _("Protocol: %(round)s") % {"round": round.title},
            language=round.language,
            foot=f"{round.slug} · {stamp(now)}",
        )
        _write_head(sheet, round, now)
        _write_rule(sheet, round)
        _write_hashes(sheet, round)
        _write_roll(sheet, round)
        for outcome in official(round).order_by("district__position", "district__name"):
            _write_contest(sheet, round, outcome)
        _write_changes(sheet, round)
        _write_complaints(sheet, round)
        _write_signatures(sheet, officers, reason)
        return sheet.finish()


def stamp(at: datetime) -> str:
    """A moment as it stands in every protocol: in UTC, to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")


def _write_head(sheet: Sheet, round: Round, now: datetime) -> None:
    sheet.text(_("Protocol of the result"), TITLE, after=6)
    sheet.text(f"{settings.CITY_NAME} · {round.title}", STRONG)
    sheet.text(_("Certified %(moment)s") % {"moment": stamp(now)})
    for kind, label in ((PhaseKind.VOTING, _("Vote")), (PhaseKind.CHALLENGING, _("Time to object"))):
        if stretch := round.stretch(kind):
            sheet.text(f"{label}: {stamp(stretch.opens_at)} – {stamp(stretch.closes_at)}")


def _write_rule(sheet: Sheet, round: Round) -> None:
    _heading(sheet, _("The rule"))
    words = rule_words(round.rule)
    sheet.text(f"{words.name} ({round.rule})")
    if words.explained:
        sheet.text(str(words.explained))
    manifest = round.manifest or {}
    parameters = {
        **manifest["parameters"],
        "ties": ",".join(manifest["ties"]["order"]),
        "seed": manifest["ties"]["seed"],
    }
    for name, value in sorted(parameters.items()):
        sheet.text(f"{name} = {value}", CODE, after=1)


def _write_hashes(sheet: Sheet, round: Round) -> None:
    _heading(sheet, _("What anybody can check"))
    last = AuditEntry.objects.order_by("number").last()
    lines = [
        (_("Hash of the manifest"), round.manifest_hash),
        (_("SHA-256 of the round’s key"), (round.manifest or {})["key"]),
        (_("Head of the record"), f"{last.number} {last.hash}" if last else "0"),
    ]
    for label, value in lines:
        sheet.text(label, SMALL, after=0)
        sheet.text(value, CODE, after=3)
    if state := head(round):
        sheet.text(_("The public log, as it is signed"), SMALL, after=0)
        sheet.text(state.note.strip(), CODE, after=3)


def _write_roll(sheet: Sheet, round: Round) -> None:
    _heading(sheet, _("The roll"))
    for area in areas(round):
        count = area.total.count if area.total.count is not None else _("too few to be named")
        sheet.text(f"{area.district.name}: {count}", after=1)


def _write_contest(sheet: Sheet, round: Round, outcome: Outcome) -> None:
    sheet.need(120)
    _heading(sheet, outcome.district.name)
    tally = Tally.objects.filter(round=round, district=outcome.district).first()
    sums = {
        _("Purse"): format_money(outcome.budget_minor, round.currency),
        _("Spoken for"): format_money(outcome.spent_minor, round.currency),
        _("Ballots counted"): f"{outcome.ballots}",
        _("By the way they came"): _ways(round, outcome),
        _("Ballots voided"): f"{tally.voids if tally else 0}",
    }
    for label, value in sums.items():
        sheet.row([label, value], [250, 240], right=[1])
    _write_projects(sheet, round, outcome, tally.counts if tally else {})
    for tie in outcome.ties:
        if len(tie["projects"]) > 1:
            sheet.text(_("Level: %(codes)s. Settled by: %(key)s.") % _tie(tie), SMALL, after=1)
    sheet.text(_("SHA-256 of this outcome"), SMALL, after=0)
    sheet.text(told_hash(told(outcome)), CODE, after=2)
    _write_versions(sheet, outcome)


def _tie(tie: dict[str, object]) -> dict[str, object]:
    codes = tie["projects"]
    return {"codes": ", ".join(codes) if isinstance(codes, list) else "", "key": tie["settled_by"]}


def _ways(round: Round, outcome: Outcome) -> str:
    code = outcome.district.code
    way = channels(round, {code: outcome.ballots})[code]
    words = _("%(online)d online, %(assisted)d with a helper, %(paper)d on paper")
    return words % {"online": way.online, "assisted": way.assisted, "paper": way.paper}


def _write_projects(sheet: Sheet, round: Round, outcome: Outcome, counts: dict[str, int]) -> None:
    """Every project: funded ones first, in the order of purchase."""
    area = contest(round, outcome.district.code)
    assert area is not None
    funded = {award.proposal.code: award.amount_minor for award in outcome.awards.all()}
    sheet.top += 4
    sheet.row([_("Code"), _("Idea"), _("Costs"), _("Votes"), _("Gets")], WIDTHS, STRONG, right=[2, 3, 4])
    sheet.rule()
    others = sorted(
        (code for code in area.projects if code not in funded), key=lambda code: (-counts.get(code, 0), code)
    )
    for code in [*funded, *others]:
        project = area.projects[code]
        gets = format_money(funded[code], round.currency) if code in funded else "–"
        cost = format_money(project.cost_minor, round.currency)
        title = project.title + (_(" (part)") if code in part_of(outcome.course) else "")
        sheet.row([code, title, cost, f"{counts.get(code, 0)}", gets], WIDTHS, SMALL, right=[2, 3, 4])
    sheet.rule()


def _write_versions(sheet: Sheet, outcome: Outcome) -> None:
    """What was counted before, and why it was counted anew."""
    found = list(OutcomeVersion.objects.filter(round=outcome.round, district=outcome.district))
    for version in found if len(found) > 1 else []:
        what = _("Count %(number)d, %(moment)s: %(winners)s.") % {
            "number": version.number,
            "moment": stamp(version.counted_at),
            "winners": ", ".join(version.content["winners"]) or _("nothing funded"),
        }
        sheet.text(f"{what} {version.reason}", SMALL, after=1)
        sheet.text(version.digest, CODE, after=2)


def _write_changes(sheet: Sheet, round: Round) -> None:
    """What officials did after the freeze that bears on the result."""
    lines = [
        _("%(code)s: “%(title)s”, %(cost)s. %(reason)s")
        % {
            "code": row.proposal.code,
            "title": row.new_title,
            "cost": format_money(row.new_cost_minor, round.currency),
            "reason": row.reason,
        }
        for row in amendments(round)
    ]
    lines += [
        _("The vote closes %(moment)s. %(reason)s") % {"moment": stamp(row.new_closes_at), "reason": row.reason}
        for row in round.closing_changes.all()
    ]
    _heading(sheet, _("Changed after the freeze"))
    for line in lines or [_("Nothing.")]:
        sheet.text(line, after=2)
    for row in round.voided_casts.order_by("h"):
        case = _("case %(number)d") % {"number": row.case_id} if row.case_id else "–"
        sheet.text(_("Voided (%(case)s): %(reason)s") % {"case": case, "reason": row.reason}, after=0)
        sheet.text(row.h, CODE, after=2)


def _write_complaints(sheet: Sheet, round: Round) -> None:
    found = list(complaints_of(round))
    upheld = sum(one.answer.is_upheld for one in found)
    _heading(sheet, _("Complaints"))
    message = ngettext("One complaint, %(upheld)d upheld.", "%(count)d complaints, %(upheld)d upheld.", len(found))
    sheet.text(message % {"count": len(found), "upheld": upheld})
    for one in found:
        verdict = _("upheld") if one.answer.is_upheld else _("not upheld")
        sheet.text(f"{one.number}. {verdict}: {one.answer.text}", SMALL, after=2)


def _write_signatures(sheet: Sheet, officers: Sequence[Officer], reason: str) -> None:
    _heading(sheet, _("Signed by"))
    if reason:
        sheet.text(reason)
    for officer in [*officers, *[Officer("", "")] * (2 - len(officers))]:
        sheet.need(SIGNATURE)
        sheet.top += SIGNATURE - 40
        sheet.rule(after=3)
        sheet.text(f"{officer.name} {officer.email}".strip() or _("Name, office, place and day"), SMALL, after=6)


def _heading(sheet: Sheet, words: str) -> None:
    sheet.top += 10
    sheet.need(HEADING.leading + BODY.leading * 2)
    sheet.text(words, HEADING)
