"""Forgetting what caches hold, and only for the test that asks: `clear()` of a Redis would empty it for every test."""

from uuid import uuid4

from django.core.cache import caches


def forget():
    """Begin anew with every cache: what was kept under the names of before is not found any more."""
    for cache in caches.all(initialized_only=True):
        cache.key_prefix = uuid4().hex
