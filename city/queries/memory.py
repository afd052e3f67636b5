"""The cache for what no database may hold (when a ballot was changed), and for what is quickly worked out again."""

from django.core.cache import BaseCache, caches
from django.utils.connection import ConnectionProxy

cache: BaseCache = ConnectionProxy(caches, "memory")  # type: ignore[assignment]
