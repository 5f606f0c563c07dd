"""What `gestae codebook` does."""

from __future__ import annotations

from pathlib import Path

from gestae.cli.output import complain, write
from gestae.lexicon.events import load_event_lexicon
from gestae.lexicon.own.codebooks import Codebook, read_codebook, with_codebooks
from gestae.lexicon.own.writing import as_toml
from gestae.ontology.codes import load_ontology

_FAILURE = 1
_STANDARD_OUTPUT = "-"
_SHOWN = 8


def check_codebook(file: str, *, all_notices: bool) -> int:
    """Say what a codebook holds; what is wrong in it is raised."""
    book = _checked(file, all_notices)
    overrides = sorted({row.cells["id"] for row in book.rows} & set(load_event_lexicon().frames))
    write(f"{book.name}: {len(book.rows)} entries, {len(book.types)} types of its own\n")
    if book.types:
        write(f"types: {', '.join(sorted(book.types))}\n")
    if overrides:
        write(f"in the place of gestae's: {', '.join(overrides)}\n")
    return 0


def import_codebook(file: str, target: str, *, alone: bool, replace: bool, all_notices: bool) -> int:
    """Write a dictionary, or any codebook, as TOML; 1 where the file cannot be written."""
    book = _checked(file, all_notices)
    text = as_toml(book, alone=alone, head=(f"made by gestae from {book.name}", f"sha256 {book.sha256}"))
    if target == _STANDARD_OUTPUT:
        write(text)
        return 0
    path = Path(target)
    if path.exists() and not replace:
        complain(f"{target}: there is such a file already; --replace it, or name another")
        return _FAILURE
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        complain(f"{target}: {error.strerror}")
        return _FAILURE
    write(f"{target}: {len(book.rows)} entries, {len(book.types)} types of its own\n")
    return 0


def _checked(file: str, all_notices: bool) -> Codebook:
    book = read_codebook(file)
    with_codebooks(load_event_lexicon(), load_ontology(), (book,))
    for notice in book.notices if all_notices else book.notices[:_SHOWN]:
        complain(notice)
    if len(book.notices) > _SHOWN and not all_notices:
        complain(f"and {len(book.notices) - _SHOWN} notices more; --all-notices shows them")
    return book
