"""An outcome as the log and the bundle tell it: what anybody who counts the same ballots must come to."""

from typing import Any

from city.rules.canonical import canonical, digest
from voting.models import Outcome
from voting.rules.log.leaves import Leaf, result
from voting.rules.outcomes.result import part_of


def told(outcome: Outcome) -> dict[str, Any]:
    """The outcome of one contest: amounts in minor units, parameters as text, winners in order of purchase."""
    amounts = dict(outcome.awards.values_list("proposal__code", "amount_minor"))
    parts = part_of(outcome.course)
    said = {
        "district": outcome.district.code,
        "rule": outcome.rule,
        "parameters": {name: str(value) for name, value in outcome.parameters.items()},
        "budget": outcome.budget_minor,
        "ballots": outcome.ballots,
        "winners": [code for code in amounts if code not in parts],
        "spent": outcome.spent_minor,
    }
    funded_in_part = {code: amounts[code] for code in amounts if code in parts}
    return said | ({"part_funded": funded_in_part} if funded_in_part else {})


def result_leaf(outcome: Outcome, state: str) -> Leaf:
    """What the log says of an outcome that is `provisional` or `certified`."""
    said = told(outcome)
    named = {name: said[name] for name in ("district", "rule", "ballots", "winners", "spent")}
    return result(state=state, outcome=digest(canonical(said)), **named)
