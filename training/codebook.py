"""The codebook by example: `python -m training.codebook check [FILE ...]` checks it and counts what it holds.

A sentence and the events it tells (`training/codebook/README.md` explains the format) become an `Example`; its spans
are offsets into the sentence, so that a mistyped quotation is found while reading and not in a model.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import get_args

from gestae.ontology.codes import load_ontology
from gestae.record.events import Modality

FOLDER = Path(__file__).parent / "codebook"
NONE = "NONE"
MODALITIES = frozenset(get_args(Modality))

Span = tuple[int, int]


class CodebookError(ValueError):
    """A line of the codebook that cannot be read; the message names file and line."""


@dataclass(frozen=True, slots=True)
class Coding:
    """One event of a sentence, or (`type` is NONE) a word that looks like one. Spans are [start, end)."""

    trigger: Span
    type: str
    mode: str | None = None
    modality: str = "actual"
    actors: tuple[Span, ...] = ()
    recipients: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence with everything that it tells; `group` names the report it belongs to, where it belongs to one."""

    sentence: str
    codings: tuple[Coding, ...]
    file: str
    line: int
    group: str = ""


def read_codebook(paths: Sequence[Path] = ()) -> tuple[Example, ...]:
    """All examples of the files given (all files of the codebook by default), in order. Raises CodebookError."""
    return tuple(example for path in paths or sorted(FOLDER.glob("*.txt")) for example in _examples(path))


def _examples(path: Path) -> Iterator[Example]:
    sentence, at, codings, group, told = "", 0, list[Coding](), "", False
    for number, line in enumerate([*path.read_text("utf-8").splitlines(), "# end"], start=1):
        where = f"{path.name}:{number}"
        if not line.strip() or (line.startswith("#") and not line.startswith(("# report:", "# end"))):
            continue
        if line[0].isspace():
            if not sentence:
                raise CodebookError(f"{where}: an event without a sentence above it")
            told = True
            if line.strip() != "-":  # a sentence of a report that tells nothing
                codings.append(_coding(line.strip(), sentence, where))
            continue
        if sentence:
            if not told:
                raise CodebookError(f"{path.name}:{at}: a sentence without any event, NONE or - below it")
            yield Example(sentence, tuple(codings), path.name, at, group or str(at))
        sentence, at, codings, told = line.strip(), number, [], False
        if line.startswith("#"):
            sentence, group = "", str(number)


def _coding(line: str, sentence: str, where: str) -> Coding:
    fields = [field.strip() for field in line.split("|")]
    trigger = _span(fields[0], sentence, where)
    kind, _, mode = fields[1].partition(" ") if len(fields) > 1 else ("", "", "")
    if kind == NONE:
        return Coding(trigger, NONE)
    if len(fields) != 4:
        raise CodebookError(f"{where}: four fields wanted (words | TYPE mode | modality | actor > recipient)")
    modes = _modes()
    if kind not in modes:
        raise CodebookError(f"{where}: no such type: {kind!r}")
    if mode and mode not in modes[kind]:
        raise CodebookError(
            f"{where}: {kind} has no mode {mode!r} (it has: {', '.join(sorted(modes[kind])) or 'none'})"
        )
    if fields[2] not in MODALITIES:
        raise CodebookError(f"{where}: no such modality: {fields[2]!r}")
    actors, arrow, recipients = fields[3].partition(">")
    if not arrow:
        raise CodebookError(f"{where}: parties are written 'actor > recipient'")
    return Coding(
        trigger, kind, mode or None, fields[2], _parties(actors, sentence, where), _parties(recipients, sentence, where)
    )


@cache
def _modes() -> dict[str, frozenset[str]]:
    return {name: frozenset(kind.modes) for name, kind in load_ontology().types.items()}


def _parties(text: str, sentence: str, where: str) -> tuple[Span, ...]:
    names = [name.strip() for name in text.split(" & ")]
    return tuple(_span(name, sentence, where) for name in names if name not in ("-", ""))


def _span(words: str, sentence: str, where: str) -> Span:
    words, _, nth = words.partition("#")
    pattern = rf"(?<!\w){re.escape(words)}(?!\w)"
    found = [match.span() for match in re.finditer(pattern, sentence)]
    index = int(nth) - 1 if nth.isdigit() else 0
    if not words or not 0 <= index < len(found):
        raise CodebookError(f"{where}: {words!r} is not in the sentence" + (f" {nth} times" if nth else ""))
    return found[index]


def check(paths: Sequence[Path]) -> int:
    """Prints every mistake and the counts; 1 if there is a mistake."""
    mistakes, counts, seen = 0, Counter[str](), Counter[str]()
    for path in paths or sorted(FOLDER.glob("*.txt")):
        try:
            examples = read_codebook([path])
        except CodebookError as error:
            print(error, file=sys.stderr)
            mistakes += 1
            continue
        seen.update(example.sentence for example in examples)
        counts.update(coding.type for example in examples for coding in example.codings)
        print(f"{path.name}: {len(examples)} sentences, {sum(len(e.codings) for e in examples)} codings")
    for sentence, times in sorted(seen.items()):
        if times > 1:
            print(f"written {times} times: {sentence}", file=sys.stderr)
            mistakes += 1
    print(", ".join(f"{kind} {count}" for kind, count in sorted(counts.items())))
    return 1 if mistakes else 0


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m training.codebook", description=__doc__)
    parser.add_argument("what", choices=["check"])
    parser.add_argument("files", nargs="*", type=Path)
    options = parser.parse_args(arguments)
    return check(options.files)


if __name__ == "__main__":
    sys.exit(main())
