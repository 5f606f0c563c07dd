"""What `gestae review` does: the queue of the least sure events, and decisions on them."""

from __future__ import annotations

import json

from rich.console import Group
from rich.text import Text

from gestae.case import Case, open_
from gestae.cli.output import complain, show, write
from gestae.correcting import Doubtful, Wanted, correct, doubtful, find_event, undo
from gestae.errors import CaseError
from gestae.linking.corrections import Action, Change, ChangeError
from gestae.record.evidence import Evidence
from gestae.views.visible import visible
from gestae.views.wording import Wording, date_of, kind_of, modality_of, quoted


def list_doubtful(path: str, *, limit: int, as_json: bool) -> int:
    """The least sure events, one a row. The exit code."""
    with open_(path, read_only=True) as case:
        waiting = doubtful(case, limit=limit)
    if as_json:
        write("".join(json.dumps(_row(one), ensure_ascii=False) + "\n" for one in waiting))
        return 0
    show(Group(*(line for one in waiting for line in _lines(one))))
    return 0


def _lines(one: Doubtful) -> tuple[Text, Text]:
    """An event on one line, the report's words on the next."""
    words, event = Wording(one.record), one.event
    what = f"{modality_of(event)}: {kind_of(event)}"
    told = [f"{event.confidence:.2f}", event.id, what, words.parties(event), date_of(event.date)]
    return Text("  ".join(part for part in told if part)), Text(f"      {_quote(one)}", style="dim")


def log_decision(path: str, *, accept: str | None, reject: str | None, undo: int | None, who: str, why: str) -> int:
    """Log what a person decided. The exit code."""
    with open_(path) as case:
        try:
            number = _logged(case, accept or reject, "accept" if accept else "reject", undo, who, why)
        except ChangeError as error:
            raise CaseError(path, str(error)) from None
    complain(f"{path}: correction {number} is logged")
    return 0


def _logged(case: Case, event: str | None, action: Action, number: int | None, who: str, why: str) -> int:
    if event is None:
        return undo(case, number or 0, who=who, why=why)
    document = find_event(case, event)
    if document is None:
        raise ChangeError(f"there is no event {event}")
    return correct(case, Wanted(change=Change(action=action, event=event), document=document, who=who, why=why))


def _trigger(one: Doubtful) -> Evidence | None:
    return next((piece for piece in one.event.evidence if piece.role == "trigger"), None)


def _quote(one: Doubtful) -> str:
    trigger = _trigger(one)
    return quoted(trigger) if trigger else ""


def _row(one: Doubtful) -> dict[str, object]:
    trigger, words = _trigger(one), Wording(one.record)
    return {
        "event": one.event.id,
        "document": one.record.document.id,
        "title": visible(one.record.document.title or ""),
        "confidence": one.event.confidence,
        "type": one.event.type,
        "mode": one.event.mode,
        "modality": one.event.modality,
        "parties": words.parties(one.event),
        "date": date_of(one.event.date),
        "start": trigger.start if trigger else None,
        "end": trigger.end if trigger else None,
        "words": trigger.text if trigger else None,
    }
