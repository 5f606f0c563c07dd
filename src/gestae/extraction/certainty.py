"""How firm a casualty report is: reported, claimed, denied, pending, or not said to have happened at all.

"could kill thousands" and "vowed to kill" say nothing happened; "claimed to have killed 80" is a claim.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gestae.lexicon.casualties import CasualtyWords
from gestae.reading.tokens import Reading, Token
from gestae.record.tolls import TollStatus

# Arcs over which a word above still speaks about the casualty word below.
_CARRIES = frozenset(
    {
        "ccomp",
        "xcomp",
        "acl",
        "pcomp",
        "dobj",
        "pobj",
        "prep",
        "nsubj",
        "nsubjpass",
        "oprd",
        "attr",
        "acomp",
        "dep",
        "dative",
    }
)
_AMOUNTS = frozenset({"number", "extent", "scale", "toll", "total", "figure", "estimate", "count", "tally"})
_NOBODY = frozenset({"nobody", "none", "neither"})
_CLAUSES = frozenset({"VB", "VBG"})


@dataclass(frozen=True, slots=True)
class Certainty:
    """`status` (None: nothing is said to have happened) and the word it rests on."""

    status: TollStatus | None
    cue: int | None = None


def certainty_of(
    reading: Reading, trigger: Token, words: CasualtyWords, *, negative: bool, first: int | None = None
) -> Certainty:
    """How firm the report is that a trigger carries; `negative` when the victims are "no one" or "no casualties".

    `first` is the first token of the victims: "the figure of 400 dead" is judged by what is said of the figure.
    """
    lists = words.words
    telling = lists["unreal"] | lists["no_news"] | lists["denying"] | lists["claiming"] | lists["fearing"] | _AMOUNTS
    chain = list(_chain(reading, trigger, telling | lists["assessing"]))
    if len(chain) == 1 and (figure := _figure_of(reading, trigger, first)) is not None:
        chain += _chain(reading, figure, telling | lists["assessing"])
    unclear = next((word for token in chain if (word := _unclear_word(reading, token, words))), None)
    unclear = unclear or next((word for token in chain if (word := unfinished_word(reading, token, words))), None)
    if unclear is not None:
        return Certainty("pending", unclear.index)
    negated = negative or _is_negated(reading, trigger) or _is_any_of_none(reading, trigger, words)
    for place, token in enumerate(chain):
        below = chain[place - 1] if place else None
        found = _judged_by(reading, token, below, words, negated)
        if found is not None:
            return _rejected(chain[place:], words) or found if found.status == "claimed" else found
    if negated:
        return Certainty("none", trigger.index)
    return Certainty("reported")


def _rejected(chain: Sequence[Token], words: CasualtyWords) -> Certainty | None:
    """What the verb above a noun says of it: "rejected the claim that 20 had been killed"."""
    if len(chain) < 2 or chain[0].pos != "NOUN" or chain[0].dep != "dobj":
        return None
    verb = chain[1].lemma.lower()
    if verb in words.words["denying"]:
        return Certainty("denied", chain[1].index)
    return Certainty("disputed", chain[1].index) if verb in words.words["disputing"] else None


def _figure_of(reading: Reading, trigger: Token, first: int | None) -> Token | None:
    """The "figure" of "the figure of 400 dead", wherever the parser hung "dead"."""
    if first is None or first < reading.sentences[trigger.sentence].first + 2:
        return None
    before = reading.tokens[first - 2]
    return before if reading.tokens[first - 1].lower == "of" and before.lemma.lower() in _AMOUNTS else None


def _is_any_of_none(reading: Reading, trigger: Token, words: CasualtyWords) -> bool:
    """ "did not cause any casualties"."""
    verb = reading.tokens[trigger.head]
    asked = any(child.lower in words.words["any"] for child in reading.children(trigger))
    return asked and verb.pos in {"VERB", "AUX"} and _is_negated(reading, verb)


def _chain(reading: Reading, trigger: Token, telling: frozenset[str]) -> Iterator[Token]:
    """The trigger and the words above it that still speak about it."""
    token = trigger
    for _ in range(6):
        yield token
        if token.head == token.index:
            return
        if token.dep == "acl" and token.tag == "VBN":
            if any(child.dep == "mark" and child.lower == "that" for child in reading.children(token)):
                token = reading.tokens[token.head]  # "the claim that 20 had been killed"
                continue
            amount = _amount_above(reading, reading.tokens[token.head])
            if amount is None:
                return  # "the suspect arrested": what is said of the suspect is not said of the arrest
            token = amount  # "the number of people detained was not known"
            continue
        if token.dep == "acl" and token.tag == "VBG" and (verb := _verb_before_comma(reading, token)) is not None:
            token = verb  # "the flight, which was shot down in July, killing all on board": the parser took a noun
            continue
        bare = token.tag in _CLAUSES and not any(child.dep == "aux" for child in reading.children(token))
        follows = token.dep == "advcl" and token.tag == "VBG"
        above = reading.tokens[token.head]
        counts = token.dep == "compound" and above.lemma.lower() in telling  # "damage assessments"
        if token.dep not in _CARRIES and not (token.dep == "conj" and bare) and not follows and not counts:
            return
        if token.dep == "ccomp" and _is_parted(reading, token, above):
            return  # two sentences with a semicolon between
        if token.dep == "prep" and above.pos == "NOUN" and above.lemma.lower() not in telling:
            return  # "revenge for the killing": what is said of the revenge is not said of the killing
        token = above


def _is_parted(reading: Reading, token: Token, above: Token) -> bool:
    first, last = sorted((token.index, above.index))
    return any(one.text == ";" for one in reading.tokens[first:last])


def _amount_above(reading: Reading, noun: Token) -> Token | None:
    """The "number" of "the number of people"."""
    preposition = reading.tokens[noun.head]
    if noun.dep != "pobj" or preposition.lower != "of":
        return None
    above = reading.tokens[preposition.head]
    return above if above.lemma.lower() in _AMOUNTS else None


def _verb_before_comma(reading: Reading, participle: Token) -> Token | None:
    """The verb of the clause that a comma parts from a participle right behind it."""
    tokens = reading.tokens
    first = reading.sentences[participle.sentence].first
    if participle.index <= first or tokens[participle.index - 1].text != ",":
        return None
    before = (tokens[index] for index in range(participle.index - 2, first - 1, -1))
    return next((token for token in before if token.pos == "VERB"), None)


def unfinished_word(reading: Reading, token: Token, words: CasualtyWords) -> Token | None:
    """The word that says a count or survey is still going on: "assessments are ongoing", "still assessing"."""
    lists = words.words
    if token.lemma.lower() not in lists["assessing"]:
        return None
    if token.tag == "VBG" and any(child.lemma == "be" for child in reading.children(token) if child.dep == "aux"):
        return token
    if token.tag == "VBN" and any(child.lower == "being" for child in reading.children(token)):
        return token  # "was still being clarified"
    verb = reading.tokens[token.head]
    if token.pos not in {"NOUN", "PROPN"} or token.dep not in {"nsubj", "nsubjpass"}:
        return None
    near = [verb, *reading.children(verb)]
    near += [below for child in near[1:] if child.dep == "prep" for below in reading.children(child)]
    return next((word for word in near if word.lower in lists["ongoing"]), None)


def _judged_by(
    reading: Reading, token: Token, below: Token | None, words: CasualtyWords, negated: bool
) -> Certainty | None:
    lists = words.words
    lemma = token.lemma.lower()
    if below is not None:
        if lemma in lists["no_news"] and token.pos == "NOUN" and _is_negated(reading, token):
            return Certainty("pending", token.index)
        if lemma in lists["denying"]:
            return Certainty("denied", token.index)
        if lemma in lists["disputing"] and token.pos == "VERB":
            return Certainty("disputed", token.index)
        if lemma in lists["fearing"] and (
            lemma == "fear" or token.lower in {"feared", "presumed"} or _is_believed(below)
        ):
            return Certainty("pending", token.index)
        if lemma in {"decline", "refuse"}:
            return Certainty("pending", token.index)
        if lemma in lists["unreal"] and (below.tag in _CLAUSES or token.pos == "NOUN" or below.pos in {"NOUN", "ADP"}):
            return Certainty(None, token.index)
        if below.tag == "VBG" and below.dep == "pcomp" and _is_negated(reading, token):
            return Certainty(None, token.index)
        if lemma in lists["claiming"] and (token.pos == "VERB" or lemma != "suspect"):
            return Certainty("none" if negated else "claimed", token.index)
    if _is_feared(reading, token):
        return Certainty("pending", token.index)
    if _is_unreal(reading, token, words):
        return Certainty(None, token.index)
    if any(child.lower in lists["claiming_adverbs"] for child in reading.children(token)):
        return Certainty("claimed", token.index)
    return None


def _is_feared(reading: Reading, token: Token) -> bool:
    """ "may have been killed": possible, and past."""
    helpers = [child for child in reading.children(token) if child.dep in {"aux", "auxpass"}]
    return any(one.lower in {"may", "might"} for one in helpers) and any(one.lemma == "have" for one in helpers)


def _is_believed(below: Token) -> bool:
    return below.lower in {"dead", "missing", "captured", "killed"} and below.dep in {"acomp", "oprd", "attr"}


def _unclear_word(reading: Reading, token: Token, words: CasualtyWords) -> Token | None:
    lists = words.words
    near = [token, *(child for child in reading.children(token) if child.dep in {"acomp", "amod", "attr"})]
    for word in near:
        if word.lower in lists["unclear"]:
            return word
        if word.lower in lists["too_early"] and any(one.lower == "too" for one in reading.children(word)):
            return word
        if word.lower in lists["not_clear"] and word.tag != "VB" and _is_negated(reading, token):
            return word
    return None


def _is_unreal(reading: Reading, token: Token, words: CasualtyWords) -> bool:
    """Whether the verb itself looks to what may or will be: "could kill", "to kill", "if it kills"."""
    if token.pos not in {"VERB", "AUX"}:
        return False
    children = list(reading.children(token))
    helpers = [child for child in children if child.dep in {"aux", "auxpass"}]
    perfect = any(helper.lemma == "have" for helper in helpers)
    if any(helper.tag == "MD" for helper in helpers):
        return not perfect or any(helper.lower in {"could", "would", "might", "may"} for helper in helpers)
    if any(child.dep == "mark" and child.lower in {"if", "unless", "lest", "whether"} for child in children):
        return True
    if not perfect and any(helper.lower == "to" for helper in helpers):
        governor = reading.tokens[token.head]
        return governor.lemma not in words.words["done_infinitives"]
    return False


def _is_negated(reading: Reading, token: Token) -> bool:
    for child in reading.children(token):
        if (child.dep == "neg" and not _is_bound(reading, child)) or child.lower == "never":
            return True
        if child.lower == "no" and not _is_bound(reading, child):
            return True
        if child.dep in {"nsubj", "nsubjpass"} and (child.lower in _NOBODY or _has_no(reading, child)):
            return True
    head = reading.tokens[token.head]
    return token.dep == "pobj" and head.lower == "without"


def _has_no(reading: Reading, noun: Token) -> bool:
    below = [one for one in reading.children(noun) if one.lower in {"no", "neither"}]
    return any(not _is_bound(reading, one) for one in below)


def _is_bound(reading: Reading, word: Token) -> bool:
    """Whether "no" or "not" belongs to a bound: "no fewer than 17"."""
    after = reading.tokens[min(word.index + 1, len(reading.tokens) - 1)]
    return after.lower in {"fewer", "less", "more"}
