"""Ids that were written come in; those whose flat rows are no longer right go out."""

from __future__ import annotations

from collections.abc import Iterable

# With more than this many, laying all anew takes no longer than laying them one by one.
MOST = 20_000


class Touched:
    """Ids of documents, mentions and events written or deleted since the flat tables were laid.

    `ids` is None where everything has to be laid, as at the beginning; nothing is collected then.
    """

    def __init__(self) -> None:
        self.ids: set[str] | None = None

    def add(self, identities: Iterable[str]) -> None:
        """Note some ids."""
        if self.ids is not None:
            self.ids.update(identities)
            if len(self.ids) > MOST:
                self.ids = None

    def add_all(self) -> None:
        """Note that nothing is as it was."""
        self.ids = None

    def clear(self) -> None:
        """Begin anew, after laying."""
        self.ids = set()
