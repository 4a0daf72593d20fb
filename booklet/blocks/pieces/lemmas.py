"""What all indexes have in common: entries in the order of the language, under their letters, with their pages.

In: lemmas, the words that an index lists, and the places in the book that each names. Out: one section.

A lemma's name is never broken, but for one too long for its column, which goes on below after the family's name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from booklet import references
from booklet.bidi import needs
from booklet.block import Block, Group, Inlines, Section, Text
from booklet.blocks.pieces.common import tied
from booklet.blocks.pieces.page_ranges import Place, page_numbers
from booklet.brief import Brief, Listed
from booklet.collate import initial, sort_key
from booklet.itemise import isolated
from booklet.language import comma, words
from booklet.load.people import family_by_rule, without_family
from booklet.markup import Inline, Style
from booklet.model import Person
from booklet.scripts import is_cjk
from booklet.typography import typeset_text

_GAP = '\u2002\u200b'  # between a lemma and its pages: an en space, after which a line may end
_TIE = '\u00a0'
_NO_LETTER = '#'
_SAMPLE = '12'  # a page number that shows how some are set


@dataclass(frozen=True, slots=True)
class Lemma:
    """One entry: a keyword, or with `given` (which may be empty) somebody's family name.

    `see` are the lemmas that it sends readers to, each with the anchor of its entry; with no places it only does that.
    """

    word: str
    given: str | None = None
    id: str = ''
    anchor: str = ''
    places: tuple[Place, ...] = ()
    see: tuple[tuple[Lemma, str], ...] = ()


def of_person(person: Person, anchor: str = '', places: tuple[Place, ...] = ()) -> Lemma:
    return Lemma(person.family or person.name, person.given, person.id, anchor, places)


def talk_places(brief: Brief, talks: Iterable[tuple[str, Style]]) -> tuple[Place, ...]:
    """Where the book has these talks: their abstracts, or where it has none their lines in the agenda."""
    found = []
    for id_, style in talks:
        anchors = (references.talk(id_), references.in_agenda(id_))
        anchor = next((each for each in anchors if each in brief.numbers), '')
        if anchor:
            found.append(Place(brief.numbers[anchor], anchor, style))
    return tuple(found)


def joined(lemmas: Iterable[Lemma], sent: Iterable[Lemma]) -> list[Lemma]:
    """Lemmas, and those that only send readers on; where there are pages under both, they are one entry."""
    found = list(lemmas)
    known = {(lemma.word, lemma.given): number for number, lemma in reversed(list(enumerate(found)))}
    for lemma in sent:
        at = known.get((lemma.word, lemma.given))
        if at is None:
            known[lemma.word, lemma.given] = len(found)
            found.append(lemma)
        else:
            new = tuple(pair for pair in lemma.see if pair not in found[at].see and pair[1] != found[at].anchor)
            found[at] = replace(found[at], see=(*found[at].see, *new))
    return found


def section(
    brief: Brief, lemmas: Sequence[Lemma], note: Inlines = (), entry: Callable[[Lemma], Block] | None = None
) -> Section:
    """The index of a part; `note` stands below its heading. `entry` sets one lemma, where its pages are not all."""
    anchor = references.part(brief.entry.id)
    head: list[Block] = [Text((Inline(brief.title),), 'part_title', 'H1', anchor=anchor)]
    if note:
        head.append(Text(note, 'index_note'))
    ordered = collated(lemmas, brief.language)
    made = map(entry, ordered) if entry else (_entry(brief, lemma) for lemma in ordered)
    blocks = tuple(_under_letters(brief, ordered, made))
    return Section((Group('Sect', blocks),), {'part': brief.title}, ((brief.title, anchor, 0),), tuple(head))


def listing(brief: Brief) -> tuple[Listed, ...]:
    return (Listed(brief.title, references.part(brief.entry.id)),)


def presenting_note(language: str) -> Inlines:
    """“**12** presenting author”: why some pages stand out."""
    label = typeset_text(words(language)['presenting author'], language)
    return (Inline(_SAMPLE, Style.STRONG), Inline('\u2002' + label))


def collated(lemmas: Sequence[Lemma], language: str) -> list[Lemma]:
    order = _order(tuple((lemma.word, lemma.given or '', lemma.id) for lemma in lemmas), language)
    return [lemmas[number] for number in order]


@lru_cache(maxsize=8)  # an index is set again until its numbers settle
def _order(entries: tuple[tuple[str, str, str], ...], language: str) -> tuple[int, ...]:
    key = sort_key(language)
    return tuple(sorted(range(len(entries)), key=lambda n: (key(entries[n][0]), key(entries[n][1]), entries[n][2])))


def _under_letters(brief: Brief, lemmas: Sequence[Lemma], entries: Iterable[Block]) -> Iterator[Block]:
    """The entries, each letter above those that begin with it; no letters where they all would have none."""
    letters = [_letter(lemma.word, brief.language) for lemma in lemmas]
    shown = brief.options.flag('letters') and set(letters) != {_NO_LETTER}
    before = ''
    for lemma, letter, entry in zip(lemmas, letters, entries, strict=True):
        if shown and letter != before:
            # The first entry of a page is this letter's first, not the last of the page before.
            yield Text((Inline(letter),), 'index_letter', 'H2', marks=(mark(lemma),))
        before = letter
        yield entry


@lru_cache(maxsize=20_000)
def _letter(word: str, language: str) -> str:
    return initial(word, language)


def _entry(brief: Brief, lemma: Lemma) -> Text:
    """“Vries, Anna de  12, 14–16”, “Byron, Ada, see Lovelace, Ada”."""
    language = brief.language
    inlines: list[Inline] = [Inline(shown(brief, lemma, 'index_entry'))]
    numbers = page_numbers(lemma.places, language)
    if numbers:
        inlines += [Inline(_GAP), *(inline for inline in numbers if isinstance(inline, Inline))]
    for number, (other, anchor) in enumerate(lemma.see):
        label = words(language)['see also' if lemma.places else 'see']
        inlines.append(Inline(comma(language)))
        if not number:
            inlines += [Inline(typeset_text(label, language), Style.EMPHASIS), Inline(' ')]
        inlines.append(Inline(shown(brief, other, 'index_entry'), link='#' + anchor))
    return Text(tuple(inlines), 'index_entry', anchor=lemma.anchor, marks=(mark(lemma),))


def shown(brief: Brief, lemma: Lemma, style: str) -> str:
    """A lemma as it is printed; a name that fits the column on one line, or else breaks after the family's name."""
    language = brief.language
    if lemma.given is None:
        return isolated(typeset_text(lemma.word, language), language)
    family, gap, given = _inverted(lemma.word, lemma.given, language)
    whole = isolated(tied(family + gap + given), language)
    room = brief.column - brief.layout.styles[style].indent
    if not gap or brief.gauge.width((Inline(whole),), style) <= room:
        return whole
    return isolated(fitting(brief, family, style, room) + gap + fitting(brief, given, style, room), language)


def fitting(brief: Brief, name: str, style: str, room: float) -> str:
    """A name that is not broken, unless one of its words by itself is wider than so many points."""
    whole = tied(name)
    widest = max((brief.gauge.width((Inline(word),), style) for word in whole.split(_TIE)), default=0.0)
    return whole if widest <= room else name


def mark(lemma: Lemma) -> tuple[str, str]:
    """What running heads tell of it: its first word, as in a dictionary."""
    return 'entry', lemma.word


def _inverted(family: str, given: str, language: str) -> tuple[str, str, str]:
    """The family's name first, what stands between, and the other names: “Vries,”, “ ”, “Anna de”.

    East Asian names have the family's first anyway, and no comma.
    """
    if not given:
        return typeset_text(family, language), '', ''
    if is_cjk(family[0]):
        return family + given, '', ''
    mark = comma(language) if needs(family) else ', '
    gap = ' ' if mark.endswith(' ') else ''
    return typeset_text(family, language) + mark.rstrip(), gap, typeset_text(given, language)


def also_known(people: Iterable[tuple[Person, str]]) -> Iterator[Lemma]:
    """What sends readers from other names of people to their entries, whose anchors are given."""
    for person, anchor in people:
        for name in person.also:
            before, mark, after = name.partition(', ')  # as an index has it, or as one is called
            family = before if mark else family_by_rule(name)
            given = after if mark else without_family(name, family)
            if (family, given) != (person.family, person.given):
                yield Lemma(family, given, see=((of_person(person), anchor),))


def address(url: str) -> str:
    """An address as it is printed: without what every one begins with."""
    return url.removeprefix('https://').removeprefix('http://').removesuffix('/')
