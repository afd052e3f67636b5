"""What goes out through the extension is what the websockets of a browser read, and waits for nobody."""

from types import SimpleNamespace

import pytest
from websockets.frames import Frame, Opcode

from config.framing import SharedFrames


class Wire:
    def __init__(self):
        self.written = []

    def write(self, data):
        self.written.append(data)


def socket(**state):
    """A protocol as it is once a handshake is done, or as `state` has it."""
    made = SharedFrames.__new__(SharedFrames)
    writable = SimpleNamespace(is_set=lambda: state.get("is_writable", True))
    made.transport, made.writable = Wire(), writable
    made.handshake_complete = state.get("handshake_complete", True)
    made.close_sent = state.get("close_sent", False)
    made.disconnected = state.get("disconnected", False)
    return made


@pytest.mark.parametrize("text", ["{}", "für alle", "x" * 125, "x" * 126, "x" * 70_000])
def test_a_text_goes_out_as_one_frame(text):
    one = socket()
    assert one.write(text)
    assert one.transport.written == [Frame(Opcode.TEXT, text.encode()).serialize(mask=False)]


def test_the_same_text_is_one_object_for_everybody_and_another_text_another():
    text, viewers = "numbers", [socket() for _ in range(3)]
    assert all(viewer.write(text) for viewer in viewers)
    assert len({id(viewer.transport.written[0]) for viewer in viewers}) == 1
    assert viewers[0].write("other numbers")
    assert viewers[0].transport.written[1].endswith(b"other numbers")


@pytest.mark.parametrize(
    "state", [{"is_writable": False}, {"close_sent": True}, {"disconnected": True}, {"handshake_complete": False}]
)
def test_nothing_is_written_to_who_is_slow_or_gone(state):
    one = socket(**state)
    assert not one.write("numbers")
    assert one.transport.written == []
