"""The conditions that frames set on words around a trigger: word classes, kinds of actors, clauses below a verb."""

from __future__ import annotations

from gestae.coding.arguments import strayed_on
from gestae.lexicon.events import EventLexicon, Words
from gestae.reading.tokens import Reading, Token
from gestae.record.actors import Actor
from gestae.resolving.who.actors import Actors


def noun_lemma(token: Token) -> str:
    """The singular of a noun in lower case, for proper nouns too, which the parser's lemmatizer leaves alone."""
    lemma = token.lemma.lower()
    if lemma == "basis" and token.lower == "bases":
        return "base"  # the parser's lemmatizer knows no bases but those of "basis"
    plural = token.tag in {"NNPS", "NNS"} or (token.pos == "PROPN" and token.lower.endswith("s"))
    if plural and (token.pos == "PROPN" or lemma == token.lower):
        return _singular(token.lower)
    return lemma


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return word


def matches(reading: Reading, noun: Token, words: Words, *, actors: Actors, lexicon: EventLexicon) -> bool:
    """Whether a noun meets a condition of the lexicon."""
    lemma = noun_lemma(noun)
    if lemma in words.heads:
        return True
    if words.pairs:
        before = modifiers(reading, noun)
        if any((modifier, lemma) in words.pairs for modifier in before):
            return True
    if words.of_pairs and any((lemma, below) in words.of_pairs for below in _after_of(reading, noun)):
        return True
    for name in words.classes:
        if name == "actor":
            mention = actors.at(noun.index)
            if (
                mention is not None
                or lemma in lexicon.classes.get("people", ())
                or lemma in lexicon.classes.get("force", ())
            ):
                return True
        elif (
            lemma in lexicon.classes.get(name, ())
            or _is_of_class(noun, name, actors)
            or any(f"{modifier} {lemma}" in lexicon.classes.get(name, ()) for modifier in modifiers(reading, noun))
        ):
            return True
    return False


_OFFICIAL_SECTORS = frozenset({"GOV", "MIL", "LEG", "JUD", "SPY", "OPP", "PTY", "REB", "REL", "IGO", "UNO"})
_ACTOR_CLASSES = {
    "people": frozenset({"population", "person"}),
    "force": frozenset({"military", "armed_group"}),
}


def is_public(actor: Actor) -> bool:
    """A state, a body, a force, an office holder, or people of a named country or role."""
    if actor.kind not in {"person", "unknown", "population"} or actor.country is not None:
        return True
    return actor.sector is not None and actor.sector != "CVL"


def _is_of_class(noun: Token, name: str, actors: Actors) -> bool:
    """Whether the actor a noun or pronoun stands for is of a class ("they" for refugees)."""
    if name == "public":
        known = actors.at(noun.index)
        return known is not None and _is_official(actors.by_id(known.actor))
    kinds = _ACTOR_CLASSES.get(name)
    mention = actors.at(noun.index) if kinds else None
    return mention is not None and kinds is not None and actors.by_id(mention.actor).kind in kinds


def _is_official(actor: Actor) -> bool:
    """Who meets and visits on behalf of others: a state, a body, an office holder; no crowd and no student."""
    if actor.kind in {"population", "unknown", "person"}:
        return actor.sector in _OFFICIAL_SECTORS
    return True


def _after_of(reading: Reading, noun: Token) -> list[str]:
    """The lemmas of the nouns after "of" ("state of emergency")."""
    return [
        noun_lemma(below)
        for child in reading.children(noun)
        if child.dep == "prep" and child.lower == "of"
        for below in reading.children(child)
        if below.dep == "pobj"
    ]


def modifiers(reading: Reading, noun: Token) -> list[str]:
    """The lemmas right before a noun that belong to it, the head of an "of" phrase included ("vote of confidence")."""
    found = [
        noun_lemma(child) for child in reading.children(noun) if child.dep in {"amod", "compound", "nmod", "nummod"}
    ]
    if noun.index and reading.tokens[noun.index - 1].sentence == noun.sentence:
        previous = reading.tokens[noun.index - 1]
        found.append(noun_lemma(previous))
    return found


def has_complement(reading: Reading, verb: Token, needs: str) -> bool:
    """Whether the clause below a verb is of the kind that its meaning asks for."""
    clauses = [
        child for child in reading.children(verb) if child.dep in {"ccomp", "xcomp"} and child.index > verb.index
    ]
    if needs == "intransitive":
        return not clauses and not any(child.dep == "dobj" for child in reading.children(verb))
    if needs == "not-indicative" and not clauses:
        return any(child.dep in {"dobj", "prep"} for child in reading.children(verb))  # not: "..., he insisted"
    if needs == "undertaking":
        return any(_is_infinitive(reading, clause) or not _is_indicative(reading, clause) for clause in clauses)
    if needs == "infinitive":
        return any(_is_infinitive(reading, clause) for clause in clauses)
    if needs == "clause" and any(_is_infinitive(reading, clause) for clause in clauses):
        return True
    indicative = any(_is_indicative(reading, clause) for clause in clauses)
    return not indicative and (needs == "not-indicative" or bool(clauses))


def _is_infinitive(reading: Reading, clause: Token) -> bool:
    return any(child.dep == "aux" and child.lower == "to" for child in reading.children(clause))


def _is_indicative(reading: Reading, clause: Token) -> bool:
    """ "that they do not want war", "that it was over"; "that troops leave" and "should leave" are not."""
    auxiliaries = [child for child in reading.children(clause) if child.dep in {"aux", "auxpass"}]
    if any(child.lower in {"should", "must", "to"} for child in auxiliaries):
        return False
    return clause.tag in {"VBZ", "VBD"} or bool(auxiliaries) or clause.lemma == "be"


def particle_of(reading: Reading, token: Token, particle: str) -> Token | None:
    """The particle or preposition of a verb ("up" in "blew up"), or nothing."""
    for child in reading.children(token):
        if child.lower == particle and child.dep in {"prt", "prep", "advmod", "agent", "dative", "acomp", "oprd"}:
            return None if _says_when(reading, child) else child
    if particle == "on" and (strayed := strayed_on(reading, token)) is not None and token.dep != "dobj":
        return strayed
    following = token.index + 1
    if following < len(reading.tokens):
        word = reading.tokens[following]
        if word.lower == particle and word.sentence == token.sentence:
            return word
    return None


def _says_when(reading: Reading, preposition: Token) -> bool:
    """ "fired his minister on Friday" is not "fired on"."""
    objects = [below for below in reading.children(preposition) if below.dep == "pobj"]
    return bool(objects) and all(noun.entity in {"DATE", "TIME"} for noun in objects)


def is_word(token: Token, word: str) -> bool:
    """Whether a token is a word, as it stands or as its lemma."""
    return token.lower == word or token.lemma.lower() == word or noun_lemma(token) == word
