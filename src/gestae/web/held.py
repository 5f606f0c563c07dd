"""The columns of a large case, held for all requests and read anew behind their backs when the case has grown."""

from __future__ import annotations

import logging
import threading

from gestae.case import Case
from gestae.errors import CaseError
from gestae.store.columns import ReadColumns

_LOG = logging.getLogger(__name__)


class HeldColumns:
    """The first reading is waited for; later ones go on in a thread, and until they are done the older one answers."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._held: ReadColumns | None = None
        self._renewing: threading.Thread | None = None

    def newest(self) -> tuple[ReadColumns, bool]:
        """The columns, and whether they are as new as the case. One thread at a time may ask."""
        if self._held is None:
            self._held = self._case.columns()
        held = self._held
        fresh = held.stamp == self._case.columns_stamp()
        if not fresh and (self._renewing is None or not self._renewing.is_alive()):
            self._renewing = threading.Thread(target=self._renew, daemon=True)
            self._renewing.start()
        return held, fresh

    def _renew(self) -> None:
        try:
            # A connection of its own: the other answers meanwhile.
            with Case(self._case.path, read_only=True) as own:
                self._held = own.columns()
        except CaseError as error:
            _LOG.warning("%s; the page counts what was there before", error)
