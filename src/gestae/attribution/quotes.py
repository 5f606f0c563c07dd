"""Which cue a quotation belongs to: before it, after it, around it, or that of the quotation before.

"“We will not yield,” said the envoy. “We never did.”" is one statement with two stretches of content.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gestae.attribution.attribution import source_of
from gestae.attribution.frame import Frame
from gestae.attribution.layout import Layout, Quoted, Range, extent, trimmed
from gestae.reading.tokens import Reading, Token

HEADLINES = frozenset({"headline", "subheading"})
_REACH = 30
_STOPS = frozenset({".", ";", ":", "!", "?"})
_DASHES = frozenset({"—", "–", "―", "--", "-"})


def attribute_quotations(reading: Reading, layout: Layout, frames: list[Frame]) -> list[Frame]:
    """The frames with the quotations they introduce as content; colons may make new ones."""
    return _Attributor(reading, layout, frames).frames()


class _Attributor:
    """One pass over the quotations of one reading, in order."""

    def __init__(self, reading: Reading, layout: Layout, frames: list[Frame]) -> None:
        self._reading = reading
        self._layout = layout
        self._by_cue = {frame.cue: frame for frame in frames}
        self._order = [frame.cue for frame in frames]
        self._quoted: dict[int, list[Range]] = {}
        self._owner: dict[int, int] = {}
        self._holders: list[tuple[int, int, int]] = sorted(
            (begin, end, frame.cue)
            for frame in frames
            for begin, end in frame.content
            if layout.quote_at[frame.cue] < 0
        )

    def frames(self) -> list[Frame]:
        """The frames after every quotation has found its cue, or none."""
        for quote in self._layout.quotes:
            if self._is_absorbed(quote):
                continue
            searches = (self._cue_by_parse, self._cue_around, self._cue_before_last)
            cue = next((cue for search in searches if (cue := search(quote)) is not None), None)
            if cue is not None:
                self._own(quote, cue)
        self._carry_on()
        self._headed()
        return [self._merged(self._by_cue[cue]) for cue in sorted(self._by_cue)]

    def _own(self, quote: Quoted, cue: int) -> None:
        self._quoted.setdefault(cue, []).append(self._widened(quote, cue))
        self._owner[quote.number] = cue

    def _carry_on(self) -> None:
        """Gives paragraphs of running quotation to the cue at their end, else to who spoke in the paragraph before."""
        quotes = self._layout.quotes
        for quote in reversed(quotes[:-1]):
            later = quotes[quote.number + 1]
            if not quote.closed and later.part == quote.part + 1 and quote.number not in self._owner:
                cue = self._owner.get(later.number)
                if cue is not None:
                    self._own(quote, cue)
        cues: dict[int, list[int]] = {}
        for cue in sorted(self._by_cue):
            cues.setdefault(self._part(self._reading.tokens[cue]), []).append(cue)
        for quote in quotes:
            if quote.number not in self._owner and self._fills_part(quote):
                cue = self._last_speaker(cues.get(quote.part - 1, ()))
                if cue is not None:
                    self._own(quote, cue)

    def _fills_part(self, quote: Quoted) -> bool:
        """Whether a paragraph is nothing but this quotation, of a sentence at least."""
        return self._is_alone(quote) and quote.words >= 4 and not self._is_heading(quote)

    def _is_alone(self, quote: Quoted) -> bool:
        tokens = self._reading.tokens
        opens = quote.first == 0 or self._part(tokens[quote.first - 1]) != quote.part
        closes = quote.last >= len(tokens) or self._part(tokens[quote.last]) != quote.part
        return opens and closes and quote.words >= 2

    def _headed(self) -> None:
        """Gives a heading that is nothing but a quotation to who says those words below, else to nobody named."""
        below = [quote for quote in self._layout.quotes if not self._is_heading(quote)]
        for quote in self._layout.quotes:
            if quote.number in self._owner or not (self._is_heading(quote) and self._is_alone(quote)):
                continue
            same = next((one for one in below if self._repeats(one, quote) and one.number in self._owner), None)
            if same is not None:
                cue = self._owner[same.number]
                self._quoted.setdefault(cue, []).append((quote.first, quote.last))
            else:
                cue, nothing = quote.first, (quote.first, quote.first)
                self._by_cue[cue] = Frame(cue=cue, words=nothing, manner="say", form="quote")
                self._quoted[cue] = [(quote.first, quote.last)]
            self._owner[quote.number] = cue

    def _is_heading(self, quote: Quoted) -> bool:
        return self._reading.sentences[self._reading.tokens[quote.first].sentence].kind in HEADLINES

    def _repeats(self, body: Quoted, heading: Quoted) -> bool:
        """Whether a quotation holds the words of a heading, which may be only a part of them."""
        told, wanted = self._said(body), self._said(heading)
        return any(told[at : at + len(wanted)] == wanted for at in range(len(told) - len(wanted) + 1))

    def _said(self, quote: Quoted) -> list[str]:
        words = self._reading.tokens[quote.first : quote.last]
        return [word.lower for word in words if word.pos not in {"PUNCT", "SPACE"}]

    def _last_speaker(self, cues: Sequence[int]) -> int | None:
        """The last cue of plain saying among those of a part that nobody else's words follow."""
        for cue in reversed(cues):
            frame = self._by_cue[cue]
            if self._layout.quote_at[cue] >= 0:
                continue
            told = frame.content or cue in self._quoted
            if frame.verb is not None and frame.is_quotable and frame.manner in {"say", "confirm"} and told:
                return cue if frame.source is not None else None
        return None

    def _widened(self, quote: Quoted, cue: int) -> Range:
        """The quotation with the words of its sentence around it, when the cue comes after them.

        "The strike was a “slap in the face” to the army, the envoy said": all before the envoy is what he said.
        """
        first, last = quote.first, quote.last
        tokens = self._reading.tokens
        sentence = self._reading.sentences[tokens[quote.first].sentence]
        frame = self._by_cue[cue]
        if (
            sentence.kind in HEADLINES
            and frame.words[1] < first
            and not {":", ","} & {token.text for token in tokens[frame.words[1] : first]}
        ):
            return frame.words[1], last  # "Kremlin says call ‘constructive’"
        if cue <= quote.last or tokens[cue].sentence != tokens[quote.last - 1].sentence:
            return first, last
        begin = frame.words[0]
        if frame.source is not None and quote.last <= frame.source < cue:
            begin = min(begin, extent(self._reading, tokens[frame.source])[0])
        kept = trimmed(self._reading, self._layout, (quote.last, begin)) if begin > quote.last else None
        if kept is not None and begin - quote.last > 1:
            last = kept[1]
        left = tokens[sentence.first : quote.first]
        told = any(token.index in self._by_cue or self._layout.quote_at[token.index] >= 0 for token in left)
        worded = any(token.pos not in {"CCONJ", "PUNCT", "ADV"} for token in left)
        if worded and not told and tokens[quote.first - 1].text not in {",", ":"}:
            first = sentence.first
        return first, last

    def _merged(self, frame: Frame) -> Frame:
        quoted = self._quoted.get(frame.cue)
        if not quoted:
            return frame
        kept = [span for span in frame.content if not any(_overlap(span, other) for other in quoted)]
        form = frame.form if kept else "quote"
        source = self._outside(frame, quoted)
        return replace(frame, content=tuple(sorted([*kept, *quoted])), form=form, source=source)

    def _outside(self, frame: Frame, quoted: list[Range]) -> int | None:
        """The source, looked for beside the cue where the parser found it inside the quotation."""
        source = frame.source
        if source is not None and not any(first <= source < last for first, last in quoted):
            return source
        tokens = self._reading.tokens
        places: list[int] = [*range(frame.words[0] - 1, max(frame.words[0] - 8, 0), -1)]
        places = [*range(frame.words[1], min(frame.words[1] + 10, len(tokens))), *places]
        for index in places:
            token = tokens[index]
            if self._layout.quote_at[index] >= 0 or token.sentence != tokens[frame.cue].sentence:
                continue
            ends_phrase = index + 1 >= len(tokens) or tokens[index + 1].pos not in {"NOUN", "PROPN", "PART"}
            if token.pos in {"NOUN", "PROPN", "PRON"} and ends_phrase and token.entity not in {"DATE", "TIME"}:
                return index
        return source

    def _is_absorbed(self, quote: Quoted) -> bool:
        """Whether the quotation is part of words told indirectly ("said it was “a crime”")."""
        for begin, end, cue in self._holders:
            if begin > quote.first + 1 or (begin >= quote.first and end <= quote.last + 2):
                if begin > quote.first + 1:
                    break
                continue
            if end >= quote.last - 1 and not quote.first <= cue < quote.last:
                self._owner[quote.number] = cue
                return True
        return False

    def _cue_by_parse(self, quote: Quoted) -> int | None:
        for begin, end, cue in self._holders:
            if begin >= quote.last:
                break
            if quote.first <= begin and _overlap((begin, end), (quote.first, quote.last)):
                sentence = self._reading.tokens[cue].sentence
                if abs(self._reading.tokens[begin].sentence - sentence) <= 1:
                    return cue
        return None

    def _cue_around(self, quote: Quoted) -> int | None:
        tokens = self._reading.tokens
        inner = tokens[quote.last - 2].text if quote.last - 2 >= quote.first else ""
        before = tokens[quote.first - 1] if quote.first > 0 else None
        leads_in = before is not None and self._part(before) == quote.part and before.text in {",", ":"}
        if inner == "," or not leads_in:
            after = self._cue_after(quote, inner)
            if after is not None:
                return after
        if before is not None and before.text == ":":
            return self._cue_before(quote, before)
        if quote.words >= 2 and before is not None and self._part(before) == quote.part:
            found = self._cue_before(quote, before)
            if found is not None:
                return found
        return self._cue_after(quote, inner) if leads_in else None

    def _cue_after(self, quote: Quoted, inner: str) -> int | None:
        tokens = self._reading.tokens
        stop = self._stop(quote)
        outer = tokens[quote.last].text if quote.last < stop else ""
        if inner not in {",", "?", "!", "—", "–", "--", "…", "..."} and outer not in {",", *_DASHES}:
            lower = quote.last < stop and tokens[quote.last].text[:1].islower()
            if inner == "." or not lower:
                return None
            if quote.words < 3:
                return None
        for token in tokens[quote.last : min(stop, quote.last + _REACH)]:
            if token.text in _STOPS and token.index > quote.last:
                return None
            frame = self._by_cue.get(token.index)
            if frame is not None and frame.is_quotable and token.dep not in {"relcl", "acl"}:
                # "“Nobody,” the envoy said, “had been warned”": what follows is the rest of the quotation
                told_after = any(begin > token.index and self._layout.quote_at[begin] < 0 for begin, _ in frame.content)
                return None if told_after else token.index
        return None

    def _cue_before(self, quote: Quoted, before: Token) -> int | None:
        tokens = self._reading.tokens
        sentence = self._reading.sentences[before.sentence]
        floor = max(sentence.first, before.index - _REACH)
        colon = before.text == ":"
        for index in range(before.index, floor - 1, -1):
            if self._layout.quote_at[index] >= 0:
                owner = self._owner.get(self._layout.quote_at[index])
                return owner if before.text == "," and owner is not None and not colon else None
            frame = self._by_cue.get(index)
            if frame is None or tokens[index].tag[:1] != "V":
                continue
            if frame.is_quotable and not frame.content:
                near = colon or before.text == "," or before.index - index <= 6
                return index if near else None
            if colon:
                break
            if frame.is_quotable and before.text != ",":
                return None
        return self._colon(before) if colon and quote.words >= 2 else None

    def _colon(self, colon: Token) -> int | None:
        """A frame of its own for a colon that introduces a quotation ("He defended the vote: “...”")."""
        reading = self._reading
        sentence = reading.sentences[colon.sentence]
        root = reading.tokens[sentence.root]
        if root.index >= colon.index or root.pos not in {"VERB", "AUX"}:
            return None
        source = source_of(reading, root)
        frame = Frame(cue=colon.index, words=(colon.index, colon.index + 1), manner="say", form="quote", source=source)
        self._by_cue[colon.index] = frame
        return colon.index

    def _cue_before_last(self, quote: Quoted) -> int | None:
        """The cue of the quotation before, when this one goes on with it."""
        if quote.number == 0:
            return None
        last = self._layout.quotes[quote.number - 1]
        owner = self._owner.get(last.number)
        if owner is None:
            return None
        tokens = self._reading.tokens
        if not last.closed and quote.part == last.part + 1:
            return owner
        opens = tokens[quote.first + 1] if quote.first + 1 < quote.last else tokens[quote.first]
        if quote.part != last.part or quote.words < 3 or not opens.text[:1].isupper():
            return None
        before = tokens[quote.first - 1]
        between = range(last.last, quote.first)
        if owner in between or (owner < last.first and len(between) <= 1):
            return owner if before.text in {".", ",", ":", ";", "―", "—"} or len(between) <= 1 else None
        return None

    def _part(self, token: Token) -> int:
        return self._reading.sentences[token.sentence].part

    def _stop(self, quote: Quoted) -> int:
        """Where the search after a quotation ends: the next quotation or the end of the part."""
        later = quote.number + 1
        stop = self._layout.quotes[later].first if later < len(self._layout.quotes) else len(self._reading.tokens)
        sentences = self._reading.sentences
        number = self._reading.tokens[quote.last - 1].sentence
        for sentence in sentences[number : number + 3]:
            if sentence.part != quote.part:
                return min(stop, sentence.first)
        return stop


def _overlap(span: Range, other: Range) -> bool:
    return span[0] < other[1] and other[0] < span[1]
