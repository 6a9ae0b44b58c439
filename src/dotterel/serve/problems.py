"""Errors raised on purpose come in, answers in the one shape of errors go out."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.responses import Response

from dotterel.errors import DotterelError, InputError
from dotterel.serve.security import error
from dotterel.store.serving import SlowQuery

_UNKNOWN = re.compile(r"unknown (?P<what>[\w ]+) (?P<value>'[^']*'|\S+); known: (?P<known>.*)$")


class Trouble(BaseModel):
    """What cannot be done: the field, its value, the known values, what to do."""

    what: str
    value: str | int | float | bool | None
    known: list[str | int | float]
    hint: str


class Problem(BaseModel):
    """The one shape of errors."""

    error: Trouble


# What any operation may answer, for its description.
DECLARED: dict[int | str, dict[str, Any]] = {
    401: {"model": Problem, "description": "The token that serve printed is missing."},
    403: {"model": Problem, "description": "Another host or page asks."},
    404: {"model": Problem, "description": "There is no such thing."},
    413: {"model": Problem, "description": "The body is too long."},
    422: {"model": Problem, "description": "A value cannot be; known values and a way out are told."},
    503: {"model": Problem, "description": "The query took too long."},
}


class NotThere(Exception):
    """Something was asked for by an id that is not there."""

    def __init__(self, what: str, value: str, hint: str) -> None:
        super().__init__(f"no {what} {value!r}")
        self.what, self.value, self.hint = what, value, hint


def install(app: FastAPI) -> None:
    """Let an application answer every error in the one shape."""
    app.add_exception_handler(NotThere, _not_there)
    app.add_exception_handler(DotterelError, _ours)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)


async def _not_there(_: Request, problem: Exception) -> Response:
    assert isinstance(problem, NotThere)
    return error(404, problem.what, problem.value, [], problem.hint)


async def _ours(_: Request, problem: Exception) -> Response:
    text = str(problem)
    status = 422 if isinstance(problem, InputError) else 503 if isinstance(problem, SlowQuery) else 500
    found = _UNKNOWN.search(text)
    if found is None:
        return error(status, "request" if status == 422 else "store", None, [], text)
    value = found["value"].strip("'")
    known = found["known"].partition(". ")[0].split(", ")
    near = get_close_matches(value.upper(), [one.upper() for one in known], 1) if value else []
    meant = next((one for one in known if near and one.upper() == near[0]), None)
    return error(
        status, found["what"], value, known, f"did you mean {meant}?" if meant else "give one of the known values"
    )


async def _invalid(_: Request, problem: Exception) -> Response:
    assert isinstance(problem, RequestValidationError)
    first = problem.errors()[0] if problem.errors() else {}
    where = ".".join(str(part) for part in first.get("loc", ())[1:]) or "body"
    given = first.get("input")
    value = given if isinstance(given, str | int | float | bool) or given is None else str(given)[:200]
    return error(422, where, value, [], str(first.get("msg", "cannot be read")))


async def _http(request: Request, problem: Exception) -> Response:
    assert isinstance(problem, HTTPException)
    hint = "see /openapi.json for what can be asked" if problem.status_code in (404, 405) else str(problem.detail)
    answered = error(problem.status_code, "address", request.url.path, [], hint)
    for name, value in (problem.headers or {}).items():
        answered.headers[name] = value
    return answered
