"""The three rounds of the invented city and their seasons, counted in days from today."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from city.rules.phases import PhaseKind
from demo.stories import FIFTH, SEVENTH, SIXTH, Stories

TURN = time(20)


@dataclass(frozen=True, slots=True)
class Season:
    """A phase that opens and closes so many days from today (before today: less than 0)."""

    kind: PhaseKind
    opens: int
    closes: int


@dataclass(frozen=True, slots=True)
class Purse:
    """One round: what it is called, how people vote in it, when, and what was proposed by district.

    `turnout` is the share of each district's residents whose ballots are in before the demonstration starts.
    """

    slug: str
    title: str
    summary: str
    ballot_kind: str
    max_choices: int | None
    rule: str
    seasons: tuple[Season, ...]
    stories: Stories
    turnout: dict[str, float]

    def season(self, kind: PhaseKind) -> Season:
        return next(season for season in self.seasons if season.kind is kind)


PROPOSING, REVIEWING, VOTING = PhaseKind.PROPOSING, PhaseKind.REVIEWING, PhaseKind.VOTING
CHALLENGING, DELIVERING = PhaseKind.CHALLENGING, PhaseKind.DELIVERING

FIFTH_PURSE = Purse(
    slug="fifth-purse",
    title="Marenholt’s fifth purse",
    summary="Northgate, Station Quarter and Kilnside decided last year. What they chose is being built now.",
    ballot_kind="approval",
    max_choices=4,
    rule="greedy",
    seasons=(
        Season(PROPOSING, -480, -440),
        Season(REVIEWING, -440, -400),
        Season(VOTING, -400, -386),
        Season(CHALLENGING, -386, -372),
        Season(DELIVERING, -372, 180),
    ),
    stories=FIFTH,
    turnout={"northgate": 0.11, "station-quarter": 0.13, "kilnside": 0.17},
)
SIXTH_PURSE = Purse(
    slug="sixth-purse",
    title="Marenholt’s sixth purse",
    summary="Riverside, Old Harbour and Millfields are voting. Fill your district’s purse with the ideas you want built.",
    ballot_kind="knapsack",
    max_choices=None,
    rule="greedy",
    seasons=(
        Season(PROPOSING, -120, -75),
        Season(REVIEWING, -75, -4),
        Season(VOTING, -4, 10),
        Season(CHALLENGING, 10, 24),
        Season(DELIVERING, 24, 570),
    ),
    stories=SIXTH,
    turnout={"riverside": 0.08, "old-harbour": 0.10, "millfields": 0.07},
)
SEVENTH_PURSE = Purse(
    slug="seventh-purse",
    title="Marenholt’s seventh purse",
    summary="From this round on all six districts take part. Tell us what is missing on your street: a sketch and three sentences will do.",
    ballot_kind="approval",
    max_choices=4,
    rule="mes-cost",
    seasons=(
        Season(PROPOSING, -20, 40),
        Season(REVIEWING, 40, 110),
        Season(VOTING, 110, 124),
        Season(CHALLENGING, 124, 138),
        Season(DELIVERING, 138, 680),
    ),
    stories=SEVENTH,
    turnout={},
)
PURSES = (FIFTH_PURSE, SIXTH_PURSE, SEVENTH_PURSE)


def moment(today: date, days: int, at: time, zone: tzinfo) -> datetime:
    """Return, in UTC, the time of day `at` in the city's zone so many days from today."""
    return datetime.combine(today + timedelta(days=days), at, zone).astimezone(UTC)


def dates(season: Season, today: date, zone: tzinfo) -> tuple[datetime, datetime]:
    """Return, in UTC, when a season opens and closes: at eight in the evening, so that seasons follow without a gap."""
    return moment(today, season.opens, TURN, zone), moment(today, season.closes, TURN, zone)
