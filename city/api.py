"""The city's part of the API, and how the whole API says no: problem+json (RFC 9457), with field and remedy."""

import json
import logging
from collections.abc import Iterable
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Router, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from city.models import Round
from city.queries.rounds import envelopes_of, rounds
from city.rules.refusal import Refused

logger = logging.getLogger(__name__)
router = Router(tags=["rounds"])
BUSY_SECONDS = 5


class PhaseOut(Schema):
    kind: str
    opens_at: datetime
    closes_at: datetime


class RoundOut(Schema):
    """A round; `currency` is that of every amount in it."""

    slug: str
    title: str
    summary: str
    language: str
    currency: str
    ballot_kind: str
    rule: str
    visibility: str
    is_imported: bool
    frozen_at: datetime | None
    certified_at: datetime | None
    key_destroyed_at: datetime | None
    cancelled_at: datetime | None
    manifest_hash: str
    phases: list[PhaseOut]


class EnvelopeOut(Schema):
    """The money of one district, in minor units of the round's currency."""

    district: str
    name: str
    is_citywide: bool
    amount_minor: int

    @staticmethod
    def resolve_district(envelope: Any) -> str:
        return str(envelope.district.code)

    @staticmethod
    def resolve_name(envelope: Any) -> str:
        return str(envelope.district.name)

    @staticmethod
    def resolve_is_citywide(envelope: Any) -> bool:
        return bool(envelope.district.is_citywide)


class RoundDetailOut(RoundOut):
    envelopes: list[EnvelopeOut]

    @staticmethod
    def resolve_envelopes(round: Round) -> list[Any]:
        return list(envelopes_of(round))


@router.get("/rounds", response=list[RoundOut], summary="Every round, the latest first")
def list_rounds(request: HttpRequest) -> list[Round]:  # noqa: ARG001 - ninja calls it so
    return list(rounds())


@router.get("/rounds/{slug:slug}", response=RoundDetailOut, summary="One round, with the envelopes of its districts")
def show_round(request: HttpRequest, slug: str) -> Round:  # noqa: ARG001 - ninja calls it so
    return get_object_or_404(rounds(), slug=slug)


def problem(status: int, detail: str, errors: Iterable[dict[str, Any]] = ()) -> HttpResponse:
    """An answer that says what is wrong: `errors` name the field, a code, what to do, and figures."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "errors": list(errors),
    }
    return HttpResponse(json.dumps(body, ensure_ascii=False), status=status, content_type="application/problem+json")


def explain(api: NinjaAPI) -> None:
    """Have every error of the API answered as problem+json."""
    for kind, answer in ANSWERS.items():
        api.add_exception_handler(kind, answer)


def _refused(_request: HttpRequest, exc: Refused) -> HttpResponse:
    errors = [
        {**reason.values, "field": reason.field, "code": reason.code, "message": reason.message}
        for reason in exc.reasons
    ]
    return problem(int(exc.kind), " ".join(str(reason.message) for reason in exc.reasons), errors)


def _missing(_request: HttpRequest, _exc: Exception) -> HttpResponse:
    return problem(404, _("There is nothing at this address. Look at the list one level above it."))


def _invalid(_request: HttpRequest, exc: ValidationError) -> HttpResponse:
    errors = [
        {"field": str(error["loc"][-1]), "code": error["type"], "message": str(error["msg"])} for error in exc.errors
    ]
    return problem(422, _("Some fields are missing or of the wrong shape; each is named below."), errors)


def _stranger(_request: HttpRequest, _exc: Exception) -> HttpResponse:
    return problem(401, _("Sign in first, and send the session's cookie along."))


def _http_error(_request: HttpRequest, exc: HttpError) -> HttpResponse:
    if exc.status_code == HTTPStatus.FORBIDDEN:
        return problem(403, _("Send the token of the page in the header X-CSRFToken, from the site itself."))
    return problem(exc.status_code, str(exc))


def _forbidden(_request: HttpRequest, _exc: Exception) -> HttpResponse:
    return problem(403, _("Your log-in does not carry the office this needs."))


def _busy(_request: HttpRequest, exc: OperationalError) -> HttpResponse:
    logger.warning("the database did not answer in time: %s", exc)
    answer = problem(503, _("Too much is going on at once. Send the same again in a moment: nothing counts twice."))
    answer["Retry-After"] = str(BUSY_SECONDS)
    return answer


def _broken(_request: HttpRequest, exc: Exception) -> HttpResponse:
    logger.error("an answer of the API failed", exc_info=exc)
    return problem(500, _("Something of ours broke, and we have a record of it. Try again later."))


ANSWERS: dict[type[Exception], Any] = {
    Refused: _refused,
    Http404: _missing,
    ValidationError: _invalid,
    AuthenticationError: _stranger,
    HttpError: _http_error,
    PermissionDenied: _forbidden,
    OperationalError: _busy,
    Exception: _broken,
}
