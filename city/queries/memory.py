"""The cache for what no database may hold (when a ballot was changed), and for what is quickly worked out again."""

from django.core.cache import BaseCache, caches
from django.utils.connection import ConnectionProxy

cache: BaseCache = ConnectionProxy(caches, "memory")  # type: ignore[assignment]

# In this process alone, and never away: what others may know differently for a moment.
near: BaseCache = ConnectionProxy(caches, "near")  # type: ignore[assignment]
