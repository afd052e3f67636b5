import pytest

from city.rules.phases import PhaseKind
from proposals.models import Proposal
from tests.factories import NOW, make_category, make_district, make_envelope, make_proposal, make_round, make_user

pytestmark = pytest.mark.django_db
PROPOSE = "/rounds/spring/propose/"


@pytest.fixture
def author(client, resident):
    client.force_login(resident)
    return client


@pytest.fixture
def typed(district):
    return {
        "title": "A bench",
        "summary": "Somewhere to sit.",
        "body": "By the river.",
        "place": "Quay",
        "district": "riverside",
        "category": "",
        "cost": "1.200,50",
    }


@pytest.fixture
def returned(round, district, resident):
    return make_proposal(
        round,
        district,
        author=resident,
        status="returned",
        return_reason="Say where.",
        cost_asked_minor=1_250_05,
        category=make_category(),
    )


def test_a_guest_signs_in_and_comes_back(visitor, round):
    response = visitor.get(PROPOSE)
    assert response.status_code == 302
    assert response.url == "/accounts/login/?next=/rounds/spring/propose/"


def test_what_was_typed_waits_until_its_author_has_signed_in_again(visitor, typed, resident):
    assert visitor.post(PROPOSE, typed).status_code == 302
    visitor.force_login(resident)
    page = visitor.get(PROPOSE).content.decode()
    assert 'value="A bench"' in page
    assert 'value="1.200,50"' in page
    assert 'value="A bench"' not in visitor.get(PROPOSE).content.decode()


def test_a_resident_proposes_and_reads_what_happens_next(author, typed, resident):
    response = author.post(PROPOSE, typed)
    made = Proposal.objects.get()
    assert response.url == f"/rounds/spring/proposals/{made.pk}/sent/"
    assert (made.author, made.cost_asked_minor, made.status) == (resident, 1_200_50, "submitted")
    page = author.get(response.url).content.decode()
    assert "A moderator reads it" in page
    assert "€1,200.50" in page


def test_an_empty_cost_is_left_to_the_city(author, typed):
    author.post(PROPOSE, typed | {"cost": " "})
    assert Proposal.objects.get().cost_asked_minor is None


def test_everything_wrong_is_told_at_once_and_nothing_typed_is_lost(author, typed):
    response = author.post(PROPOSE, typed | {"title": "", "cost": "12 000"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "Give your proposal a title." in page
    assert "€12,000 is €2,000 more than Riverside has in this round: €10,000." in page
    assert 'href="#id_title"' in page
    assert 'href="#id_cost"' in page
    assert 'value="12 000"' in page
    assert "By the river." in page
    assert not Proposal.objects.exists()


@pytest.mark.parametrize(
    ("cost", "said"),
    [
        ("12k", "We cannot read “12k” as an amount."),
        ("1,001", "€1,001 is €1 more than"),
        ("12.345,678", "We read 12345.678, which is finer than EUR can be paid."),
        ("99999999999999999", "We read 99999999999999999. No purse holds that much"),
        ("0", "Give a cost above zero."),
    ],
)
def test_what_was_understood_of_the_cost_is_said(cost, said, author, typed, round):
    round.envelopes.update(amount_minor=1_000_00)
    assert said in author.post(PROPOSE, typed | {"cost": cost}).content.decode()


def test_what_only_the_action_knows_is_shown_in_the_form(author, typed):
    author.post(PROPOSE, typed)
    response = author.post(PROPOSE, typed)
    assert response.status_code == 422
    assert "You have sent a proposal with this title already." in response.content.decode()


def test_a_district_outside_the_round_cannot_be_chosen(author, typed):
    make_district("hill")
    assert author.post(PROPOSE, typed | {"district": "hill"}).context["form"].errors["district"]


@pytest.mark.parametrize(("opens", "said"), [(5, "There is time to think."), (-20, "This round took proposals until")])
def test_out_of_season_the_page_says_when(opens, said, visitor):
    make_round("autumn", PhaseKind.PROPOSING, opens=opens)
    assert said in visitor.get("/rounds/autumn/propose/").content.decode()


def test_who_was_still_writing_when_it_ended_keeps_every_word(author, typed, round, returned):
    round.phases.update(closes_at=NOW)
    for address in (PROPOSE, f"/rounds/spring/proposals/{returned.pk}/edit/"):
        response = author.post(address, typed)
        assert response.status_code == 422
        assert "The dates of this round do not allow that now." in response.content.decode()
        assert "By the river." in response.content.decode()


def test_a_round_without_proposals_says_so(visitor):
    make_round("autumn", PhaseKind.VOTING)
    assert "This round takes no proposals." in visitor.get("/rounds/autumn/propose/").content.decode()


def test_a_returned_proposal_is_changed_and_sent_again(author, returned, typed):
    address = f"/rounds/spring/proposals/{returned.pk}/edit/"
    page = author.get(address).content.decode()
    assert "Say where." in page
    assert 'value="1250.05"' in page
    assert '<option value="parks" selected>' in page
    response = author.post(address, typed)
    returned.refresh_from_db()
    assert response.url == f"/rounds/spring/proposals/{returned.pk}/sent/"
    assert (returned.title, returned.status, returned.category) == ("A bench", "submitted", None)


def test_only_a_returned_proposal_is_changed(author, published):
    assert author.get(f"/rounds/spring/proposals/{published.pk}/edit/").url == published.get_absolute_url()


@pytest.mark.parametrize("page", ["edit", "sent", "withdraw"])
def test_only_its_author(page, client, returned):
    address = f"/rounds/spring/proposals/{returned.pk}/{page}/"
    act = client.post if page == "withdraw" else client.get
    way_back = returned.get_absolute_url() if page == "withdraw" else address
    assert act(address).url == f"/accounts/login/?next={way_back}"
    client.force_login(make_user())
    assert act(address).status_code == 404


def test_its_author_sees_where_it_stands_and_withdraws(author, waiting):
    address = waiting.get_absolute_url()
    assert "Withdraw for good" in author.get(address).content.decode()
    assert "You have withdrawn your proposal." in author.post(f"{address}withdraw/", follow=True).content.decode()
    assert Proposal.objects.get().status == "withdrawn"
    again = author.post(f"{address}withdraw/", follow=True).content.decode()
    assert "that cannot be done with it." in again
    assert "Withdraw for good" not in again


def test_a_returned_proposal_tells_its_author_why(author, returned):
    page = author.get(returned.get_absolute_url()).content.decode()
    assert "Say where." in page
    assert f"/rounds/spring/proposals/{returned.pk}/edit/" in page


def test_withdrawing_is_no_link(author, waiting):
    assert author.get(f"{waiting.get_absolute_url()}withdraw/").status_code == 405


def test_amounts_are_those_of_the_rounds_currency(author, typed):
    round = make_round("forint", PhaseKind.PROPOSING, currency="HUF")
    make_envelope(round, make_district("buda"), 1_000_000)
    author.post("/rounds/forint/propose/", typed | {"district": "buda", "cost": "120 000 Ft"})
    assert Proposal.objects.get().cost_asked_minor == 120_000


def test_a_look_before_sending_stores_nothing_and_keeps_what_was_typed(author, typed):
    page = author.post(PROPOSE, typed | {"scene": "boats", "preview": "1"})
    told = page.content.decode()
    assert page.status_code == 200
    assert "Nothing is sent yet" in told
    assert "/pictures/boats.svg" in told
    assert 'value="A bench"' in told
    assert not Proposal.objects.exists()


def test_a_look_at_what_is_not_whole_says_what_is_missing(author, round):
    page = author.post(PROPOSE, {"preview": "1"})
    assert page.status_code == 422
    assert "Nothing is sent yet" not in page.content.decode()


def test_the_picture_its_author_chose_is_kept_and_offered_again(author, typed, returned):
    address = f"/rounds/spring/proposals/{returned.pk}/edit/"
    assert author.post(address, typed | {"scene": "castle"}).status_code == 422
    assert author.post(address, typed | {"scene": "boats"}).status_code == 302
    Proposal.objects.update(status="returned", return_reason="Say where.")
    assert 'value="boats" id="id_scene_13" checked' in author.get(address).content.decode()
