"""Who stands where around a verb or a noun: subjects, objects, prepositions, through passives, relatives and control.

"Missiles fired by Iran hit two bases that house American troops": `hit` has the subject `Missiles` and the object
`bases`; `fired` has the agent `Iran` and the object `Missiles`; `house` has the subject `bases`.
"""

from __future__ import annotations

from dataclasses import dataclass

from gestae.lexicon.grammar import load_grammar
from gestae.reading.phrases import conjuncts
from gestae.reading.tokens import Reading, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_PINNING = frozenset({"blame", "pin"})
_DEPTH = 6


@dataclass(frozen=True, slots=True)
class Slots:
    """The arguments of a trigger: heads of noun phrases by slot. `prepositions` keeps the order of the text."""

    subjects: tuple[Token, ...] = ()
    objects: tuple[Token, ...] = ()
    indirect: tuple[Token, ...] = ()
    prepositions: tuple[tuple[str, Token], ...] = ()
    passive: bool = False

    def after(self, preposition: str) -> tuple[Token, ...]:
        """The nouns that stand after one preposition."""
        return tuple(token for word, token in self.prepositions if word == preposition)


def is_passive(reading: Reading, verb: Token) -> bool:
    """Whether a verb stands in the passive, reduced relatives and participles before nouns included."""
    if any(child.dep in {"nsubjpass", "auxpass", "csubjpass"} for child in reading.children(verb)):
        return True
    if verb.tag != "VBN" or any(child.dep == "nsubj" for child in reading.children(verb)):
        return False  # a participle with a subject of its own is a past tense that was mistagged
    if any(child.dep == "agent" for child in reading.children(verb)):
        return True
    has_auxiliary = any(
        child.dep == "aux" and child.lemma in {"have", "'ve", "’ve"} for child in reading.children(verb)
    )
    if has_auxiliary:
        return False
    if verb.dep == "conj":
        head = reading.tokens[verb.head]
        own_subject = any(child.dep in SUBJECTS for child in reading.children(verb))
        return (
            head.pos in {"VERB", "AUX"}
            and not own_subject
            and not _has_object(reading, verb)
            and is_passive(reading, head)
        )
    if _is_lost_main_verb(reading, verb):
        return False
    return verb.dep in {"acl", "amod", "advcl", "xcomp", "ROOT", "ccomp"} and not _has_object(reading, verb)


def _must_be_undergone(reading: Reading, verb: Token) -> bool:
    """ "Twelve soldiers killed in Mopti": a verb that needs an object and has none speaks of who underwent it."""
    if verb.lemma not in load_grammar().needs_object or verb.tag not in {"VBD", "VBN"}:
        return False
    return not any(child.dep in {"conj", "ccomp", "xcomp"} for child in reading.children(verb))


def _is_lost_main_verb(reading: Reading, verb: Token) -> bool:
    """Whether the sentence has no main verb but the participle on its noun ("Hundreds protested", mistagged)."""
    # "eleven priests assassinated" must never make the victims the killers, so only verbs that nobody undergoes count
    if verb.dep != "acl" or verb.lemma not in load_grammar().intransitive:
        return False
    above = reading.tokens[verb.head]
    while above.dep in {"pobj", "prep"}:
        above = reading.tokens[above.head]
    return above.dep == "ROOT" and above.pos in {"NOUN", "PROPN", "NUM"}


def verb_slots(reading: Reading, verb: Token, depth: int = 0) -> Slots:
    """The arguments of a verb, with what it shares with the clause around it."""
    passive = is_passive(reading, verb)
    subjects: list[Token] = []
    objects: list[Token] = []
    indirect: list[Token] = []
    for child in reading.children(verb):
        if child.dep in {"nsubj", "csubj"}:
            subjects.extend(_nouns(reading, child, verb))
        elif child.dep in {"nsubjpass", "csubjpass"}:
            objects.extend(_nouns(reading, child, verb))
        elif child.dep == "dobj" or (child.dep == "conj" and child.pos in {"NOUN", "PROPN"} and objects):
            # a noun coordinated with a verb is a slip of the parser: "hit the airbase in the west and a base"
            objects.extend(_nouns(reading, child, verb))
        elif child.dep == "dative" and child.pos in {"NOUN", "PROPN", "PRON"}:
            indirect.extend(_nouns(reading, child, verb))
    if objects and verb.dep in {"ccomp", "xcomp"}:
        objects.extend(_strayed(reading, verb))
    prepositions = prepositional(reading, verb)
    agents = [token for word, token in prepositions if word == "by" and passive]
    subjects = agents or subjects
    shared = _shared(reading, verb, passive, depth)
    if not subjects and not (passive and not shared.subjects):
        subjects = list(shared.subjects)
    if not objects:
        objects = list(shared.objects)
    if not objects and not passive and _must_be_undergone(reading, verb):
        return Slots((), tuple(subjects), tuple(indirect), tuple(prepositions), True)
    return Slots(tuple(subjects), tuple(objects), tuple(indirect), tuple(prepositions), passive)


def noun_slots(reading: Reading, noun: Token) -> Slots:
    """What hangs on an event noun by prepositions ("attack on", "killing of", "talks with")."""
    return Slots(prepositions=tuple(prepositional(reading, noun)))


def prepositional(reading: Reading, head: Token) -> list[tuple[str, Token]]:
    """(preposition, noun) pairs below a verb or noun; "by" also for agents; chains such as "from inside" followed."""
    found: list[tuple[str, Token]] = []
    own = strayed_on(reading, head)  # of a verb what hangs on its object, of an object what is the verb's
    children = reading.children(head) if own is None else [c for c in reading.children(head) if c.index != own.index]
    for child in children if own is None or own.head == head.index else (*children, own):
        if child.dep in {"prep", "agent"} or (child.dep == "dative" and child.pos == "ADP"):
            _objects_of(reading, child, child.lower, found)
        elif child.dep == "prt" or child.dep == "advmod":
            for below in reading.children(child):
                if below.dep == "prep":
                    _objects_of(reading, below, below.lower, found)
    return found


def strayed_on(reading: Reading, token: Token) -> Token | None:
    """The "on" of "blamed the attack on Hamas", asked of the verb or of its object, on which the parser hangs it.

    Of two, the last is the verb's ("blamed the attack on the convoy on Hamas").
    """
    verb = reading.tokens[token.head] if token.dep == "dobj" else token
    if verb.lemma not in _PINNING or any(child.lower == "on" for child in reading.children(verb)):
        return None
    objects = [child for child in reading.children(verb) if child.dep == "dobj"]
    found = [child for noun in objects for child in reading.children(noun) if child.lower == "on"]
    return found[-1] if found and found[-1].dep == "prep" else None


def _objects_of(reading: Reading, preposition: Token, word: str, found: list[tuple[str, Token]]) -> None:
    for child in reading.children(preposition):
        if child.dep == "pobj":
            found.extend((word, noun) for each in conjuncts(reading, child) for noun in _looked_through(reading, each))
        elif child.dep == "prep":
            _objects_of(reading, child, word, found)
            if child.lower != word:
                _objects_of(reading, child, child.lower, found)
        elif child.dep == "conj" and child.pos == "ADP":
            _objects_of(reading, child, child.lower, found)


def _strayed(reading: Reading, verb: Token) -> list[Token]:
    """Objects that the parser hung on the verb above ("saw missiles hit the airbase and a base in the north")."""
    above = reading.tokens[verb.head]
    return [
        child
        for child in reading.children(above)
        if child.dep == "conj" and child.pos in {"NOUN", "PROPN"} and child.index > verb.index
    ]


def _nouns(reading: Reading, noun: Token, verb: Token) -> list[Token]:
    """A noun with its conjuncts; a relative pronoun becomes the noun before the clause."""
    if noun.lower in _RELATIVE and noun.pos in {"PRON", "DET", "SCONJ"}:
        antecedent = _antecedent(reading, verb)
        return conjuncts_before(reading, antecedent, verb) if antecedent is not None else []
    return [item for each in conjuncts(reading, noun) for item in _looked_through(reading, each)]


def _looked_through(reading: Reading, noun: Token) -> list[Token]:
    spot = noun.pos == "NOUN" and noun.lower in load_grammar().spots  # "in front of the ministry"
    if noun.lower not in load_grammar().partitives and not spot:
        return [noun]
    for child in reading.children(noun):
        if child.dep == "prep" and child.lower == "of":
            inner = [
                item for below in reading.children(child) if below.dep == "pobj" for item in conjuncts(reading, below)
            ]
            return inner or [noun]
    return [noun]


def conjuncts_before(reading: Reading, noun: Token, verb: Token) -> list[Token]:
    """The nouns a clause hangs on: with a plural verb, "A and B that were hit" speaks of both."""
    found = [noun]
    plural = any(child.lower in {"were", "are", "have"} for child in reading.children(verb)) or verb.tag == "VBP"
    if plural and noun.tag in {"NN", "NNP"} and noun.dep != "conj":
        nearer = _nearer_noun(reading, noun, verb)
        if nearer is not None:
            noun = nearer
            found = [noun]
    while plural and noun.dep == "conj" and noun.tag in {"NN", "NNP"} and noun.head < noun.index:
        noun = reading.tokens[noun.head]
        if noun.pos not in {"NOUN", "PROPN"}:
            break
        found.insert(0, noun)
    return found


def _nearer_noun(reading: Reading, noun: Token, verb: Token) -> Token | None:
    """ "a map showing A and B that were hit": the list right before the clause, where the parser chose the one map."""
    relative = next((child for child in reading.children(verb) if child.lower in _RELATIVE), None)
    if relative is None or relative.index == 0:
        return None
    before = reading.tokens[relative.index - 1]
    is_list_end = before.dep == "conj" and before.pos in {"NOUN", "PROPN"} and before.index > noun.index
    return before if is_list_end and noun in reading.ancestors(before) else None


def _antecedent(reading: Reading, verb: Token) -> Token | None:
    for _ in range(_DEPTH):
        if verb.dep == "relcl":
            return reading.tokens[verb.head]
        if verb.dep not in {"conj", "ccomp", "xcomp", "advcl"} or verb.head == verb.index:
            return None
        verb = reading.tokens[verb.head]
    return None


def _has_object(reading: Reading, verb: Token) -> bool:
    return any(child.dep == "dobj" for child in reading.children(verb))


def _shared(reading: Reading, verb: Token, passive: bool, depth: int) -> Slots:
    """Arguments a verb has from the words around it, by the arc it hangs on."""
    if depth > _DEPTH or verb.head == verb.index:
        return Slots()
    head = reading.tokens[verb.head]
    if verb.dep == "amod":
        if is_verb_in_heading(verb):
            before = (child for child in reading.children(head) if child.index < verb.index)
            return Slots(subjects=tuple(noun for noun in before if noun.pos in {"NOUN", "PROPN"}), objects=(head,))
        return Slots(objects=(head,)) if verb.tag == "VBN" else Slots(subjects=(head,))
    if verb.dep == "acl":
        return _of_clause_on_noun(reading, verb, head, passive, depth)
    if verb.dep == "relcl":
        return _of_relative(reading, verb, head)
    if verb.dep == "pcomp":
        return _of_gerund(reading, head, depth)
    if head.pos == "ADJ" and head.dep == "acomp" and verb.dep in {"xcomp", "ccomp"}:
        above = verb_slots(reading, reading.tokens[head.head], depth + 1)  # "is willing to provide"
        return Slots(subjects=_surface_subject(above))
    if head.pos not in {"VERB", "AUX"}:
        return Slots()
    above = verb_slots(reading, head, depth + 1)
    if verb.dep == "conj":
        surface = _surface_subject(above)
        return (
            Slots(subjects=above.subjects if above.passive else (), objects=surface)
            if passive
            else Slots(subjects=surface)
        )
    if verb.dep == "xcomp":
        controller = (head.lemma in load_grammar().object_control and _asked(above, verb)) or _surface_subject(above)
        return Slots(objects=controller) if passive else Slots(subjects=controller)
    if verb.dep == "advcl" and verb.tag in {"VBG", "VBN", "VB"}:
        controller = (
            above.objects
            if verb.tag == "VB" and head.lemma in load_grammar().object_control
            else _surface_subject(above)
        )
        return Slots(objects=controller) if passive else Slots(subjects=controller)
    return Slots()


def _asked(slots: Slots, verb: Token) -> tuple[Token, ...]:
    """Who is to do what a verb below says: the object, or whom one "called on to apologize"."""
    called = (noun for noun in slots.after("on") if noun.index < verb.index and noun.entity not in {"DATE", "TIME"})
    return slots.objects or tuple(called)


def is_verb_in_heading(token: Token) -> bool:
    """ "Helped Ukraine Sink Russian Flagship": a verb that capitals made the parser hang on the noun after it."""
    return token.dep == "amod" and token.tag in {"VB", "VBP", "VBZ"} and token.index < token.head


def _surface_subject(slots: Slots) -> tuple[Token, ...]:
    return slots.objects if slots.passive else slots.subjects


def _of_clause_on_noun(reading: Reading, verb: Token, noun: Token, passive: bool, depth: int) -> Slots:
    if _is_lost_main_verb(reading, verb):
        return Slots(subjects=tuple(conjuncts_before(reading, noun, verb)))
    if verb.tag == "VBN" or passive:
        return Slots(objects=tuple(conjuncts_before(reading, noun, verb)))
    if verb.tag == "VBG":
        return Slots(subjects=(noun,))
    # "a decision to withdraw": whose decision it is, or who took it
    owners = tuple(child for child in reading.children(noun) if child.dep in {"poss", "amod", "compound", "nmod"})
    if any(owner.dep == "poss" for owner in owners):
        return Slots(subjects=tuple(owner for owner in owners if owner.dep == "poss"))
    head = reading.tokens[noun.head]
    if head.lemma in load_grammar().discovering:
        return Slots()  # who uncovered a plot to kill the king did not plot it
    if noun.dep in {"dobj", "attr"} and head.pos in {"VERB", "AUX"}:
        return Slots(subjects=verb_slots(reading, head, depth + 1).subjects)
    return Slots(subjects=owners)


def _of_relative(reading: Reading, verb: Token, noun: Token) -> Slots:
    has_subject = any(child.dep in SUBJECTS for child in reading.children(verb))
    relative = [child for child in reading.children(verb) if child.lower in _RELATIVE]
    as_subject = any(child.dep in SUBJECTS for child in relative)
    if not has_subject:
        return Slots(subjects=(noun,))
    if as_subject or _has_object(reading, verb):
        return Slots()
    return Slots(objects=(noun,))


def _of_gerund(reading: Reading, preposition: Token, depth: int) -> Slots:
    """ "accused Iran of arming rebels": Iran; "apologised for shelling": who apologised."""
    head = reading.tokens[preposition.head]
    if head.pos in {"VERB", "AUX"}:
        above = verb_slots(reading, head, depth + 1)
        if head.lemma in load_grammar().object_control and above.objects:
            return Slots(subjects=above.objects)
        return Slots(subjects=_surface_subject(above))
    owners = tuple(child for child in reading.children(head) if child.dep == "poss")
    return Slots(subjects=owners)


def child_subjects(reading: Reading, verb: Token) -> list[Token]:
    """The nouns that stand before a verb as its subject."""
    return [
        noun
        for child in reading.children(verb)
        if child.dep in {"nsubj", "nsubjpass"}
        for noun in [child, *[below for below in reading.children(child) if below.dep == "conj"]]
    ]
