"""A small election of our own, as a file, with lines to change."""

from io import BytesIO

from voting.rules.pabulib.reader import read

META = {
    "description": "Parks of Marenholt",
    "country": "Nowhere",
    "unit": "Marenholt",
    "instance": "2025",
    "num_projects": "3",
    "num_votes": "3",
    "budget": "1000",
    "vote_type": "approval",
    "rule": "greedy",
    "date_begin": "01.03.2025",
    "date_end": "2025",
    "currency": "EUR",
}
PROJECTS = ["project_id;cost;name;category", "A/1;300;Bench;parks,sport", "B;500.50;Trees;parks", "C;900;Ramp;streets"]
VOTES = ["voter_id;vote;age", "1;A/1,B;30", "2;C;", "3;B,A/1;44"]


def text(*, projects=None, votes=None, **meta):
    """The file as text; a key of META set to None is left out."""
    keys = [f"{key};{value}" for key, value in (META | meta).items() if value is not None]
    return "\n".join(["META", "key;value", *keys, "PROJECTS", *(projects or PROJECTS), "VOTES", *(votes or VOTES), ""])


def parse(content):
    return read(BytesIO(content if isinstance(content, bytes) else content.encode()))


def faults(content):
    """The faults as "line: reason"."""
    election, report = parse(content)
    assert (election is None) == bool(report.faults)
    return [f"{fault.line}: {fault.reason}" for fault in report.faults]


def notes(content):
    election, report = parse(content)
    assert election is not None, report.faults
    assert report.note_count >= len(report.notes)
    return [f"{note.line}: {note.reason}" for note in report.notes]
