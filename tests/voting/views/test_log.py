"""The pages of the public log."""

import re
from html import unescape

import pytest
from django.utils.html import strip_tags

from tests.factories import NOW, make_contest, make_round
from tests.voting.logs import add, add_acts, make_log
from voting.actions.publishing import freeze_publication
from voting.models import Checkpoint, LogLeaf, SealedCast
from voting.queries.public_log import public_log
from voting.queries.published import folder_of
from voting.rules.log import leaves
from voting.rules.slots import short_code
from voting.views import log as pages

pytestmark = pytest.mark.django_db
CLAIMS = (
    "We claim: every accepted ballot gets a signed receipt at once; you can check that your exact ballot is in the public"
    " list and counted; anyone can recompute all totals and the funded list; nobody, including us, can change or remove a"
    " recorded ballot without it being provable; the database alone does not say who cast which ballot, and after the"
    " challenge period the key that could connect them is destroyed; every act of an official that affects the vote is in"
    " the same public record."
)
NO_CLAIMS = (
    "We do not claim: resistance to coercion or vote buying (your receipt proves your vote to others, and replaced ballots"
    " are published too); secrecy against the operator's live server while you vote; secrecy against someone who knows"
    " exactly when you cast and recast, or who reads write-ahead logs and dead rows before they are recycled; protection"
    " from a hacked phone; that every registered person is real (the roll audit shows that, not mathematics);"
    ' "blockchain"; fitness for public-office elections.'
)


def text_of(answer):
    """What the page says, without markup and with single blanks."""
    return re.sub(r"\s+", " ", unescape(strip_tags(answer.content.decode())))


@pytest.mark.parametrize("address", ["/rounds/spring/log/", "/help/checking/"])
@pytest.mark.parametrize("words", [CLAIMS, NO_CLAIMS], ids=["claims", "no claims"])
def test_the_claims_stand_there_word_by_word(client, address, words):
    make_log(votes=0)
    assert words in text_of(client.get(address))


def test_the_page_says_how_far_the_log_is(client):
    round, _ = make_log()
    answer = client.get("/rounds/spring/log/")
    log = public_log(round)
    page = text_of(answer)
    assert f"Entries published{log.size}" in page
    assert "not yet" in page
    assert log.newest.note in unescape(answer.content.decode())
    assert round.manifest["log"]["key"] in unescape(answer.content.decode())
    assert "python3 pbwatch.py http://127.0.0.1:8000/rounds/spring" in page
    assert "One person’s ballot" not in page


def test_a_recount_is_named_and_a_difference_said_loudly(client):
    round, _ = make_log(votes=0)
    size = public_log(round).size
    type(round.publication).objects.update(checked_at=NOW, checked_size=size)
    assert f"all {size} entries agree with the counts" in text_of(client.get("/rounds/spring/log/"))
    freeze_publication(now=NOW, round=round, reason="riverside: P01 has 12, not 11")
    page = text_of(client.get("/rounds/spring/log/"))
    assert "Publishing has stopped" in page
    assert "riverside: P01 has 12, not 11" in page
    assert "agree with the counts" not in page


def test_a_code_leads_to_its_leaf_and_another_is_told_what_to_do(client):
    make_log()
    sealed = SealedCast.objects.first()
    answer = client.get("/rounds/spring/log/", {"find": short_code(sealed.h)})
    assert answer.url == f"/rounds/spring/log/{sealed.position}/"
    page = client.get("/rounds/spring/log/", {"find": "<b>nothing"})
    assert "That is not in the log as it is published." in text_of(page)
    assert "<b>nothing" not in page.content.decode()


def test_the_bundle_is_offered_once_it_is_there(client):
    round, _ = make_log(votes=0)
    assert "Once the vote is closed every ballot" in text_of(client.get("/rounds/spring/log/"))
    round.phases.update(closes_at=NOW)
    assert "is being made" in text_of(client.get("/rounds/spring/log/"))
    (folder_of(round) / "bundle.zip").write_bytes(b"")
    assert 'href="/rounds/spring/log/bundle.zip"' in client.get("/rounds/spring/log/").content.decode()


def test_leaves_stand_in_pages_the_newest_first(client, monkeypatch):
    monkeypatch.setattr(pages, "A_PAGE", 5)
    round, _ = make_log(votes=0)
    add_acts(round, 9)
    size = public_log(round).size
    first = client.get("/rounds/spring/log/leaves/")
    last = client.get("/rounds/spring/log/leaves/?page=99")
    assert [leaf.index for leaf in first.context["leaves"]] == [size - 1, size - 2, size - 3, size - 4, size - 5]
    assert last.context["leaves"][-1].index == 0
    assert 'rel="next"' in first.content.decode()
    assert "The log begins." in text_of(last)


def test_acts_alone_are_shown_where_that_is_asked(client):
    round, _ = make_log()
    add_acts(round, 2)
    answer = client.get("/rounds/spring/log/leaves/?show=acts")
    assert {leaf.kind for leaf in answer.context["leaves"]} == {"withdraw", "roll", "open"}
    assert "It cannot be built." in text_of(answer)


def test_what_officials_wrote_is_text(client):
    round, _ = make_log(votes=0)
    ruling = leaves.Ruling(reason="<script>alert(1)</script>", at=NOW)
    add(round, leaves.withdrawn(district="riverside", code="P01", ruling=ruling))
    index = public_log(round).size - 1
    for address in ("", "leaves/", f"{index}/"):
        assert "<script>alert" not in client.get(f"/rounds/spring/log/{address}").content.decode()


def test_a_leaf_has_a_page_with_its_proof(client):
    round, _ = make_log()
    for row in LogLeaf.objects.exclude(index__range=(4, 11)):
        page = unescape(client.get(f"/rounds/spring/log/{row.index}/").content.decode())
        assert row.data in page
        assert row.hash in page
        assert "It is in the newest signed state" in page
    assert client.get(f"/rounds/spring/log/{public_log(round).size}/").status_code == 404


def test_a_leaf_that_was_changed_is_not_proven(client, monkeypatch):
    make_log(votes=0)
    monkeypatch.setattr(pages, "inclusion_proof", lambda *_: [b"\x00" * 32])
    assert "The proof does not hold" in text_of(client.get("/rounds/spring/log/0/"))


def test_every_signed_state_is_listed(client):
    round, _ = make_log(votes=0)
    add_acts(round, 3)
    page = client.get("/rounds/spring/log/checkpoints/").content.decode()
    assert all(state.root[:16] in page for state in Checkpoint.objects.all())
    assert Checkpoint.objects.count() == 4


def test_any_two_sizes_are_compared(client):
    round, _ = make_log(votes=0)
    add_acts(round, 8)
    size = public_log(round).size
    for old in (1, 3, 8, size - 1, size):
        answer = client.get("/rounds/spring/log/compare/", {"old": old})
        assert answer.context["holds"]
        assert answer.context["new_root"] == public_log(round).newest.root
    assert "The longer list begins with the shorter" in text_of(answer)


@pytest.mark.parametrize("asked", ["?old=0", "?old=9999", "?old=two", "?old=5&new=3", "?old=3&new=", "?old=²"])
def test_what_is_no_size_is_said(client, asked):
    make_log(votes=0)
    answer = client.get(f"/rounds/spring/log/compare/{asked}")
    assert "is_compared" not in answer.context
    assert "the smaller first" in text_of(answer)


def test_before_anything_is_asked_nothing_is_wrong(client):
    make_log(votes=0)
    assert "the smaller first" not in text_of(client.get("/rounds/spring/log/compare/"))


def test_two_states_that_do_not_agree_are_said(client, monkeypatch):
    make_log(votes=0)
    monkeypatch.setattr(pages, "consistency_proof", lambda *_: [b"\x00" * 32])
    assert "The proof does not hold" in text_of(client.get("/rounds/spring/log/compare/?old=2&new=3"))


@pytest.mark.parametrize("page", ["", "leaves/", "3/", "checkpoints/", "compare/"])
def test_a_round_without_a_log_says_why(client, page):
    make_contest(slug="spring", frozen=False)
    make_round("elsewhere", is_imported=True)
    assert "It begins when the rules of the vote are fixed." in text_of(client.get(f"/rounds/spring/log/{page}"))
    assert "It was held elsewhere." in text_of(client.get(f"/rounds/elsewhere/log/{page}"))


def test_the_help_page_leads_to_every_log(client):
    make_log(votes=0)
    assert 'href="/rounds/spring/log/"' in client.get("/help/checking/").content.decode()


@pytest.mark.parametrize("address", ["/rounds/spring/", "/rounds/spring/live/"])
def test_other_pages_lead_to_the_log(client, address):
    make_log(votes=0)
    assert 'href="/rounds/spring/log/"' in client.get(address).content.decode()
