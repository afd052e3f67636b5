"""How often something was written, where no Redis counts it."""

from django.db import models


class WriteCount(models.Model):
    """Writes of one kind from one person or one part of the network, until `ends` (seconds since 1970).

    The key is a keyed hash: the table tells nobody who wrote, or from where.
    """

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField()
    ends = models.FloatField(db_index=True)

    def __str__(self) -> str:
        return f"{self.count} until {self.ends}"
