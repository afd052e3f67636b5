"""The processes of the demonstration: started together, stopped together.

They share a pipe, so each says what it says in one write.
"""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep

import pytest
from django.conf import settings

from demo.serving import is_free, manage

SERVER = r"""
import os, socket, sys
listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
os.write(1, f"server {os.getpid()} {os.environ['BASE_URL']} {os.environ['DEMO']}\n".encode())
while True:
    listener.accept()[0].close()
"""
CROWD = r"""
import os, time
os.write(1, f"crowd {os.getpid()}\n".encode())
time.sleep(60)
"""
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)\n" + CROWD
PARENT = r"""
import os, signal, sys
from demo import serving
serving.STOPS_WITHIN = 1.0
signal.signal(signal.SIGINT, signal.SIG_IGN)  # as a shell does to what it starts in the background
port, server, crowd = int(sys.argv[1]), sys.argv[2], sys.argv[3]
status = serving.run(
    port,
    [sys.executable, "-c", server, str(port)],
    [sys.executable, "-c", crowd] if crowd else [],
    lambda: os.write(1, b"ready\n"),
)
sys.exit(status)
"""


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def start(port):
    """Start the parent with its children; give it and the lines it and they have said until it was ready."""
    parents = []

    def started(server, crowd, lines):
        environ = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONPATH": str(settings.BASE_DIR)}
        environ.pop("BASE_URL", None)
        command = [sys.executable, "-c", PARENT, str(port), server, crowd]
        parent = subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, text=True)
        parents.append(parent)
        return parent, sorted(parent.stdout.readline().split() for _ in range(lines))

    yield started
    for parent in parents:
        parent.terminate()
        parent.wait(20)
        parent.stdout.close()


def is_running(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def assert_gone(*pids):
    until = monotonic() + 10
    while any(is_running(pid) for pid in pids) and monotonic() < until:
        sleep(0.05)
    assert not [pid for pid in pids if is_running(pid)]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_everything_that_was_started(start, port, number):
    parent, ((_, crowd), _ready, (_, server, address, is_demo)) = start(SERVER, CROWD, lines=3)
    assert (address, is_demo) == (f"http://127.0.0.1:{port}", "1")
    parent.send_signal(number)
    assert parent.wait(20) == 0
    assert_gone(crowd, server)


def test_who_does_not_listen_is_ended_all_the_same(start):
    parent, ((_, crowd), _ready, (_, server, *_rest)) = start(SERVER, STUBBORN, lines=3)
    parent.terminate()
    assert parent.wait(20) == 0
    assert_gone(crowd, server)


def test_without_a_crowd_the_server_runs_alone(start):
    parent, said = start(SERVER, "", lines=2)
    assert [line[0] for line in said] == ["ready", "server"]
    parent.terminate()
    assert parent.wait(20) == 0


def test_a_server_that_fails_ends_the_demonstration_with_its_status(start):
    parent, _said = start("raise SystemExit(3)", CROWD, lines=0)
    assert parent.wait(20) == 3


def test_a_port_in_use_is_not_free(port):
    assert is_free(port)
    with socket.create_server(("127.0.0.1", port)):
        assert not is_free(port)


def test_the_commands_are_the_projects_own():
    assert manage("serve", "--port", "1")[1:] == [str(settings.BASE_DIR / "manage.py"), "serve", "--port", "1"]
