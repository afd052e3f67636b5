"""Rounds as commands name them."""

from django.core.management.base import CommandError

from city.models import Round


def round_named(slug: str) -> Round:
    """The round with this slug. Raises CommandError."""
    found = Round.objects.filter(slug=slug).first()
    if found is None:
        raise CommandError(f"There is no round with the slug {slug}.")
    return found
