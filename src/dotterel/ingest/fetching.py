"""An address comes in, the bytes behind it go out, if it is one of the open network and its site lets programs read it.

An address may lead anywhere: to the router, to a cloud's metadata, to a database on this machine. So the name is
resolved first, every address it has must be public, the connection goes to the very address that was checked (a name
may answer otherwise the second time), and each redirect is checked anew. No proxy of the environment is asked.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from urllib.parse import SplitResult, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

AGENT = "dotterel"
USER_AGENT = f"{AGENT} (+https://github.com/dotterel)"
TIMEOUT = 20.0
WHOLE_TIME = 60.0
LARGEST = 10_000_000
REDIRECTS = 5
_PORTS = {"http": 80, "https": 443}
_MOVED = frozenset({301, 302, 303, 307, 308})
_PIECE = 1 << 16
_NO_ROBOTS = 400  # a site that has no robots.txt, or refuses it, forbids nothing (RFC 9309, 2.3.1.3)
_BROKEN = 500


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said: status, headers, bytes."""

    status: int
    headers: Message
    data: bytes


def public_address(host: str, port: int, *, private: bool = False) -> str:
    """Return an address of a host after checking all it has.

    Args:
        host: its name or number.
        port: the port asked for.
        private: allow addresses of one's own network.

    Raises:
        OSError: it has none, or one that is not of the open network.
    """
    try:
        found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (socket.gaierror, UnicodeError) as error:
        raise OSError(f"{host!r} has no address: {error}") from error
    for text in found:
        address = ipaddress.ip_address(text.partition("%")[0])
        inner = getattr(address, "ipv4_mapped", None) or address
        if not private and (not inner.is_global or inner.is_multicast):
            raise OSError(
                f"{host!r} is {text}, an address inside a private network; to read it all the same write private = true"
            )
    return found[0]


def get(url: str, headers: Mapping[str, str] | None = None, *, private: bool = False) -> Answer:
    """Return what an address answers, after at most five redirects.

    Args:
        url: http or https.
        headers: sent besides the user agent.
        private: allow addresses of one's own network.

    Raises:
        OSError: it cannot be reached, is too large or slow, or leads where it may not.
    """
    until = time.monotonic() + WHOLE_TIME
    for _ in range(REDIRECTS + 1):
        answer = _once(url, {"User-Agent": USER_AGENT, **(headers or {})}, until, private=private)
        target = answer.headers.get("Location")
        if answer.status not in _MOVED or target is None:
            return answer
        url = urljoin(url, target)
    raise OSError(f"{url} redirects more than {REDIRECTS} times")


def allowed(url: str, robots: dict[str, RobotFileParser | None], *, private: bool = False) -> bool:
    """Return whether the robots.txt of a site lets this program read an address.

    Args:
        url: the address.
        robots: what was read of each site before; filled here.
        private: allow addresses of one's own network.

    Raises:
        OSError: the site cannot be reached.
    """
    parts = urlsplit(url)
    site = f"{parts.scheme}://{parts.netloc}"
    if site not in robots:
        answer = get(f"{site}/robots.txt", private=private)
        rules: RobotFileParser | None = None
        if answer.status < _NO_ROBOTS:
            rules = RobotFileParser()
            rules.parse(answer.data.decode("utf-8", "replace").splitlines())
        elif answer.status >= _BROKEN:
            raise OSError(f"{site}/robots.txt answers {answer.status}; nothing is read until it can be asked")
        robots[site] = rules
    known = robots[site]
    return known is None or known.can_fetch(AGENT, url)


def _once(url: str, headers: Mapping[str, str], until: float, *, private: bool) -> Answer:
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise OSError(f"{url!r} is no http or https address")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    with _connected(parts, private=private) as connection:
        try:
            connection.request("GET", path, headers=dict(headers))
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, _body(answer, url, until))
        except (http.client.HTTPException, UnicodeError) as error:
            raise OSError(f"{url} does not answer as a web server does: {error!r}") from error


@contextmanager
def _connected(parts: SplitResult, *, private: bool) -> Iterator[http.client.HTTPConnection]:
    """Connect to the address that was checked; a certificate is still held against the name."""
    host = parts.hostname or ""
    try:
        port = parts.port or _PORTS[parts.scheme]
    except ValueError as error:
        raise OSError(f"{parts.geturl()!r}: {error}") from error
    address = public_address(host, port, private=private)
    connection = http.client.HTTPConnection(host, port, timeout=TIMEOUT)
    try:
        raw = socket.create_connection((address, port), timeout=TIMEOUT)
        secure = parts.scheme == "https"
        connection.sock = ssl.create_default_context().wrap_socket(raw, server_hostname=host) if secure else raw
        yield connection
    finally:
        connection.close()


def _body(answer: http.client.HTTPResponse, url: str, until: float) -> bytes:
    data = bytearray()
    while piece := answer.read(_PIECE):
        data += piece
        if len(data) > LARGEST:
            raise OSError(f"{url} is larger than {LARGEST // 1_000_000} MB")
        if time.monotonic() > until:
            raise OSError(f"{url} takes longer than {WHOLE_TIME:.0f} seconds")
    return bytes(data)
