"""Why something was not fetched."""

from __future__ import annotations


class NotFetched(Exception):
    """The address was not fetched; the message says why in one sentence.

    `again` says whether a later try may do better; `wait` how many seconds the server asks for before it.
    """

    def __init__(self, reason: str, *, again: bool = False, wait: float | None = None) -> None:
        super().__init__(reason)
        self.again = again
        self.wait = wait
