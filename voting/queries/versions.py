"""What was counted of a contest before, and why it was counted anew: both stand."""

from collections.abc import Mapping
from dataclasses import dataclass

from city.models import District, Round
from proposals.models import Proposal
from voting.models import OutcomeVersion


@dataclass(frozen=True)
class Counted:
    """One count of a contest: the titles of what it funded, by code and in the order of purchase."""

    version: OutcomeVersion
    funded: dict[str, str]
    gained: dict[str, str]
    lost: dict[str, str]


def versions(round: Round, district: District) -> list[Counted]:
    """Every count of the contest, the latest first; none where there was only one."""
    rows = list(OutcomeVersion.objects.filter(round=round, district=district))
    if len(rows) == 1:
        return []
    titles = dict(Proposal.objects.filter(round=round, district=district).values_list("code", "title"))
    found = [_counted(row, before, titles) for row, before in zip(rows, [None, *rows], strict=False)]
    return found[::-1]


def _counted(row: OutcomeVersion, before: OutcomeVersion | None, titles: Mapping[str, str]) -> Counted:
    now = _funded(row, titles)
    then = _funded(before, titles) if before else now
    return Counted(
        row,
        funded=now,
        gained={code: title for code, title in now.items() if code not in then},
        lost={code: title for code, title in then.items() if code not in now},
    )


def _funded(row: OutcomeVersion, titles: Mapping[str, str]) -> dict[str, str]:
    codes = [*row.content["winners"], *row.content.get("part_funded", {})]
    return {code: titles.get(code, code) for code in codes}
