import pytest

from tests.factories import NOW, make_contest
from voting.actions import publishing
from voting.actions.log import append
from voting.actions.publishing import publish
from voting.actions.sealing import seal
from voting.models import Checkpoint, LogLeaf, Publication
from voting.queries.log import published
from voting.queries.published import folder_of, published_leaves, rolled_back, unpublished
from voting.rules.log.leaves import leaf

pytestmark = pytest.mark.django_db


@pytest.fixture
def round():
    round, _ = make_contest()
    seal(now=NOW)
    return round


def grow(round, count):
    append(round=round, now=NOW, leaves=[leaf("audit", entries=number, head="00") for number in range(count)])


def test_the_files_hold_the_whole_log_and_its_newest_state(round):
    assert unpublished() == [round]
    publish(round=round)
    assert unpublished() == []
    grow(round, 1_500)
    publish(round=round)
    rows = [leaf.data for leaf in LogLeaf.objects.order_by("index")]
    assert list(published_leaves(round, 0)) == rows
    assert list(published_leaves(round, 1_100)) == rows[1_100:]
    assert sorted(path.name for path in (folder_of(round) / "leaves").iterdir()) == ["000000.jsonl", "000001.jsonl"]
    assert (folder_of(round) / "checkpoint").read_text() == Checkpoint.objects.get(size=1_503).note
    assert published(round).size == Publication.objects.get().size == 1_503


def test_what_is_published_is_not_written_again(round, monkeypatch):
    publish(round=round)
    monkeypatch.setattr(publishing, "_write_files", None)
    publish(round=round)


def test_who_dies_on_the_way_is_followed_by_somebody_who_publishes_it_all(round, monkeypatch):
    publish(round=round)
    grow(round, 10)
    write = publishing._write

    def die_at_the_checkpoint(path, content):
        if path.name == "checkpoint":
            raise KeyboardInterrupt
        write(path, content)

    monkeypatch.setattr(publishing, "_write", die_at_the_checkpoint)
    with pytest.raises(KeyboardInterrupt):
        publish(round=round)
    monkeypatch.undo()
    assert unpublished() == [round]
    publish(round=round)
    assert len(list(published_leaves(round, 0))) == 13
    assert "\n13\n" in (folder_of(round) / "checkpoint").read_text()


def test_before_the_first_leaf_there_is_nothing_to_publish():
    round, _ = make_contest()
    publish(round=round)
    assert not folder_of(round).exists()


def test_a_database_that_is_older_than_what_is_published_is_noticed(round):
    publish(round=round)
    assert list(rolled_back()) == []
    path = folder_of(round) / "checkpoint"
    path.write_text(path.read_text().replace("\n3\n", "\n5\n"))
    (told,) = rolled_back()
    assert "5 leaves are published, and the database has 3" in told
    assert f"manage.py replay {round.slug}" in told


def test_a_log_that_is_another_than_the_published_one_is_noticed(round):
    publish(round=round)
    path = folder_of(round) / "checkpoint"
    lines = path.read_text().split("\n")
    path.write_text("\n".join([*lines[:2], "A" * 43 + "=", *lines[3:]]))
    assert "others than the published ones" in next(rolled_back())
    path.write_text("nothing")
    assert "is no checkpoint" in next(rolled_back())


def test_a_log_of_a_round_that_is_gone_is_noticed(round):
    publish(round=round)
    folder_of(round).rename(folder_of(round).with_name("gone"))
    assert next(rolled_back()).startswith("gone: 3 leaves are published, and the database has 0")
