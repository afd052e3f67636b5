import asyncio
import gc
import http.client
import io

import pytest
from django.conf import settings
from django.db.backends.signals import connection_created

from config.asgi import application
from tests.sockets import serving

pytestmark = pytest.mark.django_db(transaction=True)


def ask(address, path):
    client = http.client.HTTPConnection(address, timeout=30)
    client.request("GET", path)
    answer = client.getresponse()
    answer.read()
    client.close()
    return answer


@pytest.mark.parametrize(("path", "status"), [("/nowhere/", 404), ("/rounds/", 200)])
async def test_no_page_keeps_a_connection_to_the_database(path, status):
    opened = []

    def note(connection, **_):
        opened.append(connection)

    connection_created.connect(note)
    try:
        async with serving() as address:
            assert (await asyncio.to_thread(ask, address, path)).status == status
    finally:
        connection_created.disconnect(note)
    assert opened
    assert [made for made in opened if made.connection is not None] == []


async def test_files_go_out_with_the_headers_of_every_answer():
    async with serving() as address:
        answer = await asyncio.to_thread(ask, address, "/static/img/purse.svg")
    assert (answer.status, answer.headers["Content-Type"]) == (200, "image/svg+xml")
    assert {name: answer.headers[name] for name in settings.HEADERS} == settings.HEADERS


async def test_a_file_is_closed_where_its_reader_goes_before_the_end():
    asked, gone = asyncio.Event(), asyncio.Event()

    async def receive():
        if not asked.is_set():
            asked.set()
            return {"type": "http.request", "body": b""}
        await gone.wait()
        return {"type": "http.disconnect"}

    async def send(event):
        if event.get("body"):
            gone.set()
            await asyncio.sleep(0.1)

    scope = {"type": "http", "method": "GET", "path": "/static/img/purse.svg", "query_string": b"", "headers": []}
    await application(scope, receive, send)
    assert gone.is_set()
    files = [one for one in gc.get_objects() if type(one) is io.BufferedReader]
    assert [file.name for file in files if not file.closed and str(file.name).endswith("purse.svg")] == []
