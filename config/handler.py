"""Django behind ASGI, with a request's whole way through middleware and page in one thread."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIHandler
from django.http import HttpRequest, HttpResponseBase
from servestatic.asgi import FileServerASGI
from servestatic.middleware import ServeStaticMiddleware

Message = Mapping[str, Any]


class Handler(ASGIHandler):
    """Files go out from the loop; every page is written synchronously, and takes its request's thread once.

    Django's own handler goes from the loop to that thread and back for each middleware that looks at views, and for the
    page: each time it waits for the interpreter's lock, behind the requests of others; and it leaves the file open of a
    reader who has gone (docs/decisions/0030).
    """

    def __init__(self) -> None:
        super().__init__()
        self.load_middleware(is_async=False)
        self._files = ServeStaticMiddleware(self.get_response_async)  # knows the settings; what it finds is sent here

    async def __call__(
        self,
        scope: dict[str, Any],
        receive: Callable[[], Awaitable[Message]],
        send: Callable[[Message], Awaitable[None]],
    ) -> None:
        answer = super().__call__
        if file := await self._find(scope["path"]):
            answer = FileServerASGI(file)
        await answer(scope, receive, send)

    async def get_response_async(self, request: HttpRequest) -> HttpResponseBase:
        return await sync_to_async(self.get_response, thread_sensitive=True)(request)

    async def _find(self, path: str) -> Any:
        if self._files.autorefresh:
            return await asyncio.to_thread(self._files.find_file, path)
        return self._files.files.get(path)
