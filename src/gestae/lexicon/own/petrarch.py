"""A verb dictionary of the PETRARCH family as entries of a codebook.

    --- RESTORE [064] ---
    RESTORE
    - * DIPLOMATIC TIES [061]

"restore" is an entry of code 064, and a better one of code 061 where "diplomatic" and "ties" follow. Codes are of CAMEO
(or of WEIS, which came before): their roots say the PLOVER type; the code itself stands in the event's `cameo`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from gestae.datafiles import data_file, read_toml
from gestae.errors import KnowledgeError
from gestae.lexicon.patterns import Pattern, read_pattern
from gestae.ontology.codes import load_ontology

_COMMENT = re.compile(r"<!\s*--.*?-->", re.DOTALL)
_HEADER = re.compile(r"^---\s*([A-Z][\w' -]*?)\s*(\[.*)?---\s*$")
_CODE = re.compile(r"\[\s*([^\]:]*?)\s*(?::\s*([^\]]*?)\s*)?\]")
_FORMS = re.compile(r"\{[^{}]*\}")
_PATTERN = re.compile(r"^-\s+.*\*")
_VALID = re.compile(r"\d{2}[0-9A-Z]*")
_WITHOUT_CODE = frozenset({"---", "+++", "###", ""})
# Where the one to whom it is done stands when a pattern puts the target ("+") before the verb, the source ("$") after.
_TURNED = {"actor": ["by", "from", "after"], "recipient": ["subject", "object", "before"]}
# Such dictionaries know no grammar: whoever stands nearest before acts on whoever comes next.
_STRAIGHT = {
    "actor": ["subject", "by", "before"],
    "recipient": ["object", "with", "against", "to", "on", "at", "after"],
}
_NOTED = 12  # codes named in a notice


@dataclass(slots=True)
class VerbDictionary:
    """What became of a dictionary: entries with the line each is from, types of its own, what was left out."""

    rows: list[tuple[dict[str, Any], str]] = field(default_factory=list)
    types: list[dict[str, Any]] = field(default_factory=list)
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Verb:
    """A verb of a block: its lemma, what must stand beside it (in the words of a pattern), and its code."""

    lemma: str
    beside: str
    code: str
    line: int


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A pattern of a block with its codes."""

    text: str
    code: str
    back: str
    line: int


@dataclass(slots=True)
class _Block:
    """A block of a dictionary: verbs that share a code and patterns."""

    code: str
    back: str = ""
    verbs: list[_Verb] = field(default_factory=list)
    patterns: list[_Wanted] = field(default_factory=list)


def is_verb_dictionary(name: str, text: str) -> bool:
    """Whether a file is one: no TOML by its name, and blocks of "--- VERB [code] ---" in it."""
    if name.lower().endswith(".toml"):
        return False
    return any(_HEADER.match(line.strip()) for line in text.splitlines())


def read_verb_dictionary(text: str, *, name: str) -> VerbDictionary:
    """The entries of a dictionary.

    Raises:
        KnowledgeError: no entry that can be coded was found in it.
    """
    found = VerbDictionary()
    left_out: Counter[str] = Counter()
    notices: list[str] = []
    types: dict[str, dict[str, Any]] = {}
    blocks, synonyms = _blocks(text)
    for block in blocks:
        for cells, line in _entries(block, synonyms, name, notices):
            type_ = _type_of(cells["cameo"], types)
            if type_ is None:
                left_out[cells["cameo"]] += 1
                continue
            cells["type"] = type_
            cells["id"] = f"{cells['id']}-{len(found.rows) + 1}"
            found.rows.append((cells, f"{name}, line {line}"))
    if not found.rows:
        raise KnowledgeError(f"{name}: no entry of a verb dictionary in it")
    if left_out:
        shown = ", ".join(sorted(left_out)[:_NOTED])
        more = f" and {len(left_out) - _NOTED} more" if len(left_out) > _NOTED else ""
        notices.append(
            f"{name}: {sum(left_out.values())} entries left out, as no type of events is known for their codes: "
            f"{shown}{more}"
        )
    found.types = [types[key] for key in sorted(types)]
    found.notices = tuple(notices)
    return found


@cache
def _roots() -> Mapping[str, Mapping[str, Any]]:
    roots: Mapping[str, Mapping[str, Any]] = read_toml(data_file("lexicon", "own", "roots.toml"))["root"]
    return roots


def _type_of(code: str, types: dict[str, dict[str, Any]]) -> str | None:
    """The type of events that a code stands for: by the longest part that is a code of CAMEO, else by its root."""
    if not _VALID.fullmatch(code):
        return None
    cameo = load_ontology().cameo
    for length in range(len(code), 1, -1):
        known = cameo.get(code[:length])
        if known is not None and known.type is not None:
            return known.type
    root = _roots().get(code[:2])
    if root is None:
        return None
    if "quad" in root:
        types[root["type"]] = {"name": root["type"], **{key: root[key] for key in ("quad", "intensity", "meaning")}}
    type_: str = root["type"]
    return type_


# The file


def _blocks(text: str) -> tuple[list[_Block], dict[str, list[str]]]:
    """The blocks of a dictionary and its sets of synonyms."""
    blocks: list[_Block] = []
    synonyms: dict[str, list[str]] = {}
    current: list[str] | None = None
    for line, content in _lines(text):
        header = _HEADER.match(content)
        if header is not None:
            blocks.append(_Block(*_codes(header.group(2) or "")))
            current = None
        elif content.startswith("&"):
            current = synonyms.setdefault(content[1:].split()[0].upper().rstrip("_"), [])
        elif current is not None and content.startswith("+"):
            current.append(content[1:].strip())
        elif _PATTERN.match(content) or content.startswith("- "):
            current = None
            if blocks:
                code, back = _codes(content)
                blocks[-1].patterns.append(_Wanted(_CODE.sub("", content)[1:].strip(), code, back, line))
        elif blocks:
            current = None
            verb = _verb(content, blocks[-1].code, line)
            if verb is not None:
                blocks[-1].verbs.append(verb)
    return blocks, synonyms


def _lines(text: str) -> Iterator[tuple[int, str]]:
    plain = _COMMENT.sub(lambda found: "\n" * found.group().count("\n"), text)
    for number, line in enumerate(plain.splitlines(), 1):
        content = (
            line.split("#")[0].strip() if "###" not in line else line.replace("[###]", "[---]").split("#")[0].strip()
        )
        if content:
            yield number, content


def _codes(content: str) -> tuple[str, str]:
    codes = _CODE.search(content)
    return (codes.group(1).strip(), (codes.group(2) or "").strip()) if codes is not None else ("", "")


def _verb(content: str, code: str, line: int) -> _Verb | None:
    """One verb of a block ("ABANDON", "+BREAK_DOWN", "WIRE_+TAP", "LASH OUT"), with the words beside it."""
    own, _ = _codes(content)
    words = _FORMS.sub("", _CODE.sub("", content)).strip().strip("_").replace(" ", "_")
    pieces = [piece for piece in words.split("_") if piece]
    if not pieces:
        return None
    at = next((index for index, piece in enumerate(pieces) if piece.startswith("+")), 0)
    lemma = pieces[at].removeprefix("+").lower()
    beside = "_".join("*" if index == at else piece for index, piece in enumerate(pieces)) if len(pieces) > 1 else ""
    return _Verb(lemma, beside, own or code, line) if lemma.isalpha() else None


# Entries


def _entries(
    block: _Block, synonyms: Mapping[str, list[str]], name: str, notices: list[str]
) -> Iterator[tuple[dict[str, Any], int]]:
    if not block.verbs:
        return
    for verb in block.verbs:
        if verb.code not in _WITHOUT_CODE:
            cells: dict[str, Any] = {"patterns": [verb.beside]} if verb.beside else {}
            yield _cells(verb.lemma, [verb.lemma], verb.code, block.back, f"{name}: {verb.lemma}", **cells), verb.line
    lemmas = sorted({verb.lemma for verb in block.verbs if not verb.beside})
    for wanted in block.patterns:
        if wanted.code in _WITHOUT_CODE:
            notices.append(f"{name}, line {wanted.line}: {wanted.text!r} has no code; left out")
            continue
        try:
            pattern = read_pattern(_repaired(wanted.text), synonyms)
        except ValueError as error:
            notices.append(f"{name}, line {wanted.line}: {error}; left out")
            continue
        if not lemmas:
            continue
        places = _TURNED if _is_turned(wanted.text) else _STRAIGHT
        example = f"{name}: - {wanted.text}"
        mutual = {"mutual": True} if pattern.several or (wanted.back and wanted.back == wanted.code) else {}
        yield (
            _cells(lemmas[0], lemmas, wanted.code, "", example, patterns=_spelled(pattern), **places, **mutual),
            wanted.line,
        )


def _cells(id_: str, verbs: list[str], code: str, back: str, example: str, **more: Any) -> dict[str, Any]:
    cells: dict[str, Any] = {"id": id_, "cameo": code, "verbs": verbs, "turns": False, "example": example}
    cells |= _STRAIGHT | more
    if back and back == code:
        cells["mutual"] = True
    return cells


def _repaired(text: str) -> str:
    """A pattern with its `*` on its own side: "IN_ *" is "IN *"."""
    return " ".join(piece.strip("_") if set(piece) - {"_"} and "*" not in piece else piece for piece in text.split())


def _is_turned(text: str) -> bool:
    """Whether the target stands before the verb, or the source after it."""
    before, _, after = text.partition("*")
    return "+" in before.replace("_", " ").split() or ("$" in after.split() and "+" not in after.split())


def _spelled(pattern: Pattern) -> list[str]:
    """The pattern without sets of synonyms: one for each choice of phrases, as a codebook writes it."""
    mark = "% " if pattern.several else ""
    befores = [""]
    for at, chunk in enumerate(pattern.before):
        last = at == len(pattern.before) - 1
        end = "_" if last and pattern.tight_before else " "
        befores = [f"{left}{'_'.join(phrase)}{end}" for left in befores for phrase in sorted(chunk)]
    afters = [""]
    for at, chunk in enumerate(pattern.after):
        start = "_" if at == 0 and pattern.tight_after else " "
        afters = [f"{left}{start}{'_'.join(phrase)}" for left in afters for phrase in sorted(chunk)]
    return [f"{mark}{before}*{after}" for before in befores for after in afters]
