"""Whose words: the source of a cue, the words of the cue, its channel, addressees and date.

"The minister took to Twitter to say that ..." : the source of `say` is "the minister", the channel Twitter.
"""

from __future__ import annotations

from gestae.attribution.layout import Range
from gestae.reading.tokens import Reading, Token

_GROUP = frozenset({"aux", "auxpass", "neg", "advmod", "prt"})
_TIMES = frozenset({"after", "amid", "before", "since", "during", "following", "as"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})


def verb_group(reading: Reading, token: Token) -> Range:
    """The cue with its auxiliaries, negation and adverbs between them ("has also repeatedly denied")."""
    first, last = token.index, token.index + 1
    children = {child.index: child for child in reading.children(token)}
    while first - 1 in children and children[first - 1].dep in _GROUP and children[first - 1].lower != "when":
        first -= 1
    while last in children and children[last].dep == "prt":
        last += 1
    while first < token.index and reading.tokens[first].dep == "advmod":
        first += 1
    return first, last


def source_of(reading: Reading, token: Token) -> int | None:
    """The head of the noun phrase whose words, belief or intention the verb tells; None when nobody is named."""
    tokens = reading.tokens
    for step in range(12):
        subject, passive = _subject(reading, token)
        if step == 0 and (passive or is_participle(reading, token)):
            return _agent(reading, token)
        if subject is not None:
            return subject.index
        head = tokens[token.head]
        if head.index == token.index:
            return None
        doing = token.dep == "acl" and token.tag == "VBG" and head.pos in {"NOUN", "PROPN", "PRON"}
        if doing and not _is_addressed(reading, head):
            return head.index
        if token.dep == "relcl":
            return head.index
        token = head
        if token.pos in {"NOUN", "PROPN", "PRON"} and token.dep in _SUBJECTS:
            return token.index
    return None


def _is_addressed(reading: Reading, noun: Token) -> bool:
    """ "Gave a statement to the police saying ...": who is told it does not say it."""
    return noun.dep == "pobj" and reading.tokens[noun.head].lower == "to"


def governor_of(reading: Reading, token: Token) -> Token | None:
    """The nearest verb above a token."""
    return next((above for above in reading.ancestors(token) if above.pos in {"VERB", "AUX"}), None)


def is_participle(reading: Reading, token: Token) -> bool:
    """Whether the verb stands after its noun in the passive ("attacks blamed on Tehran", "militia, believed to be")."""
    if token.tag == "VBN" and token.dep in {"acl", "advcl"}:
        barred = {"aux", "dobj"}
    elif token.tag == "VBD" and token.dep == "acl":
        barred = {"aux", "dobj", "nsubj", "mark"}
    else:
        return False
    return not any(child.dep in barred for child in reading.children(token))


def _subject(reading: Reading, token: Token) -> tuple[Token | None, bool]:
    if token.pos not in {"VERB", "AUX"}:
        return None, False
    passive = False
    found: Token | None = None
    for child in reading.children(token):
        if child.dep == "auxpass" or child.dep == "nsubjpass":
            passive = True
        if child.dep in _SUBJECTS and (found is None or child.index < token.index):
            found = child  # the nearest before the verb, else the first after it
    return found, passive


def _agent(reading: Reading, token: Token) -> int | None:
    for child in reading.children(token):
        if child.dep == "agent" or (child.dep == "prep" and child.lower == "by"):
            for word in reading.children(child):
                if word.dep == "pobj":
                    return word.index
    return None


def source_range(reading: Reading, head: Token, *, outside: tuple[Range, ...], cue: Range) -> Range:
    """The full noun phrase of a source: title, name and apposition, without relative clauses and the words told."""
    tokens = reading.tokens
    first = last = head.index
    stack = [head]
    while stack:
        above = stack.pop()
        for index in above.children:
            child = tokens[index]
            if child.dep in {"relcl", "advcl", "parataxis", "ccomp"} or index in range(*cue):
                continue
            if child.dep == "prep" and child.lower in _TIMES and above.dep != "acl":
                continue  # "says minister after strike", but "a group known as the Lions"
            if any(begin <= index < end for begin, end in outside):
                continue
            if (index < cue[0]) != (head.index < cue[0]):
                continue
            first, last = min(first, index), max(last, index)
            stack.append(child)
    while last > head.index and tokens[last].pos == "PUNCT" and tokens[last].text != ")":
        last -= 1
    if last > head.index and tokens[last].dep == "case" and tokens[last].head == head.index:
        last -= 1
    while first < head.index and tokens[first].pos == "PUNCT":
        first += 1
    return first, last + 1
