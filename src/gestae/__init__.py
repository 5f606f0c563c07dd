"""gestae turns news reports into a cited, coded record of who did what to whom.

>>> import gestae
>>> record = gestae.read(open("report.txt").read(), published="2020-01-08")  # doctest: +SKIP
>>> record.to_json()  # doctest: +SKIP
"""

from importlib import import_module
from typing import TYPE_CHECKING

from gestae.errors import CaseError, GestaeError, ReportError
from gestae.version import __version__

if TYPE_CHECKING:
    from gestae.case import Case
    from gestae.case import open_ as open
    from gestae.coding.explaining import Explanation
    from gestae.reader import Reader
    from gestae.record.actors import Actor
    from gestae.record.dates import DateInterval
    from gestae.record.discrepancies import Discrepancy
    from gestae.record.documents import Document
    from gestae.record.events import Event
    from gestae.record.evidence import Evidence
    from gestae.record.links import Link
    from gestae.record.markets import MarketMove
    from gestae.record.places import Place
    from gestae.record.record import Record
    from gestae.record.relations import Relation
    from gestae.record.statements import Statement
    from gestae.record.tolls import Toll
    from gestae.reports import ReadReport, explain, read, read_files, read_sources
    from gestae.settings import Settings
    from gestae.skimming.skim import Skimmed
    from gestae.sources.collections.options import Columns, Options
    from gestae.store.event_queries import Filters

__all__ = [
    "Actor",
    "Case",
    "CaseError",
    "Columns",
    "DateInterval",
    "Discrepancy",
    "Document",
    "Event",
    "Evidence",
    "Explanation",
    "Filters",
    "GestaeError",
    "Link",
    "MarketMove",
    "Options",
    "Place",
    "ReadReport",
    "Reader",
    "Record",
    "Relation",
    "ReportError",
    "Settings",
    "Skimmed",
    "Statement",
    "Toll",
    "__version__",
    "explain",
    "open",
    "read",
    "read_files",
    "read_sources",
]

# Where each name is kept. They are looked up on first use: the language model takes seconds to import,
# and `gestae --help` must not.
_HOMES = {
    "Actor": "gestae.record.actors",
    "Case": "gestae.case",
    "DateInterval": "gestae.record.dates",
    "Discrepancy": "gestae.record.discrepancies",
    "Document": "gestae.record.documents",
    "Event": "gestae.record.events",
    "Evidence": "gestae.record.evidence",
    "Explanation": "gestae.coding.explaining",
    "Filters": "gestae.store.event_queries",
    "Link": "gestae.record.links",
    "MarketMove": "gestae.record.markets",
    "Place": "gestae.record.places",
    "Reader": "gestae.reader",
    "Record": "gestae.record.record",
    "Relation": "gestae.record.relations",
    "Settings": "gestae.settings",
    "Skimmed": "gestae.skimming.skim",
    "Statement": "gestae.record.statements",
    "Toll": "gestae.record.tolls",
    "explain": "gestae.reports",
    "open": "gestae.case",
    "read": "gestae.reports",
    "ReadReport": "gestae.reports",
    "read_files": "gestae.reports",
    "read_sources": "gestae.reports",
    "Columns": "gestae.sources.collections.options",
    "Options": "gestae.sources.collections.options",
}


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'gestae' has no attribute {name!r}")
    # `gestae.open` opens a case; inside the library that word stays Python's own.
    value: object = getattr(import_module(home), "open_" if name == "open" else name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
