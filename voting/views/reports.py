"""An outcome as its page tells it: winners in order of purchase, the others with the reason, the sums in figures.

An outcome rule leaves its reasons as data (each rule's module says in which shape); here they become sentences and
ledgers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from voting.models import Outcome
from voting.queries.results import RuleWords, rule_words
from voting.views.cards import Card
from voting.views.ledgers import LEDGERS, Line, sentence
from voting.views.studies import nearness
from voting.views.ties import Tie, ties

MOST_PICTURES = 12
MOST_OUTSIDE = 10


@dataclass(frozen=True)
class Winner:
    card: Card
    votes: int
    amount_minor: int
    left_minor: int

    @property
    def is_part(self) -> bool:
        """Whether it gets only a part of what it costs."""
        return self.amount_minor < self.card.cost_minor


@dataclass(frozen=True)
class Loser:
    card: Card
    votes: int
    entry: Mapping[str, Any]

    @property
    def missing_minor(self) -> int | None:
        missing: int | None = self.entry.get("missing")
        return missing


@dataclass(frozen=True)
class Why:
    """Why one project is not funded: in a sentence, line by line, and how near it came, where that is known."""

    loser: Loser
    sentence: str
    nearness: str
    lines: Sequence[Line]


@dataclass(frozen=True)
class Fairness:
    """`served` of `voters` have a funded idea on their ballot.

    On average a ballot names `mean_chosen` ideas (None where ballots hold points), `mean_funded` of them funded.
    """

    voters: int
    served: int
    mean_funded: float
    mean_chosen: float | None


@dataclass(frozen=True)
class Report:
    outcome: Outcome
    winners: list[Winner]
    losers: list[Loser]
    cards: Mapping[str, Card]
    is_in_votes: bool = True

    @property
    def inside(self) -> list[dict[str, Any]]:
        return [winner.card.segment for winner in self.winners]

    @property
    def outside(self) -> list[dict[str, Any]]:
        """What came closest and did not fit: as many as a picture can hold."""
        return [loser.card.segment for loser in self.losers[:MOST_OUTSIDE]]

    @property
    def beyond_minor(self) -> int:
        """What all that did not fit costs together."""
        return sum(loser.card.cost_minor for loser in self.losers)

    @property
    def rule(self) -> RuleWords:
        return rule_words(self.outcome.rule)

    @property
    def fairness(self) -> Fairness | None:
        """How the outcome treats its voters; None where nobody voted, or too few to tell."""
        figures = self.outcome.metrics
        if not figures.get("voters") or "excluded_voters" not in figures:
            return None
        served = figures["voters"] - figures["excluded_voters"]
        votes = sum(one.votes for one in self.winners) + sum(one.votes for one in self.losers)
        chosen = votes / figures["voters"] if self.is_in_votes else None
        return Fairness(figures["voters"], served, figures["mean_funded_choices"], chosen)

    @property
    def used(self) -> list[dict[str, Any]]:
        """What is spoken for, as one length of the purse."""
        return [{"amount": self.outcome.spent_minor, "series": 4}]

    @property
    def ties(self) -> list[Tie]:
        return ties(self.outcome, self.cards, {winner.card.code for winner in self.winners})

    @property
    def is_brief(self) -> bool:
        """Whether so few voted that reasons and figures would tell how somebody did: only totals are shown."""
        return not self.outcome.losers and bool(self.losers)

    @property
    def is_pictured(self) -> bool:
        return 0 < len(self.winners) <= MOST_PICTURES

    def explain(self, code: str) -> Why | None:
        """The ledger of the project asked for, else of the one that came closest."""
        asked = next((loser for loser in self.losers if loser.card.code == code), None)
        loser = asked or next(iter(self.losers), None)
        if loser is None:
            return None
        tell = LEDGERS.get(str(loser.entry.get("reason")))
        lines = tell(self.outcome, loser.entry, self.cards) if tell else []
        return Why(loser, sentence(loser.entry), nearness(self.outcome, loser.card.code), lines)


def report(outcome: Outcome, listed: Sequence[Card], totals: Mapping[str, int], *, is_in_votes: bool = True) -> Report:
    """Bring together an outcome, the cards of its contest (in ballot order) and the contest's tally."""
    cards = {card.code: card for card in listed}
    winners = []
    left = outcome.budget_minor
    for award in outcome.awards.all():
        left -= award.amount_minor
        code = award.proposal.code
        winners.append(Winner(cards[code], totals.get(code, 0), award.amount_minor, left))
    won = {winner.card.code for winner in winners}
    losers = [
        Loser(card, totals.get(code, 0), outcome.losers.get(code, {}))
        for code, card in cards.items()
        if code not in won
    ]
    return Report(outcome, winners, sorted(losers, key=lambda loser: -loser.votes), cards, is_in_votes)
