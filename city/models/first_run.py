"""How a new city gets its first officers."""

from django.db import models


class FirstRunLink(models.Model):
    """A link with which two people make themselves the first election officers. Only the hash of its token is kept."""

    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"made {self.made_at}"
