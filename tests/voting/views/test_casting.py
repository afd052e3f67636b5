import json
import re
from uuid import UUID

import pytest

from city.models import AuditEntry
from tests.factories import (
    cast_ballot,
)
from tests.voting.views.booth import cast, check, close, sealed_in, text, ticked_in, url
from tests.words import names
from voting.models import PendingCast
from voting.queries.roll import entry_of, slot, version

pytestmark = pytest.mark.django_db


class TestChecking:
    def test_what_was_chosen_is_shown_with_its_sum_and_what_is_left(self, client, voter):
        page = check(client, "P01", "P02")
        assert page.status_code == 200
        assert "Not cast yet" in text(page)
        assert "€9,000" in text(page)
        assert "€1,000" in text(page)
        assert PendingCast.objects.count() == 0

    def test_too_much_comes_back_with_everything_ticked_and_by_how_much(self, client, voter):
        page = check(client, "P01", "P02", "P03")
        assert page.status_code == 422
        assert ticked_in(page) == {"P01", "P02", "P03"}
        assert "Over by €5,000" in text(page)

    @pytest.mark.parametrize(
        ("codes", "words"),
        [(["P01", "P99"], "is not on this ballot"), (["P01", "P01"], "stands on the ballot 2 times")],
    )
    def test_a_ballot_nobody_could_tick_is_refused_in_words(self, client, voter, codes, words):
        page = check(client, *codes)
        assert page.status_code == 422
        assert words in text(page)
        assert ticked_in(page) == {"P01"}

    def test_an_empty_ballot_is_allowed_where_the_round_allows_it(self, client, voter):
        assert "Your ballot is empty" in text(check(client))

    def test_the_page_carries_the_choices_sealed(self, client, voter):
        page = check(client, "P02")
        assert not names("P02", sealed_in(page))
        assert "no-store" in page["Cache-Control"]

    def test_going_back_ticks_what_was_chosen(self, client, voter):
        page = client.post(url("ballot"), {"sealed": sealed_in(check(client, "P02"))})
        assert page.status_code == 200
        assert ticked_in(page) == {"P02"}

    def test_each_line_leads_back_to_its_idea_on_the_ballot(self, client, voter):
        page = check(client, "P02").content.decode()
        assert f'formaction="{url("ballot")}#idea-P02"' in page
        assert 'id="idea-P02"' in client.get(url("ballot")).content.decode()

    def test_opened_by_its_address_it_leads_to_the_ballot(self, client, voter):
        assert client.get(url("check"))["Location"] == url("ballot")


class TestCasting:
    def test_the_answer_is_the_receipt(self, client, voter):
        page = cast(client, "P01", nonce="ab" * 32)
        row = PendingCast.objects.get()
        assert page.status_code == 200
        assert "Your ballot is in, version 1" in text(page)
        assert row.h in text(page)
        assert "ab" * 32 in text(page)
        assert json.loads(row.ballot)["choices"] == ["P01"]
        assert "no-store" in page["Cache-Control"]

    def test_a_browser_without_scripts_gets_a_nonce_of_the_server(self, client, voter):
        cast(client, "P01", nonce="")
        nonce = PendingCast.objects.get().nonce
        assert re.fullmatch(r"[0-9a-f]{64}", nonce)

    def test_a_nonce_of_the_wrong_kind_leads_back_to_the_check(self, client, voter):
        page = cast(client, "P01", nonce="AB" * 32)
        assert page.status_code == 422
        assert "nonce" in text(page)
        assert "Not cast yet" in text(page)

    def test_nothing_but_the_pseudonymous_row_is_kept(self, client, voter):
        acts = AuditEntry.objects.count()
        before = dict(client.session)
        cast(client, "P01")
        assert dict(client.session) == before
        assert AuditEntry.objects.count() == acts

    def test_the_same_request_again_shows_the_same_receipt(self, client, voter):
        sealed = sealed_in(check(client, "P01"))
        pages = [client.post(url("cast"), {"sealed": sealed}) for _ in range(2)]
        receipts = [re.search(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3}", text(page))[0] for page in pages]
        assert receipts[0] == receipts[1]
        assert PendingCast.objects.count() == 1

    def test_also_when_the_vote_has_closed_meanwhile(self, client, contest, voter):
        sealed = sealed_in(check(client, "P01"))
        client.post(url("cast"), {"sealed": sealed})
        close(contest[0])
        assert "Your ballot is in, version 1" in text(client.post(url("cast"), {"sealed": sealed}))

    def test_the_receipt_can_be_saved_as_a_file(self, client, voter):
        page = cast(client, "P01")
        file = client.post(url("cast"), {"sealed": sealed_in(page), "as": "json"})
        assert file["Content-Type"] == "application/json"
        assert file["Content-Disposition"].startswith('attachment; filename="receipt-')
        assert file.json()["h"] == PendingCast.objects.get().h
        assert UUID(file.json()["cast_id"])

    def test_it_can_be_saved_as_plain_text_with_all_that_is_needed_to_check(self, client, voter):
        page = cast(client, "P02")
        file = client.post(url("cast"), {"sealed": sealed_in(page), "as": "text"})
        row = PendingCast.objects.get()
        assert file["Content-Type"].startswith("text/plain")
        assert file["Content-Disposition"].endswith('.txt"')
        assert "no-store" in file["Cache-Control"]
        said = file.content.decode()
        for words in (row.h, row.nonce, str(row.cast_id), "P02", "version 1", "Riverside"):
            assert words in said
        assert not names("P01", said)

    def test_an_empty_ballot_has_a_receipt_too(self, client, voter):
        page = cast(client)
        assert "None of the ideas." in text(page)
        assert json.loads(PendingCast.objects.get().ballot)["choices"] == []

    def test_after_a_change_the_second_version_is_in(self, client, contest, voter):
        cast(client, "P01")
        page = client.get(url("ballot"))
        assert "Ballot in, version 1" in text(page)
        assert ticked_in(page) == set()
        assert "Version 1 of your ballot is in and counts until" in text(check(client, "P02"))
        assert "Your ballot is in, version 2" in text(cast(client, "P02"))
        assert version(slot(entry_of(voter, contest[0]), contest[0], "riverside")) == 2

    def test_an_older_page_does_not_overwrite_a_newer_ballot(self, client, contest, voter):
        old = sealed_in(check(client, "P01"))
        cast_ballot(voter, *contest, ["P02"])
        page = client.post(url("cast"), {"sealed": old})
        assert page.status_code == 409
        assert "Another version of this ballot is in (version 1)" in text(page)
        assert PendingCast.objects.count() == 1
        again = client.post(url("cast"), {"sealed": sealed_in(page)})
        assert "Your ballot is in, version 2" in text(again)

    def test_a_sixth_change_within_the_hour_is_put_off_and_keeps_the_choices(self, client, voter):
        for _ in range(6):
            assert cast(client, "P01").status_code == 200
        page = cast(client, "P02")
        assert page.status_code == 429
        assert "five times within an hour" in text(page)
        assert sealed_in(page)

    def test_after_the_close_nothing_is_cast(self, client, contest, voter):
        sealed = sealed_in(check(client, "P01"))
        close(contest[0])
        page = client.post(url("cast"), {"sealed": sealed})
        assert page.status_code == 410
        assert "nothing was cast now" in text(page)
        assert url("done") in page.content.decode()
        assert PendingCast.objects.count() == 0

    def test_a_page_we_did_not_make_casts_nothing(self, client, voter):
        response = client.post(url("cast"), {"sealed": "made up"}, follow=True)
        assert response.redirect_chain[-1][0] == url("ballot")
        assert "Nothing was cast" in text(response)
        assert PendingCast.objects.count() == 0

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_without_a_ballot_it_tells_what_is_in(self, client, voter, method):
        assert getattr(client, method)(url("cast"))["Location"] == url("done")


class TestDone:
    def test_before_the_cast_nothing_is_in(self, client, voter):
        page = client.get(url("done"))
        assert "Not cast yet" in text(page)
        assert "No ballot of yours is in" in text(page)

    def test_afterwards_it_says_which_version_and_nothing_of_the_choices(self, client, contest, voter):
        cast(client, "P01")
        page = client.get(url("done"))
        assert "is in, version 1" in text(page)
        assert "You can change it until" in text(page)
        assert not names("P01", page.content.decode())

    def test_after_the_close_it_counts(self, client, contest, voter):
        cast(client, "P01")
        close(contest[0])
        page = client.get(url("done"))
        assert page.status_code == 200
        assert "The vote is closed, and it counts" in text(page)
        assert "Change my ballot" not in text(page)

    def test_after_the_close_a_missing_ballot_is_said_to_be_missing(self, client, contest, voter):
        close(contest[0])
        assert "before the vote closed" in text(client.get(url("done")))
