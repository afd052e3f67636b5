import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.management.load.frames import CLOSE, PING, TEXT, handshake, pong, taken
from voting.management.load.viewers import number_after, told_by


def frame(opcode, payload):
    """As a server sends it: not masked."""
    length = len(payload)
    if length < 126:
        head = bytes([length])
    elif length < 2**16:
        head = bytes([126]) + length.to_bytes(2, "big")
    else:
        head = bytes([127]) + length.to_bytes(8, "big")
    return bytes([0x80 | opcode]) + head + payload


@given(st.lists(st.tuples(st.sampled_from([TEXT, PING, CLOSE]), st.integers(0, 400))), st.integers(1, 50))
def test_messages_are_whole_however_they_arrive(messages, size):
    sent = [(opcode, b"x" * length) for opcode, length in messages]
    stream, buffer, found = b"".join(frame(*one) for one in sent), bytearray(), []
    for start in range(0, len(stream), size):
        buffer += stream[start : start + size]
        found += taken(buffer)
    assert found == sent
    assert not buffer


def test_a_long_message():
    buffer = bytearray(frame(TEXT, b"y" * 70_000))
    assert [(opcode, len(payload)) for opcode, payload in taken(buffer)] == [(TEXT, 70_000)]


def test_a_client_masks_what_it_says():
    assert pong(b"abcd") == bytes([0x8A, 0x84, 0, 0, 0, 0]) + b"abcd"


def test_the_handshake_names_where_it_comes_from():
    lines = handshake("127.0.0.1:8000", "/ws/").decode().split("\r\n")
    assert lines[0] == "GET /ws/ HTTP/1.1"
    assert {"Host: 127.0.0.1:8000", "Origin: http://127.0.0.1:8000", "Upgrade: websocket"} <= set(lines)
    assert lines[-2:] == ["", ""]


@pytest.mark.parametrize(
    ("text", "number"), [(b'{"size":1203,"cast":4}', 1203), (b'{"size": 7', 7), (b'{"cast":4}', -1)]
)
def test_a_number_is_read_without_parsing(text, number):
    assert number_after(b'"size":', text) == number


def test_a_text_that_comes_alone_and_whole_is_read_once():
    text = frame(TEXT, b'{"size":12,"cast":7}')
    assert told_by(text) == (12, 7, 20)
    for other in (text[:-1], text + text, text + frame(PING, b""), frame(PING, b""), b""):
        assert told_by(other) is None
