"""Two questions of a machine: does the process live, and may it be sent visitors."""

import logging

from django.db import Error as DatabaseError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from voting.queries.published import frozen_rounds, rolled_back

logger = logging.getLogger(__name__)


@require_safe
@never_cache
def show_health(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 - Django calls it so
    """Whether this process answers at all; asks no database."""
    return JsonResponse({"alive": True})


@require_safe
@never_cache
def show_readiness(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 - Django calls it so
    """Whether the database answers, and is no older than what is published; and which logs a recount has frozen.

    A frozen log keeps nobody from voting. Redis is not needed to take ballots, so it is not asked.
    """
    try:
        behind, frozen = list(rolled_back()), list(frozen_rounds())
    except DatabaseError as error:
        logger.warning("not ready: %s", error)
        return JsonResponse({"ready": False, "database": False}, status=503)
    said = {"ready": not behind, "database": True, "rolled_back": behind, "frozen": frozen}
    return JsonResponse(said, status=503 if behind else 200)
