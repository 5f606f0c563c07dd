"""Cues of speech and the words that hang on them: verbs, nouns, adjectives, "according to" and hedges.

"The ministry denied that its pilots, who landed on Friday, had shelled the town" gives one frame: the cue `denied`,
the source `ministry`, the content "that its pilots ... the town".
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from gestae.extraction.attribution import governor_of, is_participle, source_of, verb_group
from gestae.extraction.speech_layout import Layout, Quoted, Range, extent, trimmed, without
from gestae.knowledge.speech import Speech, SpeechVerb
from gestae.reading.tokens import Reading, Token

_EXTENDING = frozenset({"for", "as", "over", "with", "about", "of", "against", "between", "to", "from", "that", "like"})
_SIDE_CLAUSES = frozenset(
    {"after", "before", "as", "while", "because", "since", "although", "though", "until", "unless"}
)
_NOUN_PREPOSITIONS = frozenset({"of", "on", "in", "at", "against", "by", "from", "to", "between", "for"})
_HEADLINES = frozenset({"headline", "subheading"})
_PREP = frozenset({"prep", "prt", "agent", "dative"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One cue with what the parse gives for it; without content it may still introduce a quotation.

    `cue` and `source` are head tokens, the other numbers ranges of tokens.
    """

    cue: int
    words: Range
    manner: str
    form: str
    content: tuple[Range, ...] = ()
    source: int | None = None
    verb: SpeechVerb | None = None

    @property
    def is_quotable(self) -> bool:
        """Whether a quotation may be its content."""
        return self.verb is not None and "quote" in self.verb.takes

    @property
    def may_follow(self) -> bool:
        """Whether it may stand between commas or at the end ("the army, he believes, has left")."""
        return self.verb is not None and bool(self.verb.takes & {"quote", "clause"})


def find_frames(reading: Reading, layout: Layout, speech: Speech) -> list[Frame]:
    """Every cue of the reading in the order of the text."""
    found: list[Frame] = []
    verbs, phrasal, nouns, adjectives = speech.verbs, speech.phrasal, speech.nouns, speech.adjectives
    for token in reading.tokens:
        frame: Frame | None = None
        lemma = token.lemma
        if token.tag[:1] == "V":
            if lemma in verbs or lemma in phrasal:
                frame = _verb_frame(reading, layout, token, verbs.get(lemma), phrasal.get(lemma))
            elif token.lower == "according":
                frame = _according_frame(reading, layout, token)
        elif lemma in nouns and token.pos == "NOUN":
            frame = _noun_frame(reading, layout, token, speech)
        elif token.lower in adjectives and token.pos in {"ADJ", "VERB"}:
            frame = _adjective_frame(reading, layout, token, adjectives[token.lower])
        elif token.lower in speech.hedges:
            frame = _hedge_frame(reading, layout, token)
        if frame is not None:
            quote = layout.quote_at[token.index]
            found.append(frame if quote < 0 else _within(frame, layout.quotes[quote]))
    return found


def _within(frame: Frame, quote: Quoted) -> Frame:
    """A frame inside a quotation, with content that does not leave it."""
    inside = [(max(first, quote.first + 1), min(last, quote.last)) for first, last in frame.content]
    return replace(frame, content=tuple(span for span in inside if span[0] < span[1]))


def _verb_frame(
    reading: Reading, layout: Layout, token: Token, verb: SpeechVerb | None, phrasal: SpeechVerb | None
) -> Frame | None:
    if phrasal is not None:
        led = _led(reading, token, phrasal)
        if led is not None:
            first, last = verb_group(reading, token)
            content = _ranges(reading, layout, token, [led])
            if content:
                return Frame(
                    cue=token.index,
                    words=(first, max(last, led[0])),
                    manner=phrasal.manner,
                    form="object",
                    content=content,
                    source=source_of(reading, token),
                    verb=phrasal,
                )
    if verb is None or token.dep in {"aux", "auxpass", "amod", "compound"}:
        return None
    first, last = verb_group(reading, token)
    form, spans, lead_end = _verb_content(reading, token, verb)
    content = _ranges(reading, layout, token, spans)
    if not content and not verb.takes & {"quote", "clause"}:
        return None
    return Frame(
        cue=token.index,
        words=(first, max(last, lead_end)),
        manner=verb.manner,
        form=form if content else "quote",
        content=content,
        source=source_of(reading, token),
        verb=verb,
    )


def _verb_content(reading: Reading, verb_token: Token, verb: SpeechVerb) -> tuple[str, list[Range], int]:
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
        return _passive_content(reading, verb_token, verb, right)
    clause = right.get("ccomp") or right.get("parataxis")
    if clause is not None and _accepts_clause(reading, clause, takes):
        spans = _clause_ranges(reading, verb_token, clause)
        sentence = reading.sentences[verb_token.sentence]
        if sentence.kind in _HEADLINES and verb_token.dep == "ROOT":
            spans[-1] = (spans[-1][0], sentence.last)  # a headline has room for one speaker
        return "clause", spans, 0
    if "named" in takes:
        return "named", _named_ranges(reading, verb_token, right), 0
    infinitive = right.get("xcomp")
    if infinitive is not None:
        ranges = _infinitive_ranges(reading, infinitive, right, takes)
        if ranges:
            return "infinitive", ranges, 0
    condition = right.get("advcl")
    if condition is not None and "clause" in takes and _mark(reading, condition) in {"if", "whether", "that"}:
        return "clause", [extent(reading, condition)], 0
    led = _led(reading, verb_token, verb)
    if led is not None:
        return "object", [led], led[0]
    subject = right.get("dobj")
    if subject is not None and "object" in takes:
        return "object", [_object_range(reading, verb_token, subject)], 0
    return "quote", [], 0


def _accepts_clause(reading: Reading, clause: Token, takes: frozenset[str]) -> bool:
    if _mark(reading, clause) in _SIDE_CLAUSES:
        return False
    if takes & {"clause", "quote"}:
        return True
    bare = _mark(reading, clause) == "" and any(child.dep == "aux" for child in reading.children(clause))
    return ("object-infinitive" in takes or "gerund" in takes) and (bare or clause.tag in {"VB", "VBG"})


def _passive_content(
    reading: Reading, verb_token: Token, verb: SpeechVerb, right: dict[str, Token]
) -> tuple[str, list[Range], int]:
    subject = next((child for child in reading.children(verb_token) if child.dep == "nsubjpass"), None)
    if subject is None and verb_token.dep == "acl":
        subject = _top_noun(reading, reading.tokens[verb_token.head])
        whole = (_noun_start(reading, subject), verb_token.index)
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
    if preposition is not None and (preposition.lower == "as" or _joined(verb, preposition)):
        return "named", [whole, _to_comma(reading, extent(reading, preposition))], 0
    if verb_token.dep == "acl" or not verb.takes & {"object", "named"}:
        return "quote", [], 0
    return "object", [whole], 0


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


def _joined(verb: SpeechVerb, preposition: Token) -> bool:
    """ "blamed on Tehran", "accused of arson": the preposition tells the content too."""
    return (verb.lemma, preposition.lower) in {("blame", "on"), ("blame", "for"), ("accuse", "of")}


def _clause_ranges(reading: Reading, verb_token: Token, clause: Token) -> list[Range]:
    first, last = extent(reading, clause)
    mark = next((child for child in reading.children(clause) if child.dep == "mark"), None)
    if first > verb_token.index:
        if mark is not None and mark.lower in {"that", "whether", "if"}:
            return [(mark.index, last)]
        return [(_after_date(reading, clause, first), last)]
    # "which he said was built last year": the relative word stands before the cue.
    tail = [child for child in reading.children(clause) if child.index > verb_token.index]
    start = min([clause.index, *(extent(reading, child)[0] for child in tail)])
    relative = [child for child in reading.children(clause) if child.index < verb_token.index]
    spans = [extent(reading, child) for child in relative if child.dep in {"nsubj", "nsubjpass", "dobj", "advmod"}]
    return [*spans, (max(start, verb_token.index + 1), last)]


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


def _named_ranges(reading: Reading, verb_token: Token, right: dict[str, Token]) -> list[Range]:
    fronted = next((child for child in reading.children(verb_token) if child.lower in {"what", "which"}), None)
    begin = right.get("dobj") or right.get("ccomp") or (right.get("oprd") if fronted is not None else None)
    if begin is None:
        return []
    last = extent(reading, begin)[1]
    for child in reading.children(verb_token):
        complement = child.dep in {"oprd", "xcomp", "dobj", "ccomp", "acomp", "attr"}
        led = child.dep == "prep" and (child.lower in _EXTENDING or (child.index == last and "oprd" in right))
        if child.index > verb_token.index and (complement or led):
            last = max(last, extent(reading, child)[1])
    told = (extent(reading, begin)[0], last)
    return [told] if fronted is None else [extent(reading, fronted), told]


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


def _led(reading: Reading, verb_token: Token, verb: SpeechVerb) -> Range | None:
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


def _according_frame(reading: Reading, layout: Layout, token: Token) -> Frame | None:
    tokens = reading.tokens
    if token.index + 1 >= len(tokens) or tokens[token.index + 1].lower != "to":
        return None
    source = _noun_after(reading, tokens[token.index + 1])
    if source is None:
        return None
    hole = (token.index, extent(reading, source)[1])
    governor = governor_of(reading, token)
    sentence = reading.sentences[token.sentence]
    if token.index == sentence.first and hole[1] >= sentence.last - 1:
        comma = next((word.index for word in tokens[source.index : sentence.last] if word.text == ","), hole[1])
        hole = (token.index, comma)
    whole: Range = (sentence.first, sentence.last)
    at_edge = token.index == sentence.first or hole[1] >= sentence.last - 2
    if governor is not None and (not at_edge or tokens[token.index - 1].text != ","):
        clause = _clause_above(reading, governor)
        whole = extent(reading, clause) if clause.head != clause.index else whole
    content = _ranges(reading, layout, token, without(whole, hole))
    if not content:
        return None
    words = (token.index, token.index + 2)
    return Frame(cue=token.index, words=words, manner="say", form="according", content=content, source=source.index)


def _noun_after(reading: Reading, preposition: Token) -> Token | None:
    for child in reading.children(preposition):
        if child.dep == "pobj":
            return child
        if child.dep == "pcomp":
            return next((word for word in reading.children(child) if word.dep == "dobj"), None)
    return None


def _clause_above(reading: Reading, token: Token) -> Token:
    while token.dep not in {"ROOT", "ccomp", "advcl", "relcl", "conj", "parataxis"}:
        above = reading.tokens[token.head]
        if above.index == token.index:
            break
        token = above
    return token


def _noun_frame(reading: Reading, layout: Layout, token: Token, speech: Speech) -> Frame | None:
    content: list[Range] = []
    for child in reading.children(token):
        if child.index < token.index or child.dep not in {"acl", "ccomp", "relcl", "appos"}:
            continue
        marked = _mark(reading, child) in {"that", "whether"} or (child.dep == "relcl" and _that_object(reading, child))
        infinitive = child.tag == "VB" and speech.nouns[token.lemma] in {"demand", "promise", "threaten", "intend"}
        if (marked and child.pos in {"VERB", "AUX"}) or infinitive:
            content.append(extent(reading, child))
            break
    spans = _ranges(reading, layout, token, content)
    if not spans:
        return None
    governor = reading.tokens[token.head]
    light = token.dep == "dobj" and governor.lemma in speech.light
    source = _noun_source(reading, token, governor if light else None)
    start = _noun_start(reading, token, owner=source)
    words = (verb_group(reading, governor)[0] if light and governor.index < token.index else start, token.index + 1)
    manner = speech.nouns[token.lemma]
    return Frame(cue=token.index, words=words, manner=manner, form="noun", content=spans, source=source)


def _that_object(reading: Reading, clause: Token) -> bool:
    """A relative clause that is none: "the claim that rebels fled" parsed with `that` as an object."""
    first = reading.tokens[extent(reading, clause)[0]]
    has_subject = any(child.dep in {"nsubj", "nsubjpass"} and child != first for child in reading.children(clause))
    return first.lower == "that" and has_subject


def _noun_source(reading: Reading, token: Token, light: Token | None) -> int | None:
    for child in reading.children(token):
        if child.dep == "poss":
            return child.index
    for child in reading.children(token):
        if child.dep == "prep" and child.lower in {"by", "from", "among", "of"}:
            found = next((word.index for word in reading.children(child) if word.dep == "pobj"), None)
            if found is not None:
                return found
    for child in reading.children(token):
        if child.dep in {"amod", "compound", "nmod"} and child.entity in {"NORP", "GPE", "ORG", "PERSON"}:
            return child.index
    return source_of(reading, light) if light is not None else None


def _adjective_frame(reading: Reading, layout: Layout, token: Token, manner: str) -> Frame | None:
    governor = reading.tokens[token.head]
    if token.dep not in {"acomp", "ROOT", "conj", "oprd", "ccomp", "relcl"}:
        return None
    spans: list[Range] = []
    for holder in (token, governor):
        for child in reading.children(holder):
            clause = child.dep in {"ccomp", "xcomp"} and child.index > token.index
            led = child.dep == "prep" and child.index == token.index + 1 and child.lower in {"about", "of", "over"}
            if not spans and (clause or led):
                first, last = extent(reading, child)
                spans.append((first + 1, last) if led else (first, last))
    content = _ranges(reading, layout, token, spans)
    if not content:
        return None
    verb = governor if token.dep in {"acomp", "oprd"} else token
    first = min(verb_group(reading, verb)[0], token.index)
    source = source_of(reading, verb)
    words = (first, token.index + 1)
    return Frame(cue=token.index, words=words, manner=manner, form="clause", content=content, source=source)


def _hedge_frame(reading: Reading, layout: Layout, token: Token) -> Frame | None:
    governor = reading.tokens[token.head]
    if governor.pos not in {"VERB", "AUX"}:
        return None
    clause = _clause_above(reading, governor)
    content = _ranges(reading, layout, token, without(extent(reading, clause), (token.index, token.index + 1)))
    if not content:
        return None
    words = (token.index, token.index + 1)
    return Frame(cue=token.index, words=words, manner="say", form="hedge", content=content)


def _mark(reading: Reading, clause: Token) -> str:
    return next((child.lower for child in reading.children(clause) if child.dep == "mark"), "")


def _noun_start(reading: Reading, noun: Token, *, owner: int | None = None) -> int:
    inside = {"det", "amod", "compound", "nummod", "poss"}
    starts = [noun.index]
    starts += [child.index for child in reading.children(noun) if child.dep in inside and child.index != owner]
    return min(start for start in starts if owner is None or start > owner or owner > noun.index)


def _ranges(reading: Reading, layout: Layout, cue: Token, spans: list[Range]) -> tuple[Range, ...]:
    """The ranges trimmed, the cue itself cut out, in order."""
    found: list[Range] = []
    for span in spans:
        for piece in without(span, (cue.index, cue.index + 1)):
            kept = trimmed(reading, layout, piece)
            if kept is not None:
                found.append(kept)
    return tuple(sorted(found))
