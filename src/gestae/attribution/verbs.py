"""What a verb of speech says: the words that are its content, by the place they stand in.

"vowed to rebuild", "denied shelling the town", "warned of famine", "called the vote a sham", "is believed to be dead",
"attacks blamed on Tehran": each verb tells in the data which of these it takes.
"""

from __future__ import annotations

from gestae.attribution.attribution import is_participle
from gestae.attribution.frame import mark_of, noun_start
from gestae.attribution.layout import QUOTE_CLOSERS, QUOTE_OPENERS, Range, extent
from gestae.lexicon.speech import SpeechVerb
from gestae.reading.tokens import Reading, Token

_EXTENDING = frozenset({"for", "as", "over", "with", "about", "of", "against", "between", "to", "from", "that", "like"})
_SIDE_CLAUSES = frozenset(
    {"after", "before", "as", "while", "because", "since", "although", "though", "until", "unless"}
)
_NOUN_PREPOSITIONS = frozenset({"of", "on", "in", "at", "against", "by", "from", "to", "between", "for"})
_PLACING = frozenset({"in", "on", "at", "during", "via", "through", "after", "before"})
_HEADLINES = frozenset({"headline", "subheading"})
_ANSWERING = frozenset({"deny", "confirm"})
_TELLING = frozenset({"say", "report", "deny", "claim", "insist", "put", "tell", "announce", "accuse", "speak", "call"})
_PREP = frozenset({"prep", "prt", "agent", "dative"})


def verb_content(reading: Reading, verb_token: Token, verb: SpeechVerb) -> tuple[str, list[Range], int]:
    """The form of the content, its ranges, and where a preposition of the cue ends."""
    takes = verb.takes
    right: dict[str, Token] = {}
    passive = False
    for child in reading.children(verb_token):
        if child.dep in {"nsubjpass", "auxpass"}:
            passive = True
        if child.index > verb_token.index:
            right.setdefault(child.dep, child)
    if is_participle(reading, verb_token):
        passive = True
    if passive:
        if not verb.passive:
            return "quote", [], 0
        return _passive_content(reading, verb_token, verb, right)
    clause = right.get("ccomp")
    aside = right.get("parataxis")
    if clause is None and aside is not None and not _follows_comma(reading, aside):
        clause = aside
    if clause is not None and _accepts_clause(reading, clause, takes) and not _is_aside(reading, clause, right, verb):
        spans = _clause_ranges(reading, verb_token, clause)
        sentence = reading.sentences[verb_token.sentence]
        if sentence.kind in _HEADLINES and verb_token.dep == "ROOT":
            # a headline has room for one speaker, or a second one after a comma
            spans[-1] = (
                _after_cue(reading, verb_token, spans[-1][0]),
                _next_speaker(reading, verb_token, sentence.last),
            )
        return "clause", spans, 0
    if "count" in takes:
        return "clause", _count_ranges(reading, verb_token, right), 0
    if "named" in takes:
        return "named", _named_ranges(reading, verb_token, right, takes), 0
    infinitive = right.get("xcomp")
    if infinitive is not None:
        ranges = _infinitive_ranges(reading, infinitive, right, takes)
        if ranges:
            return "infinitive", ranges, 0
    condition = right.get("advcl")
    if condition is not None and "clause" in takes and mark_of(reading, condition) in {"if", "whether", "that"}:
        return "clause", [extent(reading, condition)], 0
    lost = _lost_clause(reading, right, verb) if "clause" in takes else None
    if lost is not None:
        return "clause", [extent(reading, lost)], 0
    led = led_words(reading, verb_token, verb)
    if led is not None:
        return "object", [led], led[0]
    subject = right.get("dobj")
    moved = right.get("prt")  # "ordered out the diplomats" orders nothing said
    if subject is not None and "object" in takes and (moved is None or moved.index > subject.index):
        return "object", [_object_range(reading, verb_token, subject)], 0
    if verb_token.dep == "relcl" and verb.manner in _ANSWERING and subject is None:
        noun = reading.tokens[verb_token.head]  # "a claim the army denied"
        return "object", [(noun_start(reading, noun), noun.index + 1)], 0
    return "quote", [], 0


def _after_cue(reading: Reading, verb_token: Token, first: int) -> int:
    """Where the words of a headline begin: right behind the cue, when the parser took a later clause for all."""
    after = verb_token.index + 1
    return after if "," in {token.text for token in reading.tokens[after : first + 1]} else first


def _next_speaker(reading: Reading, verb_token: Token, last: int) -> int:
    """Where the words of a headline end: at a comma before another speaker ("..., Kyiv Puts Toll at 400")."""
    tokens = reading.tokens
    for index in range(verb_token.index + 2, last - 2):
        if tokens[index].text == "," and any(
            token.tag == "VBZ" and token.lemma.lower() in _TELLING for token in tokens[index + 2 : index + 4]
        ):
            return index
    return last


def _follows_comma(reading: Reading, clause: Token) -> bool:
    first = extent(reading, clause)[0]
    return "," in {reading.tokens[first].text, reading.tokens[first - 1].text}


def _lost_clause(reading: Reading, right: dict[str, Token], verb: SpeechVerb) -> Token | None:
    """The clause of "told reporters in an interview that the siege was over", which the parser hangs on a noun."""
    nouns = [right[dep] for dep in ("dobj", "dative") if dep in right and verb.addressee]
    if "prep" in right and right["prep"].lower in _PLACING:
        nouns += [word for word in reading.children(right["prep"]) if word.dep == "pobj"]
    for noun in nouns:
        for child in reading.children(noun):
            if child.dep not in {"acl", "relcl", "ccomp"} or child.index < noun.index:
                continue
            opener = reading.tokens[extent(reading, child)[0]]
            subjects = [word for word in reading.children(child) if word.dep in {"nsubj", "nsubjpass"}]
            if opener.lower == "that" and subjects and opener not in subjects:
                return child
    return None


def _is_aside(reading: Reading, clause: Token, right: dict[str, Token], verb: SpeechVerb) -> bool:
    """Whether the clause is another cue ("He condemned the arrests, his spokesman said")."""
    first = extent(reading, clause)[0]
    told = right.get("dobj")
    return (
        told is not None
        and not verb.addressee
        and told.index < first
        and reading.tokens[first - 1].text == ","
        and not mark_of(reading, clause)
    )


def _accepts_clause(reading: Reading, clause: Token, takes: frozenset[str]) -> bool:
    if mark_of(reading, clause) in _SIDE_CLAUSES:
        return False
    if takes & {"clause", "quote"}:
        return True
    if mark_of(reading, clause):
        return False
    bare = any(child.dep == "aux" for child in reading.children(clause))
    return ("object-infinitive" in takes and (bare or clause.tag == "VB")) or (
        "gerund" in takes and clause.tag == "VBG"
    )


def _passive_content(
    reading: Reading, verb_token: Token, verb: SpeechVerb, right: dict[str, Token]
) -> tuple[str, list[Range], int]:
    subject = next((child for child in reading.children(verb_token) if child.dep == "nsubjpass"), None)
    if subject is None and verb_token.dep == "acl":
        subject = _top_noun(reading, reading.tokens[verb_token.head])
        whole = (noun_start(reading, subject), verb_token.index)
    elif subject is not None:
        whole = extent(reading, subject)
    else:
        return "quote", [], 0
    clause = right.get("ccomp")
    if clause is not None and "clause" in verb.takes:
        return "clause", [extent(reading, clause)], 0
    complement = right.get("xcomp") or right.get("oprd")
    if complement is not None and complement.lemma not in {"say", "tell", "ask"}:
        return "infinitive", [whole, extent(reading, complement)], 0
    preposition = right.get("prep")
    if preposition is not None and (preposition.lower == "as" or preposition.lower in verb.joins):
        return "named", [whole, _to_comma(reading, extent(reading, preposition))], 0
    agent = right.get("agent")
    answered = verb.manner in _ANSWERING and agent is not None  # "a claim denied by the army"
    if (verb_token.dep == "acl" and not answered) or not verb.takes & {"object", "named"}:
        return "quote", [], 0
    return ("object", [whole], 0) if agent is not None else ("quote", [], 0)


def _top_noun(reading: Reading, noun: Token) -> Token:
    """The first noun of "attacks on tankers and pipelines", where the participle after it hangs on the last."""
    tokens = reading.tokens
    while noun.dep in {"conj", "pobj"}:
        above = tokens[noun.head]
        if noun.dep == "pobj":
            if above.lower not in _NOUN_PREPOSITIONS:
                break
            above = tokens[above.head]
        if above.pos not in {"NOUN", "PROPN"} or above.index >= noun.index:
            break
        noun = above
    return noun


def _to_comma(reading: Reading, span: Range) -> Range:
    comma = next((index for index in range(*span) if reading.tokens[index].text == ","), span[1])
    return span[0], comma


def _clause_ranges(reading: Reading, verb_token: Token, clause: Token) -> list[Range]:
    first, last = extent(reading, clause)
    mark = next((child for child in reading.children(clause) if child.dep == "mark"), None)
    if first > verb_token.index:
        last = _before_stop(reading, first, _before_contrast(reading, clause, last))
        if mark is not None and mark.lower in {"that", "whether", "if"}:
            return [(mark.index, last)]
        return [(_after_date(reading, clause, first), last)]
    # "which he said was built last year": the relative word stands before the cue.
    tail = [child for child in reading.children(clause) if child.index > verb_token.index]
    start = min([clause.index, *(extent(reading, child)[0] for child in tail)])
    relative = [child for child in reading.children(clause) if child.index < verb_token.index]
    spans = [extent(reading, child) for child in relative if child.dep in {"nsubj", "nsubjpass", "dobj", "advmod"}]
    return [*spans, (max(start, verb_token.index + 1), last)]


def _before_contrast(reading: Reading, clause: Token, last: int) -> int:
    """Where the clause ends before ", while others said": another speaker's turn is none of its words."""
    for child in reading.children(clause):
        if child.dep != "advcl" or child.index < clause.index or mark_of(reading, child) not in {"while", "whereas"}:
            continue
        first = extent(reading, child)[0]
        if reading.tokens[first - 1].text == "," and child.lemma in _TELLING:
            return first - 1
    return last


def _before_stop(reading: Reading, first: int, last: int) -> int:
    """Where the clause ends at a semicolon outside quotation marks: what follows is a sentence of its own."""
    inside = False
    for index in range(first, last):
        text = reading.tokens[index].text
        if inside and text in QUOTE_CLOSERS:
            inside = False
        elif text in QUOTE_OPENERS:
            inside = True
        elif text == ";" and not inside:
            return index
    return last


def _after_date(reading: Reading, clause: Token, first: int) -> int:
    """Where the clause begins once a date that belongs to the cue is set aside ("said on Tuesday it had ...")."""
    for child in reading.children(clause):
        if child.index > clause.index or child.dep not in {"prep", "npadvmod"}:
            break
        begin, end = extent(reading, child)
        dated = all(word.entity in {"DATE", "TIME"} or word.dep == "prep" for word in reading.tokens[begin:end])
        if begin != first or not dated:
            break
        first = end
    return first


def _count_ranges(reading: Reading, verb_token: Token, right: dict[str, Token]) -> list[Range]:
    """ "put the dead at about 400": what is counted and the number."""
    counted = right.get("dobj")
    for child in reading.children(verb_token):
        if counted is None or child.dep != "prep" or child.lower != "at" or child.index < counted.index:
            continue
        first, last = extent(reading, child)
        if any(token.pos == "NUM" for token in reading.tokens[first:last]):
            return [(extent(reading, counted)[0], last)]
    return []


def _named_ranges(reading: Reading, verb_token: Token, right: dict[str, Token], takes: frozenset[str]) -> list[Range]:
    fronted = next((child for child in reading.children(verb_token) if child.lower in {"what", "which"}), None)
    begin = right.get("dobj") or right.get("ccomp") or (right.get("oprd") if fronted is not None else None)
    if begin is None:
        called = _called_as(reading, verb_token) if fronted is not None else None
        return [extent(reading, fronted), called] if fronted is not None and called is not None else []
    last = extent(reading, begin)[1]
    quoted = _quoted_from(reading, last)
    if quoted is not None and fronted is None:
        return [(extent(reading, begin)[0], quoted)]  # "called the raid “cowardly”"
    for child in reading.children(verb_token):
        complement = child.dep in {"oprd", "xcomp", "dobj", "ccomp", "acomp", "attr"}
        led = child.dep == "prep" and (child.lower in _EXTENDING or (child.index == last and "oprd" in right))
        if child.index > verb_token.index and (complement or led):
            last = max(last, extent(reading, child)[1])
    if fronted is None and last == extent(reading, begin)[1] and begin.dep == "dobj" and "object" not in takes:
        return []  # "called a meeting" names nothing
    told = (extent(reading, begin)[0], last)
    return [told] if fronted is None else [extent(reading, fronted), told]


def _called_as(reading: Reading, verb_token: Token) -> Range | None:
    """ "what police described as “a plot”": the words after "as"."""
    for child in reading.children(verb_token):
        if child.index > verb_token.index and child.dep == "prep" and child.lower == "as":
            first, last = extent(reading, child)
            return (first + 1, _quoted_from(reading, first + 1) or last) if last > first + 1 else None
    return None


def _quoted_from(reading: Reading, index: int) -> int | None:
    """Where a quotation ends that opens at a token, inside its sentence."""
    tokens = reading.tokens
    if index >= len(tokens) or tokens[index].text not in QUOTE_OPENERS:
        return None
    stop = reading.sentences[tokens[index].sentence].last
    return next((at + 1 for at in range(index + 1, stop) if tokens[at].text in QUOTE_CLOSERS), None)


def _infinitive_ranges(
    reading: Reading, infinitive: Token, right: dict[str, Token], takes: frozenset[str]
) -> list[Range]:
    gerund = infinitive.tag == "VBG"
    if gerund:
        return [extent(reading, infinitive)] if takes & {"gerund"} else []
    if not any(child.lower == "to" for child in reading.children(infinitive) if child.dep == "aux"):
        return []
    person = right.get("dobj") or right.get("dative")
    first, last = extent(reading, infinitive)
    if person is not None and person.index < infinitive.index:
        return [(extent(reading, person)[0], last)] if takes & {"object-infinitive", "object"} else []
    return [(first, last)] if takes & {"infinitive", "object-infinitive"} else []


def led_words(reading: Reading, verb_token: Token, verb: SpeechVerb) -> Range | None:
    """The words after a preposition that leads to the content ("warned of famine")."""
    tokens = reading.tokens
    for child in reading.children(verb_token):
        if child.index < verb_token.index or child.dep not in _PREP:
            continue
        for words in verb.leads:
            stop = child.index + len(words)
            if tuple(token.lower for token in tokens[child.index : stop]) != words:
                continue
            end = extent(reading, tokens[stop - 1])[1]
            last = max([end, *(extent(reading, other)[1] for other in _followers(reading, verb_token, stop))])
            if last > stop:
                return stop, last
    return None


def _followers(reading: Reading, verb_token: Token, after: int) -> list[Token]:
    deps = {"xcomp", "dobj", "pobj", "pcomp", "ccomp"}
    return [
        child
        for child in reading.children(verb_token)
        if child.index >= after
        and (child.dep in deps or (child.dep == "prep" and child.lower in _EXTENDING and child.index - after < 15))
    ]


def _object_range(reading: Reading, verb_token: Token, subject: Token) -> Range:
    first, last = extent(reading, subject)
    for child in reading.children(verb_token):
        if child.index >= last and (child.dep == "xcomp" or (child.dep == "prep" and child.lower in _EXTENDING)):
            last = max(last, extent(reading, child)[1])
    return first, last
