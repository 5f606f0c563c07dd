"""The statements of a report with the tokens they stand on, and the questions other rooms ask of them.

"The minister said that the rebels had promised to release them": asked about
`release`, two statements, outermost first.
"""

from __future__ import annotations

from dataclasses import dataclass

from gestae.attribution.layout import Range
from gestae.record.statements import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundStatement:
    """A statement with the tokens it stands on.

    `manner` is what the speaker does (say, deny, demand, promise, threaten, intend, believe, expect, fear, warn, ...);
    `form` how the content is told: quote, clause, infinitive, according, hedge and noun tell what is so;
    object and named only say what is spoken of ("condemned the attack"). `depth` counts the statements it is told in;
    `recorded` says whether the record keeps it; `is_refused`: said not to be said ("could not confirm").
    """

    statement: Statement
    cue: int
    speaker: int | None
    content: tuple[Range, ...]
    manner: str
    form: str
    depth: int = 0
    recorded: bool = True
    is_refused: bool = False
    cue_lemma: str = ""

    @property
    def is_proposition(self) -> bool:
        """Whether the content tells what is or shall be so, and not only names a subject."""
        return self.form not in {"object", "named"}


@dataclass(frozen=True, slots=True)
class Statements:
    """The statements of a report in the order of the text; asked about words, only those that the record keeps."""

    found: tuple[FoundStatement, ...] = ()

    @property
    def items(self) -> tuple[Statement, ...]:
        """The statements as the record keeps them."""
        return tuple(item.statement for item in self.found if item.recorded)

    def covering(self, start: int, end: int) -> tuple[Statement, ...]:
        """The statements whose content holds these characters, outermost first."""
        holding = [
            (-(content.end - content.start), item.depth, number, item.statement)
            for number, item in enumerate(self.found)
            if item.recorded
            for content in item.statement.content
            if content.start <= start and end <= content.end
        ]
        return tuple(entry[3] for entry in sorted(holding, key=lambda entry: entry[:3]))

    def around(self, token_index: int) -> tuple[FoundStatement, ...]:
        """The statements whose content holds a token, outermost first."""
        holding = [
            (-(last - first), item.depth, number)
            for number, item in enumerate(self.found)
            if item.recorded
            for first, last in item.content
            if first <= token_index < last
        ]
        return tuple(self.found[number] for _, _, number in sorted(holding))
