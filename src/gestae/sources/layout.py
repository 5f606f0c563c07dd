"""Which block of a report is what: headline, dateline, paragraph, subheading, caption or page furniture.

"Trump: ‘All is well’" between two paragraphs is a subheading; "Share" is furniture; "H/O: … Map 200107" is a
picture's credit, and "A map showing the two air bases." below it the picture's caption. What is unclear stays a
paragraph: no text of the report is thrown away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gestae.lexicon.furniture import Furniture, load_furniture
from gestae.reading.casing import is_title_case
from gestae.record.documents import Part, PartKind
from gestae.sources.bylines import authors_in, date_in, is_byline, is_date_line
from gestae.sources.captions import credit_start, is_caption, is_credit
from gestae.sources.datelines import dateline_end, tags_end
from gestae.sources.lines import BLANK, Block, ends_sentence

_LONGEST_HEADLINE = 260
_LONGEST_SUBHEADING = 120
_MOST_WORDS_HEADLINE = 32
_MOST_WORDS_SUBHEADING = 15
_MOST_LINES_HEADLINE = 4
_MOST_WORDS_CAPTION = 60
_LONGEST_LINE = 1000
# A first line with a full stop is a headline only when this short, and a dateline or a longer paragraph follows.
_MOST_WORDS_STOPPED_HEADLINE = 14
# Lines before the first paragraph that may be label, headline, summary, byline and date.
_HEAD_BLOCKS = 8
_ASKING = frozenset(
    {
        "what", "why", "how", "who", "where", "when", "which", "is", "are", "was", "will", "could", "can", "does",
        "did", "do", "should",
    }
)  # fmt: skip
_BULLETS = frozenset("-–—•*·‣▪►>")


@dataclass(frozen=True, slots=True)
class Layout:
    """The parts of a text in order, and what its head says of title, authors and date."""

    parts: tuple[Part, ...]
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None


def lay_out(text: str, blocks: Sequence[Block], *, furniture: Furniture | None = None) -> Layout:
    """The layout of a text whose blocks are known. A block whose kind is set keeps it, furniture apart."""
    known = furniture or load_furniture()
    kinds = _kinds(text, blocks, known)
    headline = _find_headline(text, blocks, kinds, known)
    _find_subheadings(text, blocks, kinds, headline)
    parts: list[Part] = []
    opens = True
    for block, kind in zip(blocks, kinds, strict=True):
        if kind == "caption":
            parts.extend(_caption(text, block, known))
            continue
        if kind is not None and kind != "paragraph":
            parts.append(Part(kind, block.start, block.end))
            continue
        parts.extend(_paragraph(text, block, opens, known))
        opens = False
    authors, published = _credits(text, blocks, kinds)
    if published is None:
        datelines = (text[part.start : part.end] for part in parts if part.kind == "dateline")
        published = next(filter(None, map(date_in, datelines)), None)
    title = None if headline is None else " ".join(text[blocks[headline].start : blocks[headline].end].split())
    return Layout(tuple(parts), title, authors, published)


def _kinds(text: str, blocks: Sequence[Block], furniture: Furniture) -> list[PartKind | None]:
    """Furniture and captions; None where the words alone do not say."""
    kinds: list[PartKind | None] = []
    credits: list[int] = []
    for index, block in enumerate(blocks):
        line = text[block.start : min(block.end, block.start + _LONGEST_LINE)]
        found = furniture.kind_of(line)
        kind: PartKind | None = block.kind
        if found == "boilerplate" or is_byline(line) or is_date_line(line):
            kind = "boilerplate"
        elif kind is None and is_credit(line, found):
            kind = "boilerplate"
            credits.append(index)
        elif kind is None and is_caption(line, found, furniture):
            kind = "caption"
        kinds.append(kind)
    for index in credits:
        beside = _beside(text, blocks, kinds, index)
        if beside is not None:
            kinds[beside] = "caption"
    return kinds


def _beside(text: str, blocks: Sequence[Block], kinds: Sequence[PartKind | None], credit: int) -> int | None:
    """The line right above or below a picture's credit, where those two stand by themselves."""
    group = blocks[credit].group
    # Only the two nearest on each side are looked at, so that a page of credits costs no more than its length.
    near = [index for index in range(max(0, credit - 2), min(len(blocks), credit + 3)) if blocks[index].group == group]
    others = [index for index in near if kinds[index] is None]
    if len(others) != 1 or abs(others[0] - credit) != 1 or _words(text, blocks[others[0]]) > _MOST_WORDS_CAPTION:
        return None
    return others[0]


def _find_headline(
    text: str, blocks: Sequence[Block], kinds: list[PartKind | None], furniture: Furniture
) -> int | None:
    """The index of the headline among the first blocks; its kind is set."""
    if "headline" in kinds:
        return kinds.index("headline")
    head = [index for index in range(min(len(blocks), _HEAD_BLOCKS)) if kinds[index] in {None, "subheading"}]
    if not head or not _is_heading(text, blocks, head[0], kinds, furniture):
        return None
    chosen = head[0]
    # "World" or "Middle East" above the headline is the name of a section.
    if len(head) > 2 and _words(text, blocks[chosen]) <= 2 and _words(text, blocks[head[1]]) >= 4:
        second = _is_heading(text, blocks, head[1], kinds, furniture)
        if second and not ends_sentence(text, blocks[head[1]].start, blocks[head[1]].end):
            kinds[chosen] = "subheading"
            chosen = head[1]
    kinds[chosen] = "headline"
    return chosen


def _is_heading(
    text: str, blocks: Sequence[Block], index: int, kinds: Sequence[PartKind | None], furniture: Furniture
) -> bool:
    block = blocks[index]
    if block.end - block.start > _LONGEST_HEADLINE or block.lines > _MOST_LINES_HEADLINE:
        return False
    words = _words(text, block)
    body = next((at for at in range(index + 1, len(blocks)) if kinds[at] in {None, "paragraph"}), None)
    if body is None or words > _MOST_WORDS_HEADLINE or text[block.start] in _BULLETS:
        return False
    if kinds[index] == "subheading":
        return True  # marked as a heading in the text
    following = blocks[body]
    if text[following.start].islower() or dateline_end(text, block.start, block.end, furniture=furniture) > block.start:
        return False
    if not ends_sentence(text, block.start, block.end):
        return True
    if text[block.start : block.end].rstrip("\"'”’)")[-1:] in ",;:":
        return False
    if is_title_case(text[block.start : block.end]):
        return True
    return (
        words <= _MOST_WORDS_STOPPED_HEADLINE
        and dateline_end(text, following.start, following.end, furniture=furniture) > following.start
    )


def _find_subheadings(text: str, blocks: Sequence[Block], kinds: list[PartKind | None], headline: int | None) -> None:
    """Short lines without a full stop between paragraphs become subheadings."""
    short = [kind is None and _is_short_heading(text, block) for block, kind in zip(blocks, kinds, strict=True)]
    last = max(
        (index for index, kind in enumerate(kinds) if kind in {None, "paragraph"} and not short[index]), default=-1
    )
    previous = headline
    for index in range(last):
        if kinds[index] in {"boilerplate", "caption"} or index == headline:
            continue
        following = next(at for at in range(index + 1, len(blocks)) if kinds[at] not in {"boilerplate", "caption"})
        under_headline = headline is not None and previous == headline
        if short[index] and (under_headline or _heads_paragraph(short, kinds, previous, following)):
            kinds[index] = "subheading"
        previous = index


def _heads_paragraph(
    short: Sequence[bool], kinds: Sequence[PartKind | None], previous: int | None, following: int
) -> bool:
    """Whether a short line stands alone between paragraphs: a run of them is a list (names, figures), not headings."""
    if previous is None or short[following]:
        return False
    return not short[previous] or kinds[previous] == "subheading"


def _is_short_heading(text: str, block: Block) -> bool:
    if block.end - block.start > _LONGEST_SUBHEADING or block.lines > 2 or text[block.start] in _BULLETS:
        return False
    words = _words(text, block)
    if words > _MOST_WORDS_SUBHEADING or not (text[block.start].isupper() or not text[block.start].isalpha()):
        return False
    if not ends_sentence(text, block.start, block.end):
        return True
    first = text[block.start : block.end].split()[0].casefold()
    return text[block.end - 1] == "?" and first in _ASKING and words <= 10


def _paragraph(text: str, block: Block, opens: bool, furniture: Furniture) -> list[Part]:
    """A paragraph, with its dateline and monitoring tags as parts of their own."""
    parts: list[Part] = []
    start = dateline_end(text, block.start, block.end, opens=opens, furniture=furniture)
    if start > block.start:
        parts.append(Part("dateline", block.start, start))
        tagged = tags_end(text, start, block.end)
        if tagged > start:
            parts.append(Part("boilerplate", _skip_blank(text, start, tagged), tagged))
            start = tagged
        start = _skip_blank(text, start, block.end)
    if start < block.end:
        parts.append(Part("paragraph", start, block.end))
    return parts


def _caption(text: str, block: Block, furniture: Furniture) -> list[Part]:
    """A caption, with the credit at its end as furniture."""
    credit = block.start + credit_start(text[block.start : block.end], furniture)
    end = credit
    while end > block.start and text[end - 1] in BLANK:
        end -= 1
    if end == block.start or credit == block.end:
        return [Part("caption", block.start, block.end)]
    return [Part("caption", block.start, end), Part("boilerplate", credit, block.end)]


def _credits(
    text: str, blocks: Sequence[Block], kinds: Sequence[PartKind | None]
) -> tuple[tuple[str, ...], str | None]:
    """Authors and publication date from the furniture above the first paragraph."""
    authors: tuple[str, ...] = ()
    published: str | None = None
    for block, kind in zip(blocks, kinds, strict=True):
        if kind in {None, "paragraph"}:
            break
        line = text[block.start : block.end]
        if kind != "boilerplate" or len(line) > _LONGEST_HEADLINE:
            continue
        if not authors and is_byline(line):
            authors = authors_in(line)
        elif published is None and is_date_line(line):
            published = date_in(line)
    return authors, published


def _words(text: str, block: Block) -> int:
    """The words of a block, those beyond a thousand characters not counted."""
    return len(text[block.start : min(block.end, block.start + _LONGEST_LINE)].split())


def _skip_blank(text: str, start: int, end: int) -> int:
    while start < end and text[start] in BLANK:
        start += 1
    return start
