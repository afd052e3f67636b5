import asyncio
import http.client

import pytest
from django.conf import settings
from django.db.backends.signals import connection_created

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
