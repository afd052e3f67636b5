"""The API: read without a key, written with a session. Errors are problem+json (RFC 9457)."""

from ninja import NinjaAPI

from budgets.api import router as budgets
from city.api import explain
from city.api import router as city
from proposals.api import router as proposals
from voting.api import router as voting
from voting.api.proofs import router as log
from voting.api.results import router as results

api = NinjaAPI(title="Common Purse", version="1", urls_namespace="api", docs_url="docs", openapi_url="openapi.json")
for room in (city, proposals, voting, results, log, budgets):
    api.add_router("", room)
explain(api)
