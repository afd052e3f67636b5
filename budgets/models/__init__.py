from budgets.models.delivery import Commitment, Payment

__all__ = ["Commitment", "Payment"]
