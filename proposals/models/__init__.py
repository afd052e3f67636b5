from proposals.models.proposals import Category, Proposal, StatusName
from proposals.models.valuations import Feasibility, Valuation

__all__ = ["Category", "Feasibility", "Proposal", "StatusName", "Valuation"]
