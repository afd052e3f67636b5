"""What answers a cast: the receipt, as a page or as a file. Nothing of it is kept, so each is made from the request."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.urls import reverse
from django.utils import timezone

from city.models import Round
from voting.queries.admission import own_contest, roll_entry
from voting.queries.receipts import Receipt
from voting.queries.voters import Voter
from voting.rules.ballots import KINDS
from voting.views.access import fetch_right
from voting.views.cards import cards, filling
from voting.views.openings import still_open
from voting.views.steps import draft_key, surroundings


def show_receipt(request: HttpRequest, round: Round, voter: Voter, receipt: Receipt) -> HttpResponse:
    """The receipt in the form that was asked for."""
    if request.POST.get("as") == "json":
        return JsonResponse(receipt.as_json(), json_dumps_params={"indent": 2}, headers=_named(receipt, "json"))
    context = _context(round, voter, receipt)
    plain = get_template("voting/receipt.txt").render(context, request)
    if request.POST.get("as") == "text":
        return HttpResponse(plain, content_type="text/plain; charset=utf-8", headers=_named(receipt, "txt"))
    context |= {
        "plain": plain,
        "sealed": request.POST["sealed"],
        "draft_key": draft_key(fetch_right(voter, round, receipt.district)),
        "still_open": still_open(voter, round, timezone.now()),
    }
    return render(request, "voting/receipt.html", context)


def _context(round: Round, voter: Voter, receipt: Receipt) -> dict[str, Any]:
    area = own_contest(roll_entry(voter, round), round, receipt.district)
    marks = KINDS[area.kind].marks(receipt.ballot["choices"])
    purse = filling(area, cards(round, area, marks))
    places = {"page": settings.BASE_URL + reverse("voting:receipt"), **surroundings(round, receipt.district)}
    return {"receipt": receipt, "contest": area, "purse": purse, **places}


def _named(receipt: Receipt, ending: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="receipt-{receipt.short_code}.{ending}"'}
