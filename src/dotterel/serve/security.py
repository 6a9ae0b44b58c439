"""Requests come in; those of other pages or hosts, or without the token, are turned away; answers get their headers."""

from __future__ import annotations

import hmac
from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1", "[::1]"})
LARGEST_BODY = 20_000_000
# No script or style but the app's own files, no request to another host, no frame around the pages.
POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
_COOKIE = "dotterel_token"


@dataclass(frozen=True, slots=True)
class Guard:
    """Whom to let in.

    Args:
        host: the address served on.
        token: what a request must carry (`Authorization: Bearer`, a cookie, or `?token=` once); None on loopback.
    """

    host: str = "127.0.0.1"
    token: str | None = None

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach the server."""
        return self.host in LOOPBACK


class Security:
    """The middleware.

    Args:
        app: what answers.
        guard: whom to let in.
    """

    def __init__(self, app: ASGIApp, guard: Guard) -> None:
        self._app = app
        self._guard = guard

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer or turn away one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refused = self._refused(scope, headers)
        if refused is not None:
            await refused(scope, receive, _with_headers(send, ""))
            return
        length = headers.get("content-length", "0")
        if length.isdigit() and int(length) > LARGEST_BODY:
            answer = error(413, "body", length, f"at most {LARGEST_BODY} bytes", "send fewer documents at a time")
            await answer(scope, receive, _with_headers(send, ""))
            return
        await self._app(scope, _limited(receive), _with_headers(send, self._cookie(scope)))

    def _refused(self, scope: Scope, headers: Headers) -> JSONResponse | None:
        host = headers.get("host", "").rpartition(":")[0] or headers.get("host", "")
        if self._guard.loopback and host.strip("[]") not in {name.strip("[]") for name in LOOPBACK} | {"testserver"}:
            return error(
                403, "host", headers.get("host", ""), "127.0.0.1 or localhost", "use the address that serve printed"
            )
        origin = headers.get("origin")
        reading = scope["method"] in ("GET", "HEAD", "OPTIONS")
        if origin and not reading and origin.partition("://")[2] != headers.get("host", ""):
            return error(403, "origin", origin, headers.get("host", ""), "requests of other pages are not answered")
        if headers.get("sec-fetch-site") == "cross-site" and headers.get("sec-fetch-mode") != "navigate":
            return error(
                403, "origin", origin or "another site", "same origin", "requests of other pages are not answered"
            )
        if self._guard.token and not self._known(scope, headers):
            return error(401, "token", "", "the token that serve printed", "add ?token=... to the address once")
        return None

    def _known(self, scope: Scope, headers: Headers) -> bool:
        given = [headers.get("authorization", "").removeprefix("Bearer ").strip()]
        cookies = (part.strip().partition("=") for part in headers.get("cookie", "").split(";"))
        given += [value for name, _, value in cookies if name == _COOKIE]
        given += [self._asked(scope)]
        return any(hmac.compare_digest(one.encode(), str(self._guard.token).encode()) for one in given if one)

    @staticmethod
    def _asked(scope: Scope) -> str:
        parts = scope.get("query_string", b"").decode("latin-1").split("&")
        return next((part.removeprefix("token=") for part in parts if part.startswith("token=")), "")

    def _cookie(self, scope: Scope) -> str:
        """Return the cookie that spares later requests the token in the address."""
        if self._guard.token and hmac.compare_digest(self._asked(scope).encode(), self._guard.token.encode()):
            return f"{_COOKIE}={self._guard.token}; HttpOnly; SameSite=Strict; Path=/"
        return ""


def _limited(receive: Receive) -> Receive:
    """Stop reading a body that is longer than it said, or than it may be."""
    read = 0

    async def limited() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        return {"type": "http.disconnect"} if read > LARGEST_BODY else message

    return limited


def _with_headers(send: Send, cookie: str) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
            if cookie:
                headers.append("set-cookie", cookie)
        await send(message)

    return sending


def error(status: int, what: str, value: object, known: object, hint: str) -> JSONResponse:
    """Return an error in the one shape that all errors have."""
    listed = list(known) if isinstance(known, list | tuple) else [known] if known else []
    return JSONResponse({"error": {"what": what, "value": value, "known": listed, "hint": hint}}, status_code=status)
