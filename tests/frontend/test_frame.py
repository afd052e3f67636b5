"""What surrounds every page: how it is told to others, and the pages that stand when nothing else does."""

import re

import pytest
from django.template.loader import render_to_string

from tests.factories import make_district, make_proposal, make_round


def told(page):
    return dict(re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)"', page))


@pytest.mark.django_db
def test_a_link_to_a_page_shows_its_title_and_a_picture(client, settings):
    settings.BASE_URL, settings.CITY_NAME = "https://purse.example", "Marenholt"
    page = told(client.get("/rounds/").content.decode())
    assert page["og:title"]
    assert page["og:site_name"] == "Marenholt, Common Purse"
    assert page["og:description"] == page["description"]
    assert page["og:image"] == "https://purse.example/pictures/hero.png"
    assert client.get("/pictures/hero.png")["Content-Type"] == "image/png"


@pytest.mark.django_db
def test_what_a_proposal_says_stays_inside_its_description(client):
    proposal = make_proposal(make_round(), make_district(), title='A "bench" & <more>', summary='"><script>')
    page = client.get(proposal.get_absolute_url()).content.decode()
    assert told(page)["og:title"] == "A &quot;bench&quot; &amp; &lt;more&gt;"
    assert "<script>" not in page


@pytest.mark.parametrize("name", ["500.html", "503.html"])
def test_the_last_pages_ask_no_database_and_know_nothing(name):
    page = render_to_string(name)
    assert page.count("<h1>") == 1
    assert '<a class="btn" href="/">' in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "way"),
    [("403.html", "/accounts/login/"), ("404.html", "/rounds/"), ("403_csrf.html", "/"), ("429.html", "/")],
)
def test_a_page_that_stops_somebody_shows_a_way_on(rf, name, way):
    main = render_to_string(name, request=rf.get("/somewhere/")).split('<main id="main"')[1].split("</main>")[0]
    assert f'href="{way}"' in main
