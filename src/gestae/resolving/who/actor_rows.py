"""The words of one sentence as the matchers of names want them, and what grammar says about them.

In "Iran's Supreme Leader said in Tehran" the words are Iran (possessive), Supreme, Leader, said, in, Tehran; "Tehran"
is locative, "Iran" is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gestae.knowledge.names import article, fold
from gestae.knowledge.roles import Roles
from gestae.reading.tokens import Reading, Sentence, Token
from gestae.resolving.who.actor_words import Hit, PhraseWord

LOCATIVE = frozenset(
    {"in", "at", "inside", "outside", "near", "into", "within", "throughout", "across", "around", "onto", "through"}
)
MODIFYING = frozenset({"amod", "compound", "nmod"})
_HYPHENS = frozenset({"-", "‐", "‑"})
_MARKS = frozenset({"'s", "’s", "'", "’"})
_NO_NAME = frozenset({"many", "several", "other", "own", "same", "such", "old", "more", "few", "most"})
_NOUNS = frozenset({"NOUN", "PROPN"})


class Row:
    """One sentence: `words[i]` is the word of token `tokens[i]`; hyphens and possessive marks are no words."""

    def __init__(
        self, reading: Reading, sentence: Sentence, roles: Roles, surnames: frozenset[str] = frozenset()
    ) -> None:
        self.reading = reading
        self.sentence = sentence
        self.roles = roles
        self.all_tokens = reading.tokens
        self.words, self.tokens = _words_and_tokens(reading.tokens, sentence, surnames)

    def first(self, piece: Sequence[Hit]) -> int:
        """The first token of a phrase."""
        return self.tokens[piece[0].first].index

    def last(self, piece: Sequence[Hit]) -> int:
        """The token after a phrase."""
        return self.tokens[piece[-1].last - 1].index + 1

    def text(self, piece: Sequence[Hit]) -> str:
        """A phrase as it is written, white space made even."""
        return self.text_between(self.first(piece), self.last(piece))

    def text_between(self, first: int, last: int) -> str:
        """The text from one token to before another, white space made even."""
        start, end = self.all_tokens[first].start, self.all_tokens[last - 1].end
        return " ".join(self.reading.document.text[start:end].split())

    def phrase(self, piece: Sequence[Hit]) -> Sequence[PhraseWord]:
        """The words of a phrase, with a "former" or "ex-" before it."""
        first = piece[0].first
        while first and self.words[first - 1].fold in self.roles.former and not self.words[first - 1].possessive:
            first -= 1
        return self.words[first : piece[-1].last]

    def key(self, hit: Hit) -> str:
        """The folded words of a hit."""
        return " ".join(word.fold for word in self.words[hit.first : hit.last])

    def head(self, hit: Hit) -> Token:
        """The token of a hit that the rest of the sentence hangs on."""
        first, last = self.first([hit]), self.last([hit])
        for index in range(last - 1, first - 1, -1):
            token = self.all_tokens[index]
            if not first <= token.head < last or token.head == index:
                return token
        return self.all_tokens[last - 1]

    def determiner(self, hit: Hit) -> str:
        """The determiner or possessive before the phrase that begins with this hit."""
        at = self.first([hit]) - 1
        while at >= self.sentence.first and _is_between(self.all_tokens[at]):
            at -= 1
        if at >= self.sentence.first and self.all_tokens[at].pos in {"DET", "PRON"}:
            return self.all_tokens[at].lower
        return ""

    def with_adjectives(self, piece: list[Hit]) -> list[Hit]:
        """The phrase with the adjectives right before it ("unknown gunmen")."""
        first = piece[0].first
        while first > 0:
            before = self.tokens[first - 1]
            hyphens = self.words[first - 1].after == "-" or self.words[first].after not in {"", "-"}
            if before.pos != "ADJ" or before.dep != "amod" or before.lower in _NO_NAME or hyphens:
                break
            first -= 1
        return [replace(piece[0], first=first), *piece[1:]] if first < piece[0].first else piece

    def titles(self, piece: list[Hit]) -> list[Hit]:
        """The roles that stand right before the name that ends the phrase."""
        titles: list[Hit] = []
        for hit in reversed(piece[:-1]):
            if hit.role is None:
                break
            titles.insert(0, hit)
        return titles

    def gender(self, piece: list[Hit]) -> str:
        """What honorifics and nouns in and before the phrase say of the sex: "m", "f" or ""."""
        for index in range(max(0, piece[0].first - 1), piece[-1].last):
            word = self.words[index].fold
            sex = self.roles.honorifics.get(word) or self.roles.gender.get(word, "")
            if sex:
                return sex
        return ""

    def leads_to_noun(self, hit: Hit) -> bool:
        """Whether the phrase goes on to a noun that is no actor ("Iranian missile attacks")."""
        at, tokens = hit.last, self.tokens
        end = tokens[hit.last - 1]
        while at < len(tokens) and tokens[at].pos in {"ADJ", "NUM", "ADV"} and not self.words[at].after:
            at += 1
        above = self.all_tokens[end.head]
        if at < len(tokens) and tokens[at].pos in _NOUNS:
            inside = above.index == tokens[at].index or (above.head == tokens[at].index and above.index < above.head)
            return inside or end.dep in MODIFYING or end.dep in {"poss", "nummod", "npadvmod"}
        if end.dep not in MODIFYING:
            return False
        verbal_noun = at < len(tokens) and tokens[at].pos == "VERB" and above.index == tokens[at].index
        return verbal_noun or (above.index > end.index and above.pos in _NOUNS)

    def is_locative(self, head: Token, form: str) -> bool:
        """Whether the words stand for a place here: "in Baghdad", "left Tehran", but "accused Tehran", "by Iran"."""
        token = head
        while token.dep == "conj":
            token = self.all_tokens[token.head]
        if form == "capital":
            return self._is_city(token)
        above = self.all_tokens[token.head]
        if token.dep == "pobj":
            return above.lower in LOCATIVE
        return token.dep == "npadvmod" or (token.dep == "appos" and form == "name" and above.pos == "PROPN")

    def _is_city(self, token: Token) -> bool:
        """Whether a capital is the city here and not its government."""
        above = self.all_tokens[token.head]
        if token.dep == "pobj":
            return above.lower not in self.roles.capital_prepositions
        if token.dep == "dobj":
            return above.lemma not in self.roles.object_verbs
        if token.dep == "poss":
            after = self.all_tokens[token.index + 2].lower if token.index + 2 < len(self.all_tokens) else ""
            return above.lower in self.roles.city_nouns or after in self.roles.city_nouns
        return token.dep not in {"nsubj", "agent", "dative", "ROOT", "nsubjpass"}


def _is_between(token: Token) -> bool:
    """Whether a token can stand between a determiner and its noun ("the Iran-backed group")."""
    return token.pos in {"ADJ", "NUM", "ADV"} or token.text in _HYPHENS or token.dep in {"amod", "npadvmod"}


def _words_and_tokens(
    tokens: Sequence[Token], sentence: Sentence, surnames: frozenset[str]
) -> tuple[list[PhraseWord], list[Token]]:
    words: list[PhraseWord] = []
    kept: list[Token] = []
    gap = ""
    for index in range(sentence.first, sentence.last):
        token = tokens[index]
        text = token.text
        if text in _HYPHENS:
            gap = "-"
            continue
        if text in _MARKS and (token.tag == "POS" or token.dep == "case"):
            if words:
                words[-1] = replace(words[-1], possessive=True)
            continue
        hyphen = index + 1 < sentence.last and tokens[index + 1].text in _HYPHENS
        prefix, mark, rest = text.partition(".-")
        if mark and prefix and rest:  # "U.S.-backed", which the parser leaves whole
            head = f"{prefix}."
            words.append(PhraseWord(head, fold(head) or head, True, head.isupper(), False, gap, True, False))
            kept.append(token)
            gap, text = "-", rest
        words.append(
            PhraseWord(
                text,
                article(fold(text) or text, hyphen=hyphen),
                text[:1].isupper(),
                text.isupper() and len(text) > 1,
                False,
                gap,
                token.pos == "PROPN" or (text in surnames and token.pos == "NOUN"),
                token.entity == "PERSON" and _is_in_longer_name(tokens, index),
            )
        )
        gap = ""
        kept.append(token)
    return words, kept


def surnames_in(reading: Reading) -> frozenset[str]:
    """The last words of people's full names: "Tamalt" is the name even where the parser takes it for a noun."""
    tokens = reading.tokens
    return frozenset(
        token.text
        for token in tokens
        if token.entity == "PERSON"
        and not token.entity_start
        and token.pos == "PROPN"
        and token.text[:1].isupper()
        and not (token.index + 1 < len(tokens) and _goes_on(tokens[token.index + 1]))
    )


def _goes_on(token: Token) -> bool:
    return token.entity == "PERSON" and not token.entity_start


def _is_in_longer_name(tokens: Sequence[Token], index: int) -> bool:
    """Whether a guessed name of a person holds more words than this token."""
    after = index + 1 < len(tokens) and _goes_on(tokens[index + 1])
    return after or not tokens[index].entity_start
