"""Files that mean harm, or are no elections at all, are refused in words and in little memory."""

import tracemalloc
from io import BytesIO
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.voting.rules.pabulib.files import faults, parse, text
from voting.rules.pabulib import projects as projects_section
from voting.rules.pabulib import rows as row_reader
from voting.rules.pabulib import votes as votes_section
from voting.rules.pabulib.reader import read


class Endless:
    """A stream that never ends, of one and the same byte; it notes how much of it was asked for."""

    def __init__(self, byte):
        self.byte, self.asked = byte, 0

    def read(self, size):
        self.asked += size
        return self.byte * size


def test_a_line_without_end_is_refused_after_its_first_part():
    stream = Endless(b"x")
    _, report = read(stream)
    assert [fault.reason for fault in report.faults] == ["the line is longer than 200,000 letters"]
    assert stream.asked < 1_300_000


def test_a_long_line_in_the_midst_of_others():
    assert faults("META\nkey;value\n" + "x" * 200_001 + "\nPROJECTS\n") == [
        "3: the line is longer than 200,000 letters"
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"\0\0\0", "the line holds a zero byte: this is not a text file"),
        (b"name;\xff", "byte 6 of the line is not UTF-8 text"),
        (b"name;x\ry", "a carriage return stands alone: lines end with a line feed"),
        (b"x;" + b"y" * 10_001, "a cell is longer than 10,000 characters"),
        (b";" * 200, "the line has 201 cells, more than 100"),
    ],
)
def test_lines_that_no_election_has(line, reason):
    assert f"2: {reason}" in faults(b"META\n" + line + b"\n")


def test_more_keys_projects_or_ballots_than_any_election_has(monkeypatch):
    keys = "".join(f"key{number};\n" for number in range(1001))
    assert faults("META\nkey;value\n" + keys) == ["1003: META has more than 1,000 keys"]
    monkeypatch.setattr(projects_section, "MOST_PROJECTS", 2)
    assert faults(text()) == ["19: there are more than 2 projects"]
    monkeypatch.undo()
    monkeypatch.setattr(votes_section, "MOST_BALLOTS", 2)
    assert faults(text()) == ["24: there are more than 2 ballots"]
    monkeypatch.setattr(row_reader, "MOST_BYTES", 20)
    assert faults(text()) == ["1: the file is longer than 20 bytes"]


@given(st.binary(max_size=300))
def test_no_bytes_make_the_reader_stumble(content):
    found, report = read(BytesIO(content))
    assert found is None
    assert report.faults


@given(st.data())
def test_no_change_of_a_line_makes_the_reader_stumble(data):
    rows = text().splitlines()
    place = data.draw(st.integers(0, len(rows) - 1))
    rows[place] = data.draw(st.text(st.sampled_from('A1;,"B. -é9'), max_size=12))
    found, report = parse("\n".join(rows))
    assert (found is None) == bool(report.faults)


HEAD = text().split("PROJECTS")[0].encode()
LISTED = text().split("VOTES")[0].encode()


@pytest.mark.parametrize(
    ("head", "tail", "reason"),
    [
        (HEAD, "x" * 65_536, "the line is longer than 200,000 letters"),
        (HEAD + b"PROJECTS\nproject_id;cost\n", "p{};1\n", "there are more than 10,000 projects"),
        (b"META\nkey;value\n", "k{};" + "v" * 9_000 + "\n", "META has more than 1,000 keys"),
        (LISTED + b"VOTES\nvoter_id;vote\n", "1;B\n", "the voter_id '1' appears twice"),
        (LISTED + b"VOTES\nvoter_id;vote\n", "\n", "there are more than 1,000 empty lines"),
        (HEAD, "k{};" + "9" * 9_000 + "\n", "META has more than 1,000 keys"),
        (b"", "\0" * 65_536, "the line holds a zero byte: this is not a text file"),
        (b"", "META\rkey;value\r", "a carriage return stands alone: lines end with a line feed"),
        (b"META\nkey;value\n", '"{}\n', "a quotation mark is not closed, or stands in the middle of a quoted cell"),
        (b"META\nkey;value\n", ";" * 5_000 + "\n", "the line has 5001 cells, more than 100"),
    ],
)
def test_a_stream_of_gigabytes_is_refused_in_little_memory(head, tail, reason):
    tracemalloc.start()
    _, report = read(Flood(head, tail))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert report.faults[-1].reason == reason
    assert peak < 30_000_000


class Flood:
    """Two gigabytes: a head, and then a tail again and again, with its number where it has a place for one."""

    def __init__(self, head, tail):
        self.rest, self.tail, self.size, self.numbers = head, tail, 0, count()

    def read(self, size):
        if len(self.rest) < size:
            times = size // len(self.tail) + 1
            numbered = "{}" in self.tail
            tails = [self.tail.replace("{}", str(next(self.numbers))) for _ in range(times if numbered else 1)]
            self.rest += "".join(tails * (1 if numbered else times)).encode()
        piece, self.rest = self.rest[:size], self.rest[size:]
        self.size += len(piece)
        return piece if self.size <= 2_000_000_000 else b""
