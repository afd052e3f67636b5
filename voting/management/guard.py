"""What keeps a server or a sealer from starting."""

from django.core.management.base import CommandError

from voting.queries.published import rolled_back


def refuse_rolled_back() -> None:
    """Raises CommandError where the database is older than what is published: votes would be lost in silence."""
    if found := list(rolled_back()):
        raise CommandError("\n".join(found))
