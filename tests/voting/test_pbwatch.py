"""The watcher against a site that lies in every way a log can lie, and one that does not."""

import ast
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.voting.log_site import Key, Log, mth, note_of, path, proof, serving
from voting import pbwatch
from voting.pbwatch import ALARM, MISSED, UNCHECKED, WELL, Head, Watch

SCRIPT = Path(pbwatch.__file__)


@pytest.fixture
def site():
    with serving() as site:
        site.log.grow(5)
        yield site


@pytest.fixture
def look(site, tmp_path):
    """Look once: at the site, or at the same machine by its other name; the exit code."""

    def look(*options, seen="seen.json", address=None):
        line = ["--once", "--seen", str(tmp_path / seen), *options, address or site.address]
        return pbwatch.main(line)

    return look


def forked(log, size=3):
    """A log that is the same up to a size, and another one after it."""
    other = Log(log.leaves[:size])
    other.grow(9, "another")
    return other


def leaves(count):
    return [f"leaf {number}".encode() for number in range(count)]


@pytest.mark.parametrize("new", range(1, 20))
def test_every_proof_of_a_small_log_holds_and_no_changed_one_does(new):
    after = Head("", new, mth(leaves(new)), "")
    for old in range(1, new):
        before, found = mth(leaves(old)), proof(old, leaves(new))
        assert pbwatch.roots(old, new, found, before) == (before, after.root)
        for number in range(len(found)):
            changed = [*found[:number], b"\x00" * 32, *found[number + 1 :]]
            assert pbwatch.roots(old, new, changed, before) != (before, after.root)
        with pytest.raises(ValueError):
            pbwatch.roots(old, new, found + found[:1], before)


@pytest.mark.parametrize("size", range(1, 20))
def test_every_leaf_of_a_small_log_leads_to_its_root(size):
    for index, leaf in enumerate(leaves(size)):
        assert pbwatch.root_over(index, size, leaf, path(index, leaves(size))) == mth(leaves(size))
        assert pbwatch.root_over(index, size, b"another", path(index, leaves(size))) != mth(leaves(size))


def test_a_log_that_grows_is_well(site, look, capsys):
    assert look() == WELL
    site.log.grow(7)
    assert look() == WELL
    assert look() == WELL
    assert f"12 leaves, root {mth(site.log.leaves).hex()}" in capsys.readouterr().out


def test_it_looks_on_until_something_is_wrong(site, tmp_path, capsys):
    def turn(_seconds):
        if len(site.log.leaves) == 5:
            site.log.grow(1)
        else:
            site.log = forked(site.log)

    pbwatch.time.sleep, kept = turn, pbwatch.time.sleep
    try:
        assert pbwatch.main(["--seen", str(tmp_path / "seen.json"), site.address]) == ALARM
    finally:
        pbwatch.time.sleep = kept
    assert capsys.readouterr().out.count("leaves, root") == 2


def test_a_fork_served_to_one_client_is_an_alarm_at_its_next_look(site, look, tmp_path, capsys):
    assert look(seen="a.json") == look(seen="b.json", address=site.other_name) == WELL
    site.forks["localhost"] = forked(site.log)
    site.log.grow(4)
    assert look(seen="a.json") == WELL
    assert look(seen="b.json", address=site.other_name) == ALARM
    assert "ALARM" in capsys.readouterr().err
    told = json.loads((tmp_path / "b.json").read_text())[site.other_name]
    assert told["evidence"][1:] == [site.log.checkpoint(5), site.forks["localhost"].checkpoint()]


def test_a_fork_of_the_same_size_is_an_alarm(site, look):
    look()
    site.log = Log(leaves(4))
    site.log.grow(1, "another")
    assert look() == ALARM


def test_whoever_only_ever_saw_the_fork_finds_it_with_what_another_saw(site, look, tmp_path):
    site.forks["localhost"] = forked(site.log)
    assert look(seen="a.json") == look(seen="b.json", address=site.other_name) == WELL
    witness = ["--witness", str(tmp_path / "a.json")]
    assert look(*witness, seen="b.json", address=site.other_name) == ALARM
    assert look(*witness, seen="c.json") == WELL


def test_what_a_witness_says_unsigned_or_of_another_log_proves_nothing(site, look, tmp_path):
    notes = [note_of([*leaves(2), b"another"], Key(7)), note_of(leaves(1), Key(1), origin="purse.example/rounds/1")]
    (tmp_path / "liar.json").write_text(
        json.dumps({str(n): {"note": note} for n, note in enumerate(notes)} | {"x": {}})
    )
    assert look("--witness", str(tmp_path / "liar.json")) == WELL


def test_a_witness_who_is_away_is_said(site, look, capsys):
    assert look("--witness", site.address.replace("/rounds", "/away")) == MISSED
    assert look("--witness", "no-such-file.json") == MISSED
    assert capsys.readouterr().err.count("nothing to go by") == 2


def test_a_log_that_shrank_is_an_alarm(site, look):
    look()
    del site.log.leaves[4:]
    assert look() == ALARM


def test_a_site_that_will_not_prove_is_an_alarm(site, look):
    look()
    kept = site.log.answer
    site.log.grow(1)
    site.log.answer = lambda what, asked: None if what.endswith("consistency") else kept(what, asked)
    assert look() == ALARM


def test_a_log_that_was_empty_may_grow(site, look):
    site.log.leaves.clear()
    assert look() == WELL
    site.log.grow(3)
    assert look() == WELL


def test_another_signature_is_an_alarm(site, look):
    assert look() == WELL
    site.log.signers = [Key(2)]
    assert look() == ALARM


def test_a_key_that_one_has_from_elsewhere_is_held_against_the_site(site, look, tmp_path):
    assert look("--key", Key(2).vkey, "--key", Key(1).vkey, seen="a.json") == ALARM
    assert look("--key", Key(2, "another/rounds/1").vkey, "--key", Key(1).vkey, seen="b.json") == WELL


@pytest.mark.parametrize("key", ["x+00+AQ==", Key(1).vkey.replace("+", "+00", 1), Key(1).vkey[:-8] + "AAAAAAA="])
def test_a_key_of_another_form_signs_nothing(key):
    assert not pbwatch.is_signed(note_of([], Key(1)), key, lambda *_: True)


def test_a_new_key_is_followed_where_the_old_one_vouches_for_it(site, look):
    assert look() == WELL
    site.log.turn_key(Key(2))
    site.log.grow(3)
    site.log.turn_key(Key(3))
    site.log.grow(2)
    assert look() == WELL
    site.log.signers = [Key(1)]
    site.log.grow(1)
    assert look() == ALARM


def test_a_new_key_that_nobody_vouches_for_is_an_alarm(site, look, capsys):
    assert look() == WELL
    site.log.turn_key(Key(2))
    site.log.notes[6] = note_of(site.log.leaves, Key(2))
    assert look() == ALARM
    assert "does not vouch" in capsys.readouterr().err


def test_a_new_key_must_be_the_one_in_the_leaf(site, look):
    assert look() == WELL
    site.log.turn_key(Key(2))
    site.log.keys[-1]["key"] = Key(3).vkey
    site.log.signers = [Key(3)]
    site.log.grow(1)
    assert look() == ALARM


def test_out_of_reach_is_an_alarm_only_after_a_while(site, look, tmp_path, capsys):
    assert look() == WELL
    site.status = 503
    assert look() == MISSED
    assert look("--patience", "0") == ALARM
    site.status = 200
    assert look() == WELL
    assert "missed_at" not in json.loads((tmp_path / "seen.json").read_text())[site.address]
    assert "it answered 503" in capsys.readouterr().err


def test_nobody_there_and_no_log_there_are_out_of_reach(site, look):
    assert look(address="http://127.0.0.1:9/rounds/2026") == MISSED
    assert look(address=site.address.replace("2026", "2027")) == MISSED
    site.log.answer = lambda *_: "<html>Back soon</html>"
    assert look() == MISSED


def test_each_round_is_looked_at_and_the_worst_is_the_end(site, look, capsys):
    assert look("http://127.0.0.1:9/rounds/2026") == MISSED
    told = capsys.readouterr()
    assert "5 leaves" in told.out
    assert "missed" in told.err


def test_the_alarm_runs_a_command(site, look, tmp_path):
    look()
    del site.log.leaves[4:]
    heard = tmp_path / "heard"
    script = f"import sys, pathlib; pathlib.Path({str(heard)!r}).write_text(sys.argv[1])"
    assert look("--alarm", f'{sys.executable} -c "{script}"') == ALARM
    assert "the log shrank from 5 leaves to 4" in heard.read_text()


def test_without_anything_that_checks_signatures_it_says_so(site, look, monkeypatch, capsys):
    monkeypatch.setattr(pbwatch, "by_cryptography", lambda: None)
    monkeypatch.setattr(pbwatch.shutil, "which", lambda _name: None)
    assert look() == UNCHECKED
    assert "signature not checked" in capsys.readouterr().out
    site.log = forked(site.log)
    assert look() == ALARM


@pytest.mark.skipif(shutil.which("openssl") is None, reason="there is no openssl")
def test_openssl_checks_as_well(site, look, monkeypatch):
    if pbwatch.by_openssl() is None:
        pytest.skip("this openssl is older than 3")
    monkeypatch.setattr(pbwatch.importlib.util, "find_spec", lambda _name: None)
    assert look() == WELL
    site.log.signers = [Key(2)]
    assert look() == ALARM


def test_an_old_openssl_is_not_relied_on(monkeypatch):
    old = subprocess.CompletedProcess([], 0, stdout="LibreSSL 3.3.6\n")
    monkeypatch.setattr(pbwatch.subprocess, "run", lambda *_arguments, **_options: old)
    assert pbwatch.by_openssl() is None


@pytest.mark.parametrize("address", ["ftp://purse.example/rounds/1", "https://purse.example/"])
def test_an_address_is_that_of_a_round(address, capsys):
    with pytest.raises(SystemExit):
        pbwatch.main([address])
    assert "an address is" in capsys.readouterr().err


def test_the_file_stands_alone_on_any_python_from_3_9(site, tmp_path):
    tree = ast.parse(SCRIPT.read_text(), feature_version=(3, 9))
    imported = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    imported |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in imported} <= set(sys.stdlib_module_names)
    alone = shutil.copy(SCRIPT, tmp_path)
    line = [sys.executable, "-I", alone, "--once", site.address]
    done = subprocess.run(line, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (WELL, "")
    assert (tmp_path / "pbwatch.json").exists()


def test_a_trailing_slash_is_no_other_round():
    assert Watch("https://purse.example/rounds/1/", {}, None).api == "https://purse.example/api/v1/rounds/1/log"
