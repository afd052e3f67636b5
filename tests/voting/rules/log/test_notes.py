"""Notes with a key of fixed bytes: what is signed, and what is not taken for signed."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from voting.queries.signing import is_signed
from voting.rules.log.notes import (
    Head,
    NoteError,
    Signer,
    VerifierKey,
    checkpoint_text,
    open_note,
    parse_checkpoint,
    parse_key,
    promise_text,
    proof_text,
    sign_note,
)

PRIVATE = Ed25519PrivateKey.from_private_bytes(b"\x07" * 32)
KEY = VerifierKey("purse.example/rounds/spring", PRIVATE.public_key().public_bytes_raw())
OTHER = VerifierKey("purse.example/rounds/autumn", KEY.public)
HEAD = Head(KEY.name, 12, b"\x01" * 32)


def signed(text=None):
    return sign_note(text or checkpoint_text(HEAD), Signer(KEY, PRIVATE.sign))


def test_the_published_example_of_a_verifier_key_is_read():
    """From the signed-note specification of C2SP."""
    key = parse_key("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
    assert (key.name, key.id.hex()) == ("PeterNeumann", "c74f20a3")


def test_the_published_example_of_a_note_is_signed():
    """From the documentation of the Go package golang.org/x/mod/sumdb/note."""
    key = parse_key("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
    text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
    signature = "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
    assert open_note(f"{text}\n— PeterNeumann {signature}\n", key, is_signed) == text


def test_a_key_is_written_as_it_is_read():
    assert parse_key(str(KEY)) == KEY


@pytest.mark.parametrize(
    "text",
    ["", "a+b", "a+00000000+!!", f"{KEY}A", str(KEY).replace("spring", "winter"), str(KEY).replace("+AR", "+AQ", 1)],
)
def test_what_is_no_key_is_refused(text):
    if text != str(KEY):
        with pytest.raises(NoteError):
            parse_key(text)


def test_a_note_is_opened_by_the_key_that_signed_it_alone():
    note = signed()
    assert open_note(note, KEY, is_signed) == checkpoint_text(HEAD)
    with pytest.raises(NoteError, match="not signed by this key"):
        open_note(note, OTHER, is_signed)
    with pytest.raises(NoteError, match="not signed by this key"):
        open_note(note.replace("12", "13"), KEY, is_signed)


def test_a_second_signature_does_not_hide_the_first():
    other = Ed25519PrivateKey.from_private_bytes(b"\x08" * 32)
    second = VerifierKey(KEY.name, other.public_key().public_bytes_raw())
    note = sign_note("words\n", Signer(KEY, PRIVATE.sign), Signer(second, other.sign))
    assert open_note(note, KEY, is_signed) == open_note(note, second, is_signed) == "words\n"


@pytest.mark.parametrize(
    "note", ["", "words\n", "words\n\n", "words\n\nno dash\n", "words\n\n— name !!\n", "words\n\nx name AAAA\n"]
)
def test_what_is_no_note_is_refused(note):
    with pytest.raises(NoteError):
        open_note(note, KEY, is_signed)


def test_a_checkpoint_is_written_as_it_is_read():
    assert checkpoint_text(HEAD) == f"{KEY.name}\n12\nAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=\n"
    assert parse_checkpoint(checkpoint_text(HEAD)) == HEAD
    assert parse_checkpoint(f"{checkpoint_text(HEAD)}an extension\n") == HEAD


@pytest.mark.parametrize(
    "text", ["", "a\nb\nAQEB\n", "a\n012\nAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=\n", "a\n1\nAQEB\n", "a\n1\n!\n"]
)
def test_what_is_no_checkpoint_is_refused(text):
    with pytest.raises(NoteError):
        parse_checkpoint(text)


def test_a_promise_names_the_round_the_cast_and_the_time_it_takes():
    assert promise_text("22" * 32, "66" * 32, 60) == f"pbv1/promise\n{'22' * 32}\n{'66' * 32}\n60\n"


def test_a_proof_holds_the_path_and_the_checkpoint():
    text = proof_text(3, [b"\x01" * 32], signed())
    assert text.split("\n")[:4] == [
        "c2sp.org/tlog-proof@v1",
        "index 3",
        "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=",
        "",
    ]
    assert text.endswith(signed())
