"""Events as CSV, one row an event, for spreadsheets and R.

A cell that a spreadsheet would take for a formula begins with an apostrophe; JSON is exact.

>>> harmless("=HYPERLINK(0)")
"'=HYPERLINK(0)"
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from gestae.record.events import Event
from gestae.record.record import Record
from gestae.views.wording import Wording

COLUMNS = (
    "document", "title", "published", "event", "type", "mode", "contexts", "cameo", "quad", "intensity", "modality",
    "actors", "actor_countries", "recipients", "recipient_countries",
    "date_start", "date_end", "date_precision", "date_text",
    "places", "place_countries", "latitude", "longitude", "means", "quantity", "according_to", "confidence",
    "start", "end", "words",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_rows(records: Iterable[Record]) -> Iterator[str]:
    """The header and a line for each event, in the order of the text."""
    yield _line(COLUMNS)
    for record in records:
        words = Wording(record)
        for event in record.events:
            yield _line(_cells(record, event, words))


def harmless(cell: object) -> str:
    """A cell that no spreadsheet runs; numbers stay numbers."""
    if cell is None:
        return ""
    text = str(cell)
    return "'" + text if isinstance(cell, str) and text.startswith(_FORMULA) else text


def _line(cells: Iterable[object]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([harmless(cell) for cell in cells])
    return out.getvalue()


def _cells(record: Record, event: Event, words: Wording) -> tuple[object, ...]:
    countries = {actor.id: actor.country or "" for actor in record.actors}
    places = [place for place in record.places if place.id in event.places]
    first = places[0] if places else None
    trigger = next(
        (quote for quote in event.evidence if quote.role == "trigger"), event.evidence[0] if event.evidence else None
    )
    date = event.date
    return (
        record.document.id, record.document.title, record.document.published, event.id, event.type, event.mode,
        _joined(event.contexts), event.cameo, event.quad, event.intensity, event.modality,
        _joined(map(words.name, event.actors)), _joined(countries.get(actor, "") for actor in event.actors),
        _joined(map(words.name, event.recipients)), _joined(countries.get(actor, "") for actor in event.recipients),
        date.start if date else None, date.end if date else None,
        date.precision if date else None, date.text if date else None,
        _joined(place.name for place in places), _joined(place.country or "" for place in places),
        first.lat if first else None, first.lon if first else None, _joined(event.means),
        event.quantity.text if event.quantity else None, words.sources(event.according_to), event.confidence,
        trigger.start if trigger else None, trigger.end if trigger else None, trigger.text if trigger else None,
    )  # fmt: skip


def _joined(values: Iterable[str]) -> str:
    return "; ".join(values)
