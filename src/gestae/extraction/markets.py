"""Which markets moved: instrument, direction, amount and unit, each with its words.

"with the Dow Jones plunging 400 points and Brent crude spiking as high as 4%" gives two moves: DJI down 400 points,
BRENT up 4 percent. "The zloty fell 1.2% against the euro" is one, of the zloty. "Oil could rise" is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gestae.extraction.market_amounts import Amount, read_amount
from gestae.lexicon.instruments import Instrument, MarketWords, load_market_words
from gestae.lexicon.numbers import NumberWords, load_number_words
from gestae.reading.phrases import conjuncts, phrase_of
from gestae.reading.tokens import Reading, Sentence, Token
from gestae.record.dates import DateInterval
from gestae.record.evidence import Evidence
from gestae.record.markets import MarketDirection
from gestae.resolving.when.dates import Dates, date_of

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_HANGS_ON = frozenset({"compound", "poss", "nmod", "amod"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundMove:
    """One move. `trigger` is the token that tells of it, for the event that caused it."""

    instrument: str
    symbol: str | None
    direction: MarketDirection
    amount: float | None
    unit: str | None
    date: DateInterval | None
    evidence: tuple[Evidence, ...]
    trigger: int


@dataclass(frozen=True, slots=True)
class _Named:
    """An instrument named at tokens `first` to `last` (exclusive); `known` is None for "stocks" and the like."""

    known: Instrument | None
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Move:
    """The word that tells of a move, its direction, and the tokens its amount may stand among."""

    trigger: Token
    direction: MarketDirection
    first: int
    last: int
    firm: bool = True


def find_market_moves(
    reading: Reading,
    *,
    dates: Dates,
    words: MarketWords | None = None,
    numbers: NumberWords | None = None,
) -> tuple[FoundMove, ...]:
    """Every market move, in the order of the text."""
    finder = _Finder(reading, dates, words or load_market_words(), numbers or load_number_words())
    return tuple(move for sentence in reading.sentences for move in finder.of_sentence(sentence))


class _Finder:
    """One report's walk from instruments to their moves."""

    def __init__(self, reading: Reading, dates: Dates, words: MarketWords, numbers: NumberWords) -> None:
        self.reading = reading
        self.tokens = reading.tokens
        self.dates = dates
        self.words = words
        self.lists = words.words
        self.numbers = numbers

    def of_sentence(self, sentence: Sentence) -> Iterator[FoundMove]:
        """The moves of one sentence, no instrument twice by one word."""
        named = list(self._instruments(sentence))
        seen: set[tuple[str, int]] = set()
        told: set[int] = set()
        for one in named:
            head = self._moving_noun(one)
            if one.known is None and (self._inside_known(one, named) or head.index in told):
                continue
            told.add(head.index)
            for move in self._moves(one, head, sentence):
                found = self._found(one, head, move, named)
                if found is not None and (found.instrument, found.trigger) not in seen:
                    seen.add((found.instrument, found.trigger))
                    yield found

    # Instruments.

    def _instruments(self, sentence: Sentence) -> Iterator[_Named]:
        text, tokens, names = self.reading.document.text, self.tokens, self.words.names
        at = sentence.first
        while at < sentence.last:
            token = tokens[at]
            found = None
            for name, instrument in names.get(token.text, ()) or names.get(token.text.split("-")[0], ()):
                end = token.start + len(name)
                last = at
                while last + 1 < sentence.last and tokens[last].end < end:
                    last += 1
                if text[token.start : end] == name and tokens[last].end == end:
                    found = _Named(instrument, at, last + 1)
                    break
            if found is None and token.lower in self.lists["generic"] and token.pos in {"NOUN", "PROPN"}:
                found = _Named(None, at, at + 1)
            if found is not None:
                yield found
            at = found.last if found is not None else at + 1

    def _inside_known(self, one: _Named, named: list[_Named]) -> bool:
        """Whether a known instrument stands in the phrase of a generic noun ("Brent futures"): that one counts."""
        phrase = phrase_of(self.reading, self.tokens[one.last - 1])
        return any(other.known and phrase.first <= other.first < phrase.last for other in named)

    def _moving_noun(self, one: _Named) -> Token:
        """The noun that moves: the instrument's own, or the "prices" or "index" it belongs to."""
        token = self.tokens[one.last - 1]
        inside = range(one.first, one.last)
        holders = self.lists["containers"] if one.known else self.lists["containers"] | self.lists["generic"]
        for _ in range(5):
            head = self.tokens[token.head]
            if head.index == token.index:
                break
            if head.index in inside or (token.dep in _HANGS_ON and head.lower in holders):
                token = head
            elif token.dep == "pobj" and head.lower in {"of", "for", "in"}:
                noun = self.tokens[head.head]
                held = self.lists["containers"] - self.lists["generic"] if one.known else self.lists["containers"]
                if noun.lower not in held:
                    break
                token = noun
            elif (
                one.known is not None
                and not one.known.common
                and token.dep in {"nummod", "appos", "compound"}
                and head.index in range(one.first - 2, one.last + 2)
                and head.tag[:2] == "NN"
            ):
                token = head
            else:
                break
        return token

    # Moves.

    def _moves(self, one: _Named, head: Token, sentence: Sentence) -> Iterator[_Move]:
        subject = head
        while subject.dep == "conj" and self.tokens[subject.head].pos in {"NOUN", "PROPN"}:
            subject = self.tokens[subject.head]
        governor = self.tokens[subject.head]
        if subject.dep in _SUBJECTS and governor.pos in {"VERB", "AUX"}:
            for verb in conjuncts(self.reading, governor):
                own = any(child.dep in _SUBJECTS for child in self.reading.children(verb))
                if verb.index == governor.index or (verb.pos in {"VERB", "AUX"} and not own):
                    yield from self._of_verb(verb, sentence)
            return
        clauses = [child for child in self.reading.children(head) if child.dep in {"acl", "relcl"}]
        moved = [move for verb in clauses for move in self._of_verb(verb, sentence)]
        if moved:
            yield from moved
        elif subject.dep in {"dobj", "dative"} and governor.pos == "VERB":
            yield from self._of_cause(governor, head, sentence)
        elif (noun := self._noun_of_move(subject)) is not None:
            yield self._of_noun(noun, sentence)
        elif head.dep != "pobj" and (after := self._verb_right_after(one, sentence)) is not None:
            yield from self._of_verb(after, sentence)
        elif one.last < sentence.last and (way := self.words.adverbs.get(self.tokens[one.last].lower)) is not None:
            yield _Move(self.tokens[one.last], way, one.last, min(one.last + 8, sentence.last), firm=False)

    def _verb_right_after(self, one: _Named, sentence: Sentence) -> Token | None:
        """A verb of moving right after the instrument, whatever the parser made of it."""
        for at in range(one.last, min(one.last + 3, sentence.last)):
            token = self.tokens[at]
            if token.lemma.lower() in self.words.verbs and token.tag in {"VBD", "VBG", "VBZ", "VBP"}:
                return token
            if token.pos not in {"ADV", "NOUN", "AUX"}:
                return None
        return None

    def _of_verb(self, verb: Token, sentence: Sentence) -> Iterator[_Move]:
        lemma = verb.lemma.lower()
        stop = self._clause_end(verb, sentence)
        if self._is_unreal(verb):
            return
        if verb.lower == "changed" and self.tokens[verb.index - 1].lower in {"little", "barely"}:
            yield _Move(verb, "unchanged", stop, stop)
        elif (direction := self.words.verbs.get(lemma)) is not None:
            yield _Move(verb, direction, verb.index + 1, stop)
        elif lemma in self.lists["reaching"]:
            mark = next((one for one in self.tokens[verb.index + 1 : stop] if one.lower in self.words.marks), None)
            if mark is not None:
                yield _Move(verb, self.words.marks[mark.lower], stop, stop)
        elif lemma in self.lists["colourless"]:
            for one in self.tokens[verb.index + 1 : stop]:
                direction = self.words.adverbs.get(one.lower)
                if one.lower == "changed" and self.tokens[one.index - 1].lower in {"little", "barely"}:
                    direction = "unchanged"
                if direction is not None and one.pos != "ADP":
                    yield _Move(verb, direction, verb.index + 1, stop)
                    return

    def _of_cause(self, verb: Token, thing: Token, sentence: Sentence) -> Iterator[_Move]:
        """ "sent oil prices up 4%", "sending stocks tumbling", "lifted gold 2%"."""
        lemma = verb.lemma.lower()
        stop = self._clause_end(verb, sentence)
        if self._is_unreal(verb):
            return
        own = "up" if lemma in self.lists["causing_up"] else "down" if lemma in self.lists["causing_down"] else None
        if own is None and lemma not in self.lists["causing"]:
            return
        for one in self.tokens[thing.index + 1 : stop]:
            direction = self.words.adverbs.get(one.lower) or self.words.marks.get(one.lower) or self._past(one)
            if direction is None and one.tag in {"VBG", "VB", "NN"}:
                direction = (
                    self.words.verbs.get(one.lemma.lower()) if one.tag != "NN" or one.lower.endswith("ing") else None
                )
            if direction is not None:
                yield _Move(one if one.pos == "VERB" else verb, direction, thing.index + 1, stop)
                return
        if own == "up":
            yield _Move(verb, "up", thing.index + 1, stop, firm=False)
        elif own == "down":
            yield _Move(verb, "down", thing.index + 1, stop, firm=False)

    def _past(self, word: Token) -> MarketDirection | None:
        """The direction of "above $70" and "below 7,000 points"."""
        if word.lower in self.lists["rising_past"]:
            return "up"
        return "down" if word.lower in self.lists["falling_past"] else None

    def _noun_of_move(self, head: Token) -> Token | None:
        """The "drop" of "a 3% drop in the Nikkei" or of "oil's 4% jump"."""
        above = self.tokens[head.head]
        if head.dep in _HANGS_ON and above.lemma.lower() in self.words.nouns and above.pos == "NOUN":
            return above
        if head.dep == "pobj" and above.lower in {"in", "of", "for"}:
            noun = self.tokens[above.head]
            if noun.lemma.lower() in self.words.nouns and noun.pos == "NOUN":
                return noun
        return None

    def _of_noun(self, noun: Token, sentence: Sentence) -> _Move:
        first = phrase_of(self.reading, noun).first
        return _Move(noun, self.words.nouns[noun.lemma.lower()], first, min(noun.index + 8, sentence.last), firm=False)

    def _clause_end(self, verb: Token, sentence: Sentence) -> int:
        """Where the words about this verb end: at the next verb of moving, stop, or clause with its own subject."""
        for at in range(verb.index + 1, sentence.last):
            token = self.tokens[at]
            if token.text in {";", ":", "—", "–"} or (token.dep in _SUBJECTS and at > verb.index + 1):
                return at
            if (
                token.lemma.lower() in self.words.verbs
                and token.tag in {"VBD", "VBG", "VBN", "VBZ", "VBP"}
                and at > verb.index + 1
            ):
                return (
                    at
                    if self.tokens[at].tag != "VBG" or verb.lemma.lower() not in self.lists["causing"]
                    else sentence.last
                )
        return sentence.last

    def _is_unreal(self, verb: Token) -> bool:
        """Whether the move is only possible, expected or denied."""
        token = verb
        for _ in range(3):
            children = list(self.reading.children(token))
            if any(
                child.dep == "neg" or (child.dep == "aux" and child.lower in self.lists["unlikely"])
                for child in children
            ):
                return True
            if any(child.dep == "mark" and child.lower in {"if", "unless", "whether"} for child in children):
                return True
            above = self.tokens[token.head]
            if above.index == token.index or token.dep not in {"xcomp", "ccomp", "conj", "pcomp"}:
                return False
            if above.lemma.lower() in self.lists["unlikely"] and token.tag in {"VB", "VBG"}:
                return True
            if token.dep in {"ccomp", "conj"} and token.tag != "VB":
                return False
            token = above
        return False

    # The finding.

    def _found(self, one: _Named, head: Token, move: _Move, named: list[_Named]) -> FoundMove | None:
        last = min([other.first for other in named if self._opens_clause(other, move)] + [move.last])
        amount = read_amount(self.tokens, move.first, last, self.words, self.numbers)
        if amount is None and move.trigger.lemma.lower() in self.words.built_in:
            amount = Amount(
                self.words.built_in[move.trigger.lemma.lower()], "percent", move.trigger.index, move.trigger.index + 1
            )
        if not self._is_market(one, head, move, amount):
            return None
        first, last = self._extent(one, head)
        text = self.reading.document.text
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        evidence = [self.reading.quote(move.trigger.start, move.trigger.end, "trigger")]
        evidence.append(self.reading.quote(start, end, "instrument"))
        if amount is not None:
            low, high = self.tokens[amount.first].start, self.tokens[amount.last - 1].end
            evidence.append(self.reading.quote(low, high, "amount"))
        return FoundMove(
            instrument=one.known.name if one.known else text[start:end],
            symbol=one.known.symbol if one.known else None,
            direction=move.direction,
            amount=float(amount.value) if amount else None,
            unit=amount.unit if amount else None,
            date=date_of(self.reading, self.dates, move.trigger),
            evidence=tuple(evidence),
            trigger=move.trigger.index,
        )

    def _opens_clause(self, other: _Named, move: _Move) -> bool:
        """Whether another instrument stands between the move and its amount ("slid, with the Nikkei down 2%")."""
        if not move.first < other.first < move.last or other.first < move.trigger.index:
            return False
        between = {token.lower for token in self.tokens[move.first : other.first]}
        return bool(between & {",", "with", "and", "while", "as"}) and not between & {"against", "versus"}

    def _is_market(self, one: _Named, head: Token, move: _Move, amount: Amount | None) -> bool:
        """Everyday words are markets only beside an amount or a price; a "job market" never is."""
        if one.known is None:
            phrase = phrase_of(self.reading, head)
            words = {token.lower for token in self.tokens[phrase.first : one.first]}
            share = head.lower == "share"
            single = share or (
                head.lower in {"market", "stock", "currency", "bond"} and amount is None and not move.firm
            )
            return not (words & self.lists["not_generic"]) and not single
        if not one.known.common:
            return True
        after = self.tokens[one.last] if one.last < len(self.tokens) else None
        if after is not None and after.pos == "NOUN" and after.dep not in {"npadvmod"} and head.index < one.last:
            return False  # "fuel efficiency", "oil tankers"
        priced = head.index not in range(one.first, one.last) and head.lower in self.lists["containers"]
        bare = self.tokens[one.first - 1].pos not in {"DET", "PRON", "ADJ", "NOUN"} if one.first else True
        alone = move.firm and (one.known.kind == "currency" or bare)
        return priced or amount is not None or alone or move.trigger.lemma.lower() in self.lists["reaching"]

    def _extent(self, one: _Named, head: Token) -> tuple[int, int]:
        """The words that name it: "Brent crude", "shares in Lufthansa", "Asian stocks"."""
        if one.known is not None:
            return one.first, one.last
        phrase = phrase_of(self.reading, head)
        first, last = phrase.first, phrase.last
        while first < last - 1 and self.tokens[first].pos in {"DET", "PUNCT"}:
            first += 1
        for prep in self.reading.children(head):
            if prep.dep == "prep" and prep.lower in {"in", "of"} and prep.index == last:
                for noun in self.reading.children(prep):
                    if noun.dep == "pobj":
                        last = phrase_of(self.reading, noun).last
        return first, last
