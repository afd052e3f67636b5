"""`import_pabulib` as people and scripts call it."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from city.models import Round
from tests.factories import make_district
from tests.voting.rules.pabulib.files import PROJECTS, text
from voting.models import Outcome, Tally

pytestmark = pytest.mark.django_db


def run(*words):
    out, errors = StringIO(), StringIO()
    stopped = 0
    try:
        call_command("import_pabulib", *map(str, words), stdout=out, stderr=errors)
    except SystemExit as stop:
        stopped = stop.code
    return stopped, out.getvalue().splitlines(), errors.getvalue().splitlines()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "parks.pb"
    path.write_text(text())
    return path


def test_a_file_becomes_a_round(file):
    assert run(file, "--slug", "parks") == (
        0,
        ["parks: 3 projects in 1 contest, 3 ballots, counted by greedy", "/rounds/parks/"],
        [],
    )
    assert Round.objects.get().is_imported


def test_or_a_vote_of_our_own(file):
    assert run(file, "--slug", "parks", "--open")[1][0] == "parks: 3 projects in 1 contest, open for votes from now"


def test_notes_are_told(file):
    file.write_text(text(votes=["voter_id;vote", *(f"{number};" for number in range(52))], num_votes="52"))
    stopped, lines, _ = run(file, "--slug", "parks")
    assert (stopped, lines[0]) == (0, f"{file}:22: note: the ballot names no project")
    assert lines[50] == f"{file}: and 2 notes more"


def test_a_bad_file_among_good_ones_writes_nothing(file, tmp_path):
    bad, gone = tmp_path / "bad.pb", tmp_path / "gone.pb"
    bad.write_text(text(projects=PROJECTS[:-1]))
    assert run(file, bad, gone, "--slug", "parks") == (
        1,
        [],
        [
            f"{bad}:22: the project 'C' is not in PROJECTS",
            f"{bad}:7: 'num_projects' is 3, but the file holds 2",
            f"{gone}: No such file or directory",
        ],
    )
    assert not Round.objects.exists()


def test_no_more_than_fifty_faults_are_told(file, tmp_path):
    paths = [tmp_path / f"{number}.pb" for number in range(2)]
    for path in paths:
        path.write_text(text(votes=["voter_id;vote", *(f"{number};X" for number in range(40))], num_votes="40"))
    stopped, _, faults = run(*paths, "--slug", "parks")
    assert (stopped, len(faults)) == (1, 50)


def test_a_refusal_is_told(file):
    with pytest.raises(CommandError, match="Two files are about Marenholt"):
        call_command("import_pabulib", str(file), str(file), "--slug", "parks")


@pytest.mark.parametrize("slug", ["Old Town", "", "x" * 65])
def test_a_slug_that_is_none(file, slug):
    with pytest.raises(CommandError, match="is no slug"):
        call_command("import_pabulib", str(file), f"--slug={slug}")


def count(*words):
    out = StringIO()
    call_command("count", *words, stdout=out)
    return out.getvalue()


def test_a_round_is_counted_and_the_outcome_stored(file):
    run(file, "--slug", "parks")
    Outcome.objects.all().delete()
    found = json.loads(count("parks", "--rule", "mes-cost", "--json"))
    assert (found["winners"], found["rule"]) == (["A/1"], "mes-cost")
    assert Outcome.objects.get().rule == "mes-cost"
    assert json.loads(count("parks", "--rule", "mes-cost", "--json", "--explain", "none"))["losers"] == {}


def test_a_round_is_counted_with_a_parameter_changed_and_nothing_stored(file):
    run(file, "--slug", "parks")
    before = list(Outcome.objects.values())
    found = json.loads(count("parks", "--rule", "greedy", "--set", "ties=cost,id", "--json"))
    assert found["parameters"]["ties"] == "cost,id"
    assert list(Outcome.objects.values()) == before


def test_a_round_of_several_districts(file, tmp_path):
    other = tmp_path / "north.pb"
    other.write_text(text(subunit="North", projects=["project_id;cost", "A/1;1", "B;2", "C;3"]))
    run(file, other, "--slug", "parks")
    found = json.loads(count("parks", "--rule", "greedy", "--json"))
    assert {code: result["winners"] for code, result in found.items()} == {
        "marenholt": ["A/1", "B"],
        "marenholt-north": ["A/1", "B", "C"],
    }
    one = json.loads(count("parks", "--rule", "greedy", "--json", "--district", "marenholt-north"))
    assert one["winners"] == ["A/1", "B", "C"]
    assert count("parks", "--rule", "greedy").splitlines()[0] == "marenholt:"


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["woods", "--rule", "greedy"], "There is no file and no round 'woods'"),
        (["parks", "--rule", "greedy", "--district", "x"], "parks has no district 'x'"),
        (["parks", "--rule", "borda"], "There is no outcome rule called borda"),
    ],
)
def test_what_there_is_not_to_count(file, words, reason):
    run(file, "--slug", "parks")
    with pytest.raises(CommandError, match=reason):
        count(*words)


@pytest.mark.parametrize("words", [[], ["--set", "ties=id"]])
def test_an_open_round_is_not_counted(file, words):
    run(file, "--slug", "parks", "--open")
    with pytest.raises(CommandError, match="The vote is not over"):
        count("parks", "--rule", "greedy", *words)


@pytest.mark.real
def test_wieliczka_is_tallied_and_counted_as_the_world_knows_it(pabulib):
    make_district()
    name = "Poland_Wieliczka_2023_Green_Budget.pb"
    run(pabulib / name, "--slug", "wieliczka")
    expected = json.loads((pabulib / "expected.json").read_text())[name]
    rows = (pabulib / name).read_text(encoding="utf-8-sig").split("PROJECTS")[1].split("VOTES")[0].splitlines()[2:]
    votes = {row.split(";")[0]: int(row.split(";")[2]) for row in rows}
    assert (Tally.objects.get().counts, len(votes)) == (votes, 64)
    stored = {
        outcome.rule: list(outcome.awards.values_list("proposal__code", flat=True)) for outcome in Outcome.objects.all()
    }
    assert stored == {"greedy": expected["greedy_votes"], "mes-cost": expected["mes_cost"]}


@pytest.mark.real
@pytest.mark.parametrize(
    "name",
    [
        "Poland_Krakow_2024_Stare_Miasto.pb",
        "Poland_Katowice_2023_Murcki.pb",
        "Netherlands_Amsterdam_643.pb",
        "Hungary_Budapest_2025_VIII_Jozsefvaros.pb",
        "Switzerland_Zurich_S5R.pb",
    ],
)
def test_every_type_of_vote_comes_in(pabulib, name):
    assert run(pabulib / name, "--slug", "real")[0] == 0
    assert Tally.objects.get().ballots == Outcome.objects.get(is_official=True).ballots > 0


@pytest.mark.real
def test_toulouse_from_its_districts_and_not_with_the_file_that_repeats_them(pabulib):
    districts = sorted(pabulib.glob("France_Toulouse_2022_*.pb"))
    with pytest.raises(CommandError, match="repeats those of its districts"):
        run(pabulib / "France_Toulouse_2022.pb", *districts, "--slug", "toulouse")
    assert not Round.objects.exists()
    assert run(*districts, "--slug", "toulouse")[0] == 0
    expected = json.loads((pabulib / "expected.json").read_text())
    seventeen = Outcome.objects.get(district__code__startswith="toulouse-17-", rule="mes-cost")
    name = next(path.name for path in districts if "2022_17_" in path.name)
    assert list(seventeen.awards.values_list("proposal__code", flat=True)) == expected[name]["mes_cost"]
