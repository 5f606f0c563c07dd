"""Where the words stand that tie two actors: titles, appositions, verbs, participles, diplomacy and bases.

"Soleimani, longtime leader of the Quds Force" is a tie with `leader` as its words, `Soleimani` as its source and
`Force` as its target; which actors these tokens are is not known here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from gestae.lexicon.ties import TieNoun, Ties, TieVerb
from gestae.reading.phrases import conjuncts
from gestae.reading.tokens import Reading, Token
from gestae.record.relations import RelationKind

_DOUBT = frozenset({"would", "could", "may", "might", "should", "if", "whether"})
_MODIFIERS = frozenset({"amod", "compound", "nmod", "poss"})
_NAMES = frozenset({"name", "list", "identify", "describe", "brand", "label"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A tie between tokens: `sources` all stand in it, of `targets` the first that is an actor.

    `is_national`: the office is that of a state, which need not be named. `needs_name`: only a source named elsewhere
    counts ("the leader of the militia", when the report says who that is). `leads_state`: the words can mean who leads
    a state; an "Iranian commander" does not. `is_of_some`: they say what else is led ("Colombian drug leader").
    `anchor` is the word that ties, `words` its phrase, `holders` the tokens a date may hang on.
    """

    relation: RelationKind
    anchor: int
    words: tuple[int, int]
    sources: tuple[int, ...]
    targets: tuple[int, ...]
    holders: frozenset[int]
    is_national: bool = False
    needs_name: bool = False
    leads_state: bool = True
    is_of_some: bool = False


def find_ties(reading: Reading, ties: Ties) -> Iterator[Tie]:
    """Every tie of the reading, in the order of its words."""
    for token in reading.tokens:
        lemma = token.lemma.lower()
        if token.pos in {"NOUN", "PROPN"}:
            if lemma in ties.nouns:
                yield from _of_noun(reading, token, ties)
            elif lemma in ties.diplomacy or token.lower in ties.diplomacy:
                yield from _of_diplomacy(reading, token, ties)
        elif token.tag[:1] == "V" or token.pos in {"VERB", "ADJ"}:
            if token.lower in ties.participles and _hyphenated(reading, token):
                yield from _of_compound(reading, token, ties.participles[token.lower])
            elif lemma in ties.verbs or token.lower in ties.participles:
                yield from _of_verb(reading, token, ties)
            elif ".-" in token.text and (whole := token.lower.rpartition("-")[2]) in ties.participles:
                yield from _of_compound(reading, token, ties.participles[whole], is_whole=True)
            elif lemma in ties.houses:
                yield from _of_housing(reading, token, ties)
            elif lemma in ties.stations:
                yield from _of_stationing(reading, token, ties)


def _tie(relation: RelationKind, anchor: Token, sources: list[Token], targets: list[Token]) -> Tie:
    return Tie(
        relation=relation,
        anchor=anchor.index,
        words=(anchor.index, anchor.index + 1),
        sources=tuple(token.index for token in sources),
        targets=tuple(token.index for token in targets),
        holders=frozenset({anchor.index, anchor.head}),
    )


# ---------------------------------------------------------------- nouns


def _of_noun(reading: Reading, noun: Token, ties: Ties) -> Iterator[Tie]:
    tie, last = _noun_tie(reading, noun, ties)
    if last < len(reading.tokens) and reading.tokens[last].lower in ties.after_chief and tie.relation == "leads":
        return  # "Chief Veterinary Officer"
    if any(child.lower in ties.past for child in _around(reading, noun)):
        return
    bearers = _bearers(reading, noun)
    needs_name = not bearers and tie.relation in {"leads", "holds_office_in"}
    if needs_name and noun.tag in {"NNS", "NNPS"}:
        return  # "the group's leaders" are nobody in particular
    bearers = bearers or [noun]
    named = _noun_targets(reading, noun, bearers[0], tie.links)
    targets = [target for target in named if not noun.index <= target.index < last]
    found = _tie(tie.relation, noun, bearers, targets)
    of_some = any(
        child.dep == "compound" and child.pos == "NOUN" and child.lower not in ties.state_words
        for child in reading.children(noun)
    )
    national = tie.national or any(child.lower in ties.state_words for child in reading.children(noun))
    yield replace(
        found,
        words=_title(reading, noun),
        is_national=national,
        needs_name=needs_name,
        leads_state=noun.lemma.lower() in ties.heads_of_state,
        is_of_some=of_some and tie.relation == "leads",
    )


def _noun_tie(reading: Reading, noun: Token, ties: Ties) -> tuple[TieNoun, int]:
    """The tie of the noun, or of the longer title it begins ("chief of staff"), and where the title ends."""
    lemma = noun.lemma.lower()
    longer = " ".join([lemma, *(token.lower for token in reading.tokens[noun.index + 1 : noun.index + 3])])
    tie = ties.nouns.get(longer)
    return (tie, noun.index + 3) if tie is not None else (ties.nouns[lemma], noun.index + 1)


def _around(reading: Reading, noun: Token) -> Iterator[Token]:
    """The words that may say a title is past: before the noun, or before the name it is a title of."""
    yield from reading.children(noun)
    if noun.dep in {"compound", "nmod"}:
        yield from (child for child in reading.children(reading.tokens[noun.head]) if child.index < noun.index)


def _bearers(reading: Reading, noun: Token) -> list[Token]:
    """Those who are said to be the noun: the name after a title, an apposition on either side, a subject.

    In "He named Iran's enemies as the U.S. and Israel" they are those after `as`.
    """
    tokens = reading.tokens
    above = tokens[noun.head]
    if noun.dep in {"compound", "nmod"} and above.pos == "PROPN" and noun.index < above.index:
        return [above]
    named = [child for child in reading.children(noun) if child.dep == "appos" and child.pos == "PROPN"]
    if named:
        return named
    if noun.dep == "pobj" and above.lower == "of" and tokens[above.head].lower in {"one", "some", "most"}:
        return _bearers(reading, tokens[above.head])
    if noun.dep == "appos":
        return [above]
    if noun.dep == "conj" and above.pos in {"NOUN", "PROPN"}:
        return _bearers(reading, above)
    if noun.dep == "attr" and above.lemma == "be" and above.tag != "VBD" and _is_asserted(reading, above):
        return _subjects(reading, above)
    if noun.dep == "dobj" and above.lemma in _NAMES:
        return _after(reading, above, {"as"}) or _after(reading, noun, {"as"})
    if noun.dep == "pobj" and above.lower == "as" and tokens[above.head].lemma in {"serve", "act"}:
        return _subjects(reading, tokens[above.head])
    return []


def _noun_targets(reading: Reading, noun: Token, bearer: Token, links: frozenset[str]) -> Iterator[Token]:
    """The words that may name what the noun belongs to, the most telling first."""
    for child in reading.children(noun):
        if child.dep == "prep" and child.lower in ({"of", "for", "in", "at"} if "of" in links else links):
            for word in reading.children(child):
                if word.dep == "pobj":
                    yield from _possessed(reading, word)
                    yield word
                    yield from reversed([inner for inner in reading.children(word) if inner.dep in _MODIFIERS])
    holders = [noun] if bearer is noun or noun.dep not in {"compound", "nmod"} else [noun, bearer]
    for holder in holders:
        for child in reversed(list(reading.children(holder))):
            if child.index > noun.index:
                continue
            link = "possessive" if child.dep == "poss" else "modifier"
            if child.dep in _MODIFIERS and link in links and child is not noun:
                yield child
            if child.dep in {"compound", "amod"} and "possessive" in links:
                yield from (word for word in reading.children(child) if word.dep == "poss")
    if "possessive" in links:
        yield from _possessor(reading, noun)
    if "of" in links and noun.dep == "compound":
        yield from (child for child in reading.children(noun) if child.dep == "compound")


def _possessed(reading: Reading, owner: Token) -> list[Token]:
    """What a plural owns where the parser lost the apostrophe: "the Revolutionary Guards’ elite Quds Force"."""
    tokens = reading.tokens
    index = owner.index + 1
    if index >= len(tokens) or tokens[index].text not in {"’", "'"} or not owner.lower.endswith("s"):
        return []
    last = index
    while last + 1 < len(tokens) and tokens[last + 1].pos in {"ADJ", "NOUN", "PROPN"}:
        last += 1
    return [tokens[last]] if last > index else []


def _possessor(reading: Reading, noun: Token) -> list[Token]:
    """The plural owner of a noun where the parser lost the apostrophe."""
    tokens = reading.tokens
    index = noun.index - 1
    while index > 0 and tokens[index].pos in {"ADJ", "NOUN", "PROPN"} and noun.index - index < 6:
        index -= 1
    if tokens[index].text not in {"’", "'"} or tokens[index].dep == "case":
        return []
    return [tokens[index - 1]] if tokens[index - 1].lower.endswith("s") else []


def _title(reading: Reading, noun: Token) -> tuple[int, int]:
    """The title around its noun: "Foreign Minister"."""
    first = noun.index
    tokens = reading.tokens
    while (
        first > 0 and tokens[first - 1].pos in {"PROPN", "ADJ", "NOUN"} and tokens[first - 1].sentence == noun.sentence
    ):
        if tokens[first - 1].entity in {"GPE", "NORP", "ORG"} or noun.index - first >= 3:
            break
        first -= 1
    return first, noun.index + 1


# ---------------------------------------------------------------- verbs and participles


def _of_verb(reading: Reading, verb: Token, ties: Ties) -> Iterator[Tie]:
    tie = ties.verbs.get(verb.lemma.lower()) or ties.participles[verb.lower]
    if not _is_asserted(reading, verb):
        return
    agents = _agents(reading, verb)
    if agents or _is_passive(reading, verb):
        patients = _patients(reading, verb)
        yield from _between(tie, verb, agents, patients)
    elif tie.relation == "member_of" and verb.lemma == "belong":
        yield from _between(tie, verb, _after(reading, verb, {"to"}), _doers(reading, verb))
    elif tie.active and tie.relation in {"leads", "backed_by"} and verb.lemma in ties.verbs:
        objects = [
            name for child in reading.children(verb) if child.dep == "dobj" for name in conjuncts(reading, child)
        ]
        yield from _between(tie, verb, _doers(reading, verb), objects)


def _between(tie: TieVerb, verb: Token, agents: list[Token], patients: list[Token]) -> Iterator[Tie]:
    if not agents or not patients:
        return
    sources, targets = (agents, patients) if tie.agent == "from" else (patients, agents)
    for target in targets:
        yield _tie(tie.relation, verb, sources, [target])


def _agents(reading: Reading, verb: Token) -> list[Token]:
    """Those after "by", or "with" and "to" of an alliance."""
    prepositions = {"with", "to"} if verb.lower in {"allied", "aligned"} else {"by"}
    return _after(reading, verb, prepositions)


def _after(reading: Reading, verb: Token, prepositions: set[str]) -> list[Token]:
    for child in reading.children(verb):
        if child.dep in {"agent", "prep"} and child.lower in prepositions:
            return [name for word in reading.children(child) if word.dep == "pobj" for name in conjuncts(reading, word)]
    return []


def _is_passive(reading: Reading, verb: Token) -> bool:
    return any(child.dep in {"auxpass", "nsubjpass"} for child in reading.children(verb))


def _patients(reading: Reading, verb: Token) -> list[Token]:
    for child in reading.children(verb):
        if child.dep in {"nsubjpass", "nsubj"}:
            return _antecedents(reading, child)
    if verb.dep in {"acl", "amod", "appos", "relcl"} and verb.tag in {"VBN", "VBD", "JJ"}:
        return [reading.tokens[verb.head]]
    return []


def _doers(reading: Reading, verb: Token) -> list[Token]:
    before = reading.tokens[verb.index - 1] if verb.index else verb
    if verb.tag == "VBG" and before.pos in {"NOUN", "PROPN"} and before.sentence == verb.sentence:
        return [before]  # "bases housing troops": the small parser often takes a noun further left
    found = _subjects(reading, verb)
    if found:
        return found
    if verb.dep == "acl" and verb.tag == "VBG":
        return [reading.tokens[verb.head]]
    return []


def _subjects(reading: Reading, verb: Token) -> list[Token]:
    for child in reading.children(verb):
        if child.dep == "nsubj":
            return _antecedents(reading, child)
    return _subjects(reading, reading.tokens[verb.head]) if verb.dep == "conj" and verb.head != verb.index else []


def _antecedents(reading: Reading, subject: Token) -> list[Token]:
    """The nouns a subject stands for: "who" and "which" stand for the noun before the clause."""
    verb = reading.tokens[subject.head]
    if subject.lower in {"who", "which", "that"} and verb.dep == "relcl":
        return [reading.tokens[verb.head]]
    return conjuncts(reading, subject)


def _is_asserted(reading: Reading, verb: Token) -> bool:
    """Whether the verb is neither negated nor in doubt."""
    return not any(child.dep == "neg" or child.lower in _DOUBT for child in reading.children(verb))


def _hyphenated(reading: Reading, participle: Token) -> bool:
    index = participle.index
    return (
        index >= 2
        and reading.tokens[index - 1].text in {"-", "–"}
        and (reading.tokens[index - 1].end == participle.start)
    )


def _of_compound(reading: Reading, participle: Token, tie: TieVerb, *, is_whole: bool = False) -> Iterator[Tie]:
    """ "the Saudi-led coalition", "Iran-backed militias"; `is_whole`: the parser left "U.S.-backed" in one piece."""
    tokens = reading.tokens
    noun = tokens[participle.head]
    if participle.dep not in {"amod", "compound", "nmod"} or noun.index < participle.index:
        return
    first = participle.index - (0 if is_whole else 2)
    found = _between(tie, participle, [tokens[first]], conjuncts(reading, noun)[:1])
    yield from (replace(item, words=(first, participle.index + 1)) for item in found)


# ---------------------------------------------------------------- diplomacy and forces


def _of_diplomacy(reading: Reading, noun: Token, ties: Ties) -> Iterator[Tie]:
    """ "have not had diplomatic relations", "severed diplomatic ties with"."""
    children = list(reading.children(noun))
    verb = reading.tokens[noun.head]
    if not any(child.lower in ties.diplomatic for child in children) or verb.pos not in {"VERB", "AUX"}:
        return
    words = list(reading.children(verb))
    negated = any(child.dep == "neg" for child in words) or any(child.lower == "no" for child in children)
    severed = verb.lemma in ties.severs and noun.dep == "dobj" and not negated
    if not (severed or (negated and (verb.lemma in {"have", "be", "maintain"} or verb.lemma in ties.restores))):
        return
    if any(child.lower in _DOUBT or child.dep == "mark" for child in words):
        return
    parties = _subjects(reading, verb) if noun.dep == "dobj" else []
    for holder in (noun, verb):
        parties += _after(reading, holder, {"with", "between"})
    if len(parties) >= 2:
        found = _tie("no_diplomatic_relations_with", noun, parties[:1], parties[1:2])
        first, last = min(verb.index, noun.index), max(verb.index, noun.index)
        yield replace(found, words=(first, last + 1), holders=frozenset({noun.index, verb.index}))


def _of_housing(reading: Reading, verb: Token, ties: Ties) -> Iterator[Tie]:
    """ "bases housing American troops", "the airbase also houses British forces"."""
    guests = [
        name
        for child in reading.children(verb)
        if child.dep == "dobj"
        for name in conjuncts(reading, child)
        if name.lemma in ties.forces
    ]
    places = _doers(reading, verb) or _csubject(reading, verb)
    if guests and places and _is_asserted(reading, verb):
        yield from _forces(reading, verb, guests, places)


def _csubject(reading: Reading, verb: Token) -> list[Token]:
    above = reading.tokens[verb.head]
    return [above] if verb.dep in {"acl", "relcl"} and above.pos in {"NOUN", "PROPN"} else []


def _of_stationing(reading: Reading, verb: Token, ties: Ties) -> Iterator[Tie]:
    """ "troops stationed in Iraq", "British forces are based at Akrotiri"."""
    if verb.tag not in {"VBN", "VBD"} or not _is_asserted(reading, verb):
        return
    guests = [token for token in _patients(reading, verb) if token.lemma in ties.forces]
    places = _after(reading, verb, {"in", "at", "on", "across"})
    if guests and places:
        yield from _forces(reading, verb, guests, places)


def _forces(reading: Reading, verb: Token, guests: list[Token], places: list[Token]) -> Iterator[Tie]:
    """A tie for each force: whose it is comes from its modifier ("American troops"), else the force itself."""
    for guest in guests:
        owners = [child for child in reading.children(guest) if child.dep in _MODIFIERS]
        near = [child for place in places for child in reading.children(place) if child.dep in _MODIFIERS]
        for owner in [*owners[:1], *([] if owners else [guest])]:
            found = _tie("has_forces_at", verb, [owner], [*places, *near])
            yield replace(found, words=(min(verb.index, guest.index), max(verb.index, guest.index) + 1))
