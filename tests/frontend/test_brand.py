import re

import pytest
from django.core.checks import run_checks

from frontend.brand import faults, grounds, palette, style_sheet, tokens
from frontend.colours import TEXT, least, parse

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><script>alert(1)</script></svg>'


@pytest.fixture(autouse=True)
def _brand(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.BRAND_MAIN, settings.BRAND_ACCENT, settings.BRAND_LOGO = ["7A1F5C"], ["E07B00"], "mark.svg"
    (tmp_path / "mark.svg").write_text(LOGO)


def test_our_own_colours_keep_the_contrast_that_text_needs():
    behind = list(zip(("light", "dark"), grounds(), strict=True))
    for name in ("ink", "ink-2", "ink-3", "link", "in", "over"):
        assert all(least(getattr(tokens()[name], side), on) >= TEXT for side, on in behind), name


@pytest.mark.django_db
def test_without_colours_there_is_no_sheet(client, settings):
    settings.BRAND_MAIN = settings.BRAND_ACCENT = []
    assert client.get("/brand.css").status_code == 404
    assert "brand.css" not in client.get("/accounts/login/").content.decode()


@pytest.mark.django_db
def test_a_page_wears_the_colours_and_the_mark(client):
    page = client.get("/accounts/login/").content.decode()
    sheets = re.findall(r'rel="stylesheet" href="([^"]+)"', page)
    assert sheets[-1].startswith("/brand.css?")
    assert 'src="/brand/logo?' in page
    answer = client.get(sheets[-1])
    assert answer["Content-Type"] == "text/css; charset=utf-8"
    assert "max-age=86400" in answer["Cache-Control"]
    assert "--link:light-dark(#7A1F5C, " in answer.content.decode()


def test_the_sheet_says_the_same_to_browsers_without_light_dark():
    first, fallback = style_sheet().split("@supports", 1)
    pairs = dict(re.findall(r"--([\w-]+):light-dark\((#\w+), #\w+\)", first))
    assert dict(re.findall(r"--([\w-]+):(#\w+);", fallback.split("@media")[0])) == pairs
    assert "@media (prefers-color-scheme:dark)" in fallback
    assert style_sheet().count("{") == style_sheet().count("}")


def test_the_colour_for_dusk_can_be_read_there():
    assert least(palette()["link"].dark, grounds()[1]) >= TEXT


def test_a_city_may_choose_its_colour_for_dusk(settings):
    settings.BRAND_MAIN = ["7A1F5C", "#FFB3E6"]
    assert palette()["btn"].dark == parse("FFB3E6")
    assert palette()["btn-ink"].dark == tokens()["btn"].light
    assert faults() == []


@pytest.mark.parametrize(
    ("name", "colours", "told"),
    [
        ("BRAND_MAIN", ["E05050"], "3.1 : 1 on the light pages"),
        ("BRAND_MAIN", ["1C4B78", "1C4B78"], "1.7 : 1 on the dark pages"),
        ("BRAND_ACCENT", ["101040"], "1.1 : 1 inside its line of ink"),
        ("BRAND_MAIN", ["purple"], "purple is no colour"),
    ],
)
def test_a_colour_that_cannot_be_read_is_an_error_that_names_a_better_one(settings, name, colours, told):
    setattr(settings, name, colours)
    (error,) = [one for one in run_checks() if one.id == "frontend.E001"]
    assert error.msg.startswith(name)
    assert told in error.msg
    if "no colour" not in told:
        better = re.search(r"#\w{6}", error.hint)[0]
        setattr(settings, name, [better] if len(colours) == 1 else [colours[0], better])
        assert faults() == []


def test_a_colour_that_is_none_changes_no_page(settings):
    settings.BRAND_MAIN = ["};body{display:none"]
    assert style_sheet() == ""


def test_a_mark_can_run_nothing(client):
    answer = client.get("/brand/logo")
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer["X-Content-Type-Options"] == "nosniff"
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "script-src" not in policy


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["", "missing.svg", "secret_key", "../mark.svg", "keys/a.k"])
def test_no_other_file_is_served(client, settings, tmp_path, name):
    (tmp_path / "secret_key").write_text("secret")
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "a.k").write_text("key")
    settings.DATA_DIR, settings.BRAND_LOGO = tmp_path, name
    assert client.get("/brand/logo").status_code == 404
    assert bool([one for one in run_checks() if one.id == "frontend.W001"]) is bool(name)
