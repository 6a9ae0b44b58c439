"""A store comes in, the application that serves it goes out."""

from __future__ import annotations

import mimetypes
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI, Request
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response

from dotterel.knowledge import Knowledge
from dotterel.model import Span
from dotterel.serve import problems, routes_charts, routes_events, routes_records, routes_rest, routes_reviews
from dotterel.serve.desk import Desk, Given
from dotterel.serve.formats import FILES
from dotterel.serve.live import Code, Live
from dotterel.serve.problems import NotThere
from dotterel.serve.security import Guard, Security
from dotterel.store import Store
from dotterel.store.serving import Served
from dotterel.version import VERSION

WEB = Path(__file__).parent / "web"
_NOT_BUILT = (
    "The web app is not built. In the repository: pip install -e . (it needs the npm registry once). "
    "The API is here all the same: /api/events, described at /openapi.json\n"
)
_FILES: dict[str, Callable[..., Response]] = {
    "events": routes_events.listing_file, "statements": routes_records.statements_file,
    "occasions": routes_records.occasions_file, "documents": routes_records.documents_file,
    "entities": routes_records.entities_file, "issues": routes_records.issues_file, "dyads": routes_charts.dyads_file,
}  # fmt: skip


def create_app(
    store: Store,
    code: Code,
    *,
    guard: Guard | None = None,
    web: Path = WEB,
    event_types: Callable[[str, Span], dict[str, float]] | None = None,
) -> FastAPI:
    """Return the application.

    Args:
        store: open for writing.
        code: codes documents that come in.
        guard: whom to let in; loopback without a token if left out.
        web: the folder of the built web app.
        event_types: tells the chance of each event type at a trigger of a sentence.
    """
    guard = guard or Guard()
    served = Served(store, Knowledge.load())
    live = Live(served, code)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        live.close()

    app = FastAPI(
        title="Dotterel", version=VERSION, docs_url=None, redoc_url=None, lifespan=lifespan,
        description="Political events, statements and occasions of one store. See docs/api.md.",
        responses=problems.DECLARED,
    )  # fmt: skip
    app.state.desk = Desk(served, live, guard, event_types)
    problems.install(app)
    for name, listing in _FILES.items():
        for prefix in ("/api", ""):
            app.add_api_route(
                f"{prefix}/{name}.{{form}}", listing, methods=["GET"], include_in_schema=bool(prefix), tags=["files"],
                summary=f"{name} as a file", response_class=Response, responses=FILES,
            )  # fmt: skip

    @app.get(
        "/api/reviews.corpus", tags=["reviews"], summary="What was decided, to train on",
        response_class=PlainTextResponse,
    )  # fmt: skip
    def corpus(desk: Given) -> Response:
        return routes_reviews.corpus_file(desk)

    for routes in (routes_rest, routes_events, routes_charts, routes_reviews, routes_records):
        app.include_router(routes.router, prefix="/api")
    _serve_pages(app, web)
    app.add_middleware(GZipMiddleware, minimum_size=1000)
    app.add_middleware(Security, guard=guard)
    return app


def _serve_pages(app: FastAPI, web: Path) -> None:
    """Answer with the files of the web app, and with its page for every address that is a page's."""

    @app.get("/{path:path}", include_in_schema=False)
    def page(path: str, request: Request) -> Response:
        if path == "api" or path.startswith("api/"):
            raise NotThere("address", f"/{path}", "see /openapi.json for what can be asked")
        if "token=" in request.url.query:
            kept = "&".join(part for part in request.url.query.split("&") if not part.startswith("token="))
            return RedirectResponse(f"/{path.lstrip('/')}{'?' + kept if kept else ''}", status_code=303)
        index = web / "index.html"
        if not index.is_file():
            return PlainTextResponse(_NOT_BUILT, status_code=503)
        file = (web / path).resolve()
        if path and file.is_relative_to(web.resolve()) and file.is_file():
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            fresh = "public, max-age=31536000, immutable" if path.startswith("assets/") else "no-cache"
            return FileResponse(file, media_type=kind, headers={"cache-control": fresh})
        if path.startswith("assets/"):
            raise NotThere("file", f"/{path}", "build the web app again")
        return FileResponse(index, media_type="text/html", headers={"cache-control": "no-cache"})
