from voting.models.casts import Cast, ImportedBallot, PendingCast, SealedCast
from voting.models.changes import Amendment, ClosingChange, KeyDestruction, VoidedCast, Withdrawal
from voting.models.complaints import Complaint, ComplaintAnswer
from voting.models.decisions import Cancellation, Fallthrough, OutcomeVersion, Protocol
from voting.models.log import Checkpoint, LogLeaf, LogNode, Publication, WaitingLeaf
from voting.models.outcomes import Award, Outcome
from voting.models.roll import CodeRequest, ListedPerson, RollEntry, RollImport
from voting.models.tallies import Tally, Turnout

__all__ = [
    "Amendment",
    "Award",
    "Cancellation",
    "Cast",
    "Checkpoint",
    "ClosingChange",
    "CodeRequest",
    "Complaint",
    "ComplaintAnswer",
    "Fallthrough",
    "ImportedBallot",
    "KeyDestruction",
    "ListedPerson",
    "LogLeaf",
    "LogNode",
    "Outcome",
    "OutcomeVersion",
    "PendingCast",
    "Protocol",
    "Publication",
    "RollEntry",
    "RollImport",
    "SealedCast",
    "Tally",
    "Turnout",
    "VoidedCast",
    "WaitingLeaf",
    "Withdrawal",
]
