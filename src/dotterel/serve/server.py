"""An application comes in, a socket that answers for it goes out."""

from __future__ import annotations

import uvicorn
from fastapi import FastAPI

from dotterel.errors import InputError
from dotterel.serve.security import Guard


class Server:
    """Binds at once, so that the address is known before it runs.

    Args:
        app: what answers.
        guard: the address to serve on, and the token.
        port: 0 takes any that is free.

    Raises:
        InputError: the address cannot be served on.
    """

    def __init__(self, app: FastAPI, guard: Guard, port: int) -> None:
        config = uvicorn.Config(app, host=guard.host, port=port, log_level="warning", access_log=False)
        self._server = uvicorn.Server(config)
        try:
            self._socket = config.bind_socket()
            self._socket.listen(config.backlog)  # who asks before it runs waits
        except (SystemExit, OSError) as error:
            raise InputError(f"{guard.host}:{port} cannot be served on ({error}); choose another with --port") from None
        host = f"[{guard.host}]" if ":" in guard.host else guard.host
        token = f"?token={guard.token}" if guard.token else ""
        self.address = f"http://{host}:{self._socket.getsockname()[1]}/{token}"

    def run(self) -> None:
        """Answer until Ctrl-C."""
        self._server.run(sockets=[self._socket])

    def stop(self) -> None:
        """Let `run` come back, from another thread."""
        self._server.should_exit = True
