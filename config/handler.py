"""Django behind ASGI, with a request's whole way through middleware and page in one thread."""

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIHandler
from django.http import HttpRequest, HttpResponseBase
from servestatic.middleware import ServeStaticMiddleware


class Handler(ASGIHandler):
    """Files go out from the loop; every page is written synchronously, and takes its request's thread once.

    Django's own handler goes from the loop to that thread and back for each middleware that looks at views, and for the
    page: each time it waits for the interpreter's lock, behind the requests of others (docs/decisions/0030).
    """

    def __init__(self) -> None:
        super().__init__()
        self.load_middleware(is_async=False)
        self._files = ServeStaticMiddleware(self._page)

    async def get_response_async(self, request: HttpRequest) -> HttpResponseBase:
        answer: HttpResponseBase = await self._files(request)
        return answer

    async def _page(self, request: HttpRequest) -> HttpResponseBase:
        return await sync_to_async(self.get_response, thread_sensitive=True)(request)
