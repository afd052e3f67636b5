from voting.models.casts import Cast, ImportedBallot, PendingCast, SealedCast
from voting.models.outcomes import Award, Outcome
from voting.models.roll import RollEntry
from voting.models.tallies import Tally

__all__ = ["Award", "Cast", "ImportedBallot", "Outcome", "PendingCast", "RollEntry", "SealedCast", "Tally"]
