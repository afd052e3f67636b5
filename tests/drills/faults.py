"""Deliberate faults in what casts, seals and publishes; each must be noticed by the tests that are named with it."""

from dataclasses import dataclass

from tests.drills.places import ROOT

CASTING = "tests/voting/actions/test_casting.py"
SEALING = "tests/voting/actions/test_sealing.py"
MIXING = "tests/voting/rules/test_mixing.py"
TREE = "tests/voting/rules/log/test_tree.py"
SLOTS = "tests/voting/rules/test_slots.py"
MACHINE = "tests/voting/test_protocol_machine.py"


@dataclass(frozen=True)
class Fault:
    """`old` stands once in the file; with `new` in its place the program does what `what` says."""

    what: str
    path: str
    old: str
    new: str
    tests: tuple[str, ...]

    def spoil(self, root):
        """Put the fault into a copy of the source."""
        path = root / self.path
        text = path.read_text()
        path.write_text(text.replace(self.old, self.new))

    def places(self):
        """How often the text stands where the fault belongs."""
        return (ROOT / self.path).read_text().count(self.old)


FAULTS = [
    Fault(
        "ballots are taken after the close",
        "voting/queries/slot_states.py",
        "closes_at > %s\n",
        "%s IS NOT NULL\n",
        (CASTING, MACHINE),
    ),
    Fault(
        "an old page overwrites a newer ballot",
        "voting/actions/casting.py",
        "state.version != row.seq - 1:",
        "state.version > 10_000:",
        (CASTING, MACHINE),
    ),
    Fault(
        "the same request is a second ballot",
        "voting/actions/casting.py",
        "    if earlier is None:",
        "    if earlier is None or earlier.seq:",
        (CASTING, MACHINE),
    ),
    Fault(
        "another person's request number gives their receipt",
        "voting/actions/casting.py",
        "if earlier.slot != row.slot:",
        'if earlier.slot == "":',
        (CASTING, MACHINE),
    ),
    Fault(
        "a request number that is in the log is taken for a new one",
        "voting/actions/casting.py",
        "if state.is_repeated or ",
        "if ",
        (CASTING,),
    ),
    Fault(
        "a ballot that breaks the rules is taken",
        "voting/actions/casting.py",
        "    if faults:",
        "    if len(faults) > 99:",
        (CASTING,),
    ),
    Fault(
        "the ballot is hashed as it was typed, not in its canonical form",
        "voting/actions/casting.py",
        "kind.canonical(choices))",
        "choices)",
        (CASTING,),
    ),
    Fault(
        "every slot is opened by the same nonce",
        "voting/actions/casting.py",
        "slot_nonce=secrets.token_hex(32)",
        'slot_nonce="00" * 32',
        (CASTING,),
    ),
    Fault(
        "the opening of a slot does not cover its version",
        "voting/rules/slots.py",
        'bytes.fromhex(slot) + seq.to_bytes(4, "big")',
        "bytes.fromhex(slot)",
        (SLOTS,),
    ),
    Fault(
        "a mix begins with half as many people",
        "voting/rules/mixing.py",
        "if len(earliest) < 2 * k:",
        "if len(earliest) < k:",
        (MIXING, SEALING),
    ),
    Fault(
        "nobody is held back",
        "voting/rules/mixing.py",
        "if slot not in held)",
        "if slot)",
        (MIXING, SEALING),
    ),
    Fault(
        "the last version is sealed before the earlier ones",
        "voting/rules/mixing.py",
        "cast.seq < earliest[cast.slot].seq",
        "cast.seq > earliest[cast.slot].seq",
        (MIXING, MACHINE),
    ),
    Fault(
        "what is sealed waits on, and is sealed again",
        "voting/actions/mixing.py",
        "rows.filter(h__in=hashes).delete()",
        "rows.filter(h__in=hashes).exists()",
        (SEALING, MACHINE),
    ),
    Fault(
        "a replaced ballot stays in the count",
        "voting/actions/counts.py",
        "    counts.subtract(scores(round, district, [cast.ballot for cast in gone]))\n",
        "",
        (SEALING, MACHINE),
    ),
    Fault(
        "a voided ballot stays in the count",
        "voting/queries/ballots.py",
        "~Exists(later), ~Exists(voided), round",
        "~Exists(later), round",
        ("tests/voting/actions/test_voiding.py", MACHINE),
    ),
    Fault(
        "two sealers seal at once",
        "voting/actions/sealing.py",
        'if not is_locked_by_us("sealer"):',
        'if not is_locked_by_us("sealer") and now is None:',
        (SEALING,),
    ),
    Fault(
        "leaves are hashed like nodes",
        "voting/rules/log/tree.py",
        'sha256(b"\\x00" + data)',
        'sha256(b"\\x01" + data)',
        (TREE, MACHINE),
    ),
    Fault(
        "the signed root leaves the newest leaf out",
        "voting/actions/log.py",
        "state = Head(known[0].name, frontier.size, frontier.root())",
        "state = Head(known[0].name, frontier.size, bytes.fromhex(rows[0].hash))",
        (MACHINE,),
    ),
    Fault(
        "a restored backup is not noticed",
        "voting/queries/published.py",
        "if why := _difference(Round.objects.filter(slug=slug).first(), state):",
        'if why := "":',
        ("tests/voting/actions/test_replaying.py", MACHINE),
    ),
]
