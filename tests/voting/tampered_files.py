"""Tampering with the files of a bundle: what is done, the line in which it must be told, whether checksums are made anew."""


def replaced(name, old, new):
    def tamper(files):
        assert old in files[name]
        files[name] = files[name].replace(old, new, 1)

    return tamper


FILES = {
    "a file is changed": (
        replaced("outcome.json", b"EUR", b"HUF"),
        r"SHA256SUMS:\d+: outcome\.json does not have this",
        False,
    ),
    "a file is missing": (lambda f: f.pop("north.pb"), r"SHA256SUMS:\d+: there is no file 'north\.pb'", False),
    "a file is added": (lambda f: f.update({"more.txt": b"x"}), r"SHA256SUMS:0: more\.txt is in the bundle", False),
    "a leaf is changed": (
        replaced("leaves.jsonl", b'"ballots":5', b'"ballots":6'),
        r"checkpoint:3: its root is not that",
        True,
    ),
    "a leaf is cut off": (
        lambda f: f.update({"leaves.jsonl": f["leaves.jsonl"].rsplit(b"\n", 2)[0] + b"\n"}),
        r"checkpoint:2: it covers \d+ leaves; there are \d+",
        True,
    ),
    "a leaf is not canonical": (
        replaced("leaves.jsonl", b'"v":1}', b'"v": 1}'),
        r"leaves\.jsonl:1: not canonical JSON",
        True,
    ),
    "the last line has no end": (
        lambda f: f.update({"leaves.jsonl": f["leaves.jsonl"][:-1]}),
        r"the line has no end",
        True,
    ),
    "the log is another": (replaced("checkpoint", b"spring", b"summer"), r"checkpoint:1: it is of the log", True),
    "the checkpoint is none": (lambda f: f.update(checkpoint=b"hello"), r"checkpoint:1: not a signed note", True),
    "the root is another": (replaced("checkpoint", b"\n", b"\n1"), r"checkpoint:2: it covers", True),
    "the file selects another": (
        replaced("north.pb", b"Kiosk;;1", b"Kiosk;;0"),
        r"north\.pb:0: its selected projects",
        True,
    ),
    "the file of a small contest is shown": (
        lambda f: f.update({"south.pb": f["north.pb"]}),
        r"south\.pb:0: so few ballots",
        True,
    ),
    "the openings are gone": (lambda f: f.pop("openings.jsonl"), r"openings\.jsonl:0: is missing", True),
    "the openings are noise": (
        lambda f: f.update({"openings.jsonl": b"[]\n"}),
        r"openings\.jsonl:1: not of the form",
        True,
    ),
    "the outcome is no JSON": (
        lambda f: f.update({"outcome.json": b"{"}),
        r"outcome\.json:1: not canonical JSON",
        True,
    ),
    "the outcome has another form": (
        lambda f: f.update({"outcome.json": b"{}"}),
        r"outcome\.json:1: not of the form",
        True,
    ),
    "the manifest is no JSON": (
        lambda f: f.update({"manifest.json": b"[" * 99_999}),
        r"manifest\.json:1: not canonical",
        True,
    ),
    "the file is none": (lambda f: f.update({"north.pb": b"PROJECTS\n"}), r"north\.pb:0: cannot be read", True),
}
