"""The kinds of ballot a round can choose from. A new kind is one file here and one line below."""

from voting.rules.ballots.approval import APPROVAL
from voting.rules.ballots.choose_one import CHOOSE_ONE
from voting.rules.ballots.kind import BallotKind
from voting.rules.ballots.knapsack import KNAPSACK
from voting.rules.ballots.points import POINTS
from voting.rules.ballots.ranking import RANKING

KINDS: dict[str, BallotKind] = {kind.code: kind for kind in (APPROVAL, CHOOSE_ONE, KNAPSACK, POINTS, RANKING)}
