"""The log of what people changed, as the page lists it: what stands, what was undone, and the undoing."""

from __future__ import annotations

from collections.abc import Iterator

from gestae.case import Case
from gestae.views.page.shapes import PageCorrection


def log_rows(case: Case, *, newest: int | None = None) -> Iterator[PageCorrection]:
    """The rows of the log, oldest first; only the last ones where `newest` says how many."""
    rows = case.corrections(undone=True, newest=newest)
    undone = {row.undoes for row in rows}  # an undoing comes after what it undoes
    for row in rows:
        yield PageCorrection(
            number=row.number,
            made_at=row.made_at,
            who=row.who,
            why=row.why,
            action=row.action,
            event=row.subject_id,
            document=row.document,
            field=row.field,
            before=row.before,
            after=row.after,
            undoes=row.undoes,
            stands=row.action != "undo" and row.number not in undone,
        )
