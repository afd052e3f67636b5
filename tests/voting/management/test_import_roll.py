from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.factories import make_contest, make_district
from tests.voting.people import LIST
from voting.models import ListedPerson

pytestmark = pytest.mark.django_db


@pytest.fixture
def round():
    return make_contest(district=make_district("riverside"), slug="spring", title="Spring")[0]


def run(path, slug="spring"):
    told, blamed = StringIO(), StringIO()
    try:
        call_command("import_roll", slug, str(path), stdout=told, stderr=blamed)
    except SystemExit as ended:
        return ended.code, blamed.getvalue()
    return 0, told.getvalue()


def test_a_list_is_taken_up_and_what_was_not_read_is_said(round, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("\ufeff" + "\n".join([LIST[0] + ",shoe size", LIST[1] + ",44"]).replace(",", ";"))
    assert run(path) == (
        0,
        "Columns that were not read: shoe_size\nSpring: 1 people on the list, 1 new, 0 known.\n",
    )
    assert run(path)[1].endswith("1 people on the list, 0 new, 1 known.\n")


def test_faults_are_told_line_by_line_and_nothing_is_written(round, tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes(
        "\n".join([*LIST, "Holm,Ev4,1.1.1950,7301,nowhere,,", "M\xfcller,Eva,1.1.1950,7301,riverside,,"]).encode(
            "latin-1"
        )
    )
    status, said = run(path)
    assert status == 1
    assert said.splitlines() == [
        "Line 4, given_names: “Ev4” has a figure in it. Names have none: look whether columns have slipped.",
        "Line 4, district: The city has no district “nowhere”. Write the code of a district, as in its addresses.",
        "Line 5, family_name: This cell is not UTF-8. Save the list again as “CSV UTF-8”.",
        "3 faults. Nothing was written.",
    ]
    assert not ListedPerson.objects.exists()


def test_what_is_not_there_is_said(round, tmp_path):
    with pytest.raises(CommandError, match="no round with the slug nowhere"):
        run(tmp_path / "list.csv", "nowhere")
    with pytest.raises(CommandError, match="No such file"):
        run(tmp_path / "list.csv")
