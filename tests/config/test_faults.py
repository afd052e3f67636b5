import asyncio
import http.client

import pytest
from django.db.backends.signals import connection_created

from tests.sockets import serving

pytestmark = pytest.mark.django_db(transaction=True)


def ask(address, path):
    client = http.client.HTTPConnection(address, timeout=30)
    client.request("GET", path)
    status = client.getresponse().status
    client.close()
    return status


@pytest.mark.parametrize(("path", "status"), [("/nowhere/", 404), ("/rounds/", 200)])
async def test_no_page_keeps_a_connection_to_the_database(path, status):
    opened = []

    def note(connection, **_):
        opened.append(connection)

    connection_created.connect(note)
    try:
        async with serving() as address:
            assert await asyncio.to_thread(ask, address, path) == status
    finally:
        connection_created.disconnect(note)
    assert opened
    assert [made for made in opened if made.connection is not None] == []
