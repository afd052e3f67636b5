"""`export_pabulib` as people and scripts call it."""

import json
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils.timezone import localdate
from pabulib.checker import Checker

from city.rules.phases import PhaseKind
from tests.factories import NOW, cast_ballot, make_contest, make_district, make_envelope, make_voter
from tests.voting.rules.pabulib.files import text
from voting.actions.counting import count_outcome
from voting.actions.sealing import seal
from voting.models import SealedCast
from voting.rules.pabulib.reader import read

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=30)


def run(*words):
    out = StringIO()
    call_command("export_pabulib", *map(str, words), stdout=out)
    return out.getvalue()


def refusal(*words):
    with pytest.raises(CommandError) as refused:
        run(*words)
    return str(refused.value)


def vote(round, district, ballots, first=0):
    for number, choices in enumerate(ballots, start=first):
        cast_ballot(make_voter(round, district), round, district, choices, nonce=f"{number:064x}")


@pytest.fixture
def contest(settings, monkeypatch):
    """Twelve ballots in a district of a city: twelve votes for P01 (4,000), eight for P02, four for P03 (6,000)."""
    settings.CITY_NAME, settings.COUNTRY = "Marenholt", "Belgium"
    round, district = make_contest(slug="spring", title="Spring 2026", summary="Parks,\nfor all", max_choices=9)
    vote(round, district, [["P01", "P02"]] * 8 + [["P01", "P03"]] * 4)
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATER)
    return round, district


@pytest.fixture
def counted(contest):
    seal(now=LATER)
    count_outcome(actor=None, now=LATER, round=contest[0], district=contest[1])
    return contest


def test_a_round_as_a_file_that_the_format_accepts(counted, capsys):
    written = run("spring")
    found, report = read(BytesIO(written.encode()))
    assert (report.faults, len(found.ballots), found.place) == ([], 12, counted[1].name)
    assert {code: row.selected for code, row in found.listings.items()} == {"P01": 1, "P02": 1, "P03": 0}
    assert written.splitlines()[2:7] == [
        "description;Parks, for all",
        "country;Belgium",
        "unit;Marenholt",
        f"subunit;{counted[1].name}",
        f"instance;{localdate(counted[0].stretch(PhaseKind.VOTING).closes_at):%Y}",
    ]
    assert "\nrule;greedy-threshold\n" in written
    assert Checker().process_files([written])["metadata"]["valid"] == 1


def test_the_order_in_which_people_voted_leaves_no_trace(counted):
    rows = [line.split(";")[1] for line in run("spring").splitlines()[-12:]]
    assert sorted(rows) == ["P01,P02"] * 8 + ["P01,P03"] * 4
    by_hash = SealedCast.objects.order_by("ballot_hash").values_list("ballot", flat=True)
    assert rows == [",".join(json.loads(ballot)["choices"]) for ballot in by_hash]
    assert run("spring") == run("spring")


def test_to_a_file(counted, tmp_path):
    assert run("spring", "-o", tmp_path / "spring.pb") == ""
    assert (tmp_path / "spring.pb").read_bytes() == run("spring").encode()
    assert "No such file" in refusal("spring", "-o", tmp_path / "none" / "spring.pb")


def test_a_round_that_is_not_counted_yet_names_no_winners(contest):
    seal(now=LATER)
    assert "selected" not in run("spring")


def test_a_rule_that_the_format_has_no_name_for_is_told(counted):
    round = counted[0]
    round.manifest = {**round.manifest, "rule": "mes-cardinality"}
    round.save()
    assert "\nrule;unknown\n" in run("spring")
    assert "\ncomment;#1: Counted by the rule mes-cardinality of Common Purse (" in run("spring")


def test_no_ballots_while_people_vote(contest, monkeypatch):
    assert "on their way into the count" in refusal("spring")
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    assert refusal("spring").startswith("The vote is not over")


def test_no_ballots_where_few_voted(monkeypatch):
    few = make_contest(slug="few")
    vote(*few, [["P01"]] * 9)
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATER)
    seal(now=LATER)
    assert refusal("few") == (
        f"{few[1].name} has 9 ballots, fewer than 10: a file of them could tell who voted for what. "
        "Its winners and totals are on the page of results."
    )


def test_a_file_has_one_district(contest):
    round, district = contest
    other = make_district("harbour")
    assert refusal("winter") == "There is no round with the slug winter."
    assert refusal("spring", "--district", "hill") == (
        f"spring has no district 'hill'. Choose with --district: {district.code}."
    )
    make_envelope(round, other)
    assert refusal("spring").startswith("spring has 2 districts, a file has one. Choose with --district: ")
    assert "has no ballot in this round" in refusal("spring", "--district", "harbour")


VOTES = ["voter_id;vote;age;sex;shoe", "7;A/1,B;30;F;42", "8;C;;M;43", "9;B,A/1;44;;44"]


def test_an_imported_round_says_what_its_file_said(tmp_path):
    rows = ["project_id;cost;name;category;selected;latitude;longitude", "A/1;300;Bench;parks;1;5.25;50.5"]
    rows += ["B;500.50;Trees;parks;0;;", "C;900;Ramp;streets;0;;"]
    path = tmp_path / "parks.pb"
    path.write_text(text(projects=rows, votes=VOTES, edition="4", comment="#1: From the town hall"))
    call_command("import_pabulib", str(path), "--slug", "parks", stdout=StringIO())
    written = run("parks")
    assert "\nedition;4\n" in written
    assert "\ncomment;#1: From the town hall\n" in written
    assert "\nA/1;300;2;Bench;parks;1;5.250000;50.500000\n" in written
    said = [line.partition(";")[2] for line in written.splitlines()[-4:]]
    assert said[0] == "vote;age;sex"
    assert sorted(said[1:]) == ["A/1,B;30-44;", "A/1,B;30-44;F", "C;;M"]


def test_an_imported_round_without_a_word_on_its_voters(tmp_path):
    path = tmp_path / "parks.pb"
    path.write_text(text(votes=["voter_id;vote", "7;A/1,B", "8;C", "9;B"]))
    call_command("import_pabulib", str(path), "--slug", "parks", stdout=StringIO())
    header, *rows = run("parks").splitlines()[-4:]
    assert (header, {row.split(";")[1] for row in rows}) == ("voter_id;vote", {"A/1,B", "C", "B"})
