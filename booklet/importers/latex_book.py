"""LaTeX books of abstracts: one file, or a folder of files that a main one includes.

There is no one format: every book has macros of its own. What repeats is taken for a talk: an environment or a
macro with several arguments (`\\begin{talk}{title}{speaker}{affiliation}`), `\\title` with `\\author`, names in italics
below `\\item \\textbf{title}`, or a heading with names below it. Read: title, people with their numbered affiliations,
keywords, the abstract as LaTeX with the definitions of the book's macros that it uses, and the heading above several
talks as their track. Underlined names present, the others are authors. A mapping says what cannot be seen:

    talk: talk                                   # the environment, macro or heading that begins a talk
    arguments: [title, speakers, affiliations, -, abstract]      # what its arguments are; - for none of these

Dropped, and told: text that belongs to no talk (welcome, committees), tables of the schedule (import the schedule from
where it was made), pictures, contact addresses, files that the main file does not include.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from booklet.diagnostics import Sink
from booklet.draft import Draft, Item, Losses, Part, TrackName
from booklet.fields import Fields
from booklet.intake.given import Given, Refusal
from booklet.intake.latex_text import Tex, definitions, join, needed, sources
from booklet.markup import parse_inline
from booklet.markup.spans import plain_text
from booklet.model import Role, Text
from booklet.reading.people import people
from booklet.source import Node

NAME = 'latex'
TITLE = 'LaTeX books of abstracts'

_FIELDS = ('title', 'speakers', 'affiliations', 'abstract', 'keywords', 'session', '-')
_HEADINGS = ('part', 'chapter', 'section', 'subsection', 'subsubsection')
_HEADING = re.compile(r'\\(part|chapter|section|subsection|subsubsection)\*?\s*(?:\[[^\]\n]{0,300}\])?\s*(?=\{)')
_NAMED = re.compile(r'abstract|talk|contribution|poster|presentation|lecture|paper|keynote', re.IGNORECASE)
_COMMON = re.compile(  # environments that no book makes its talks of
    r'document|center|flush(?:left|right)|itemize|enumerate|description|quot(?:e|ation)|verse|minipage|(?:wrap)?figure'
    r'|tab(?:le|ular[xy]?)|longtable|[bpvBV]?matrix|array|equation|align(?:ed)?|gather|multline|eqnarray|verbatim|title'
    r'page|thebibliography|multicols|cases|split|proof|theorem|lemma|definition|remark|example|corollary|proposition'
    r'|(?:sub)?equations|(?:display)?math|lstlisting|affiliations|frame|alltt|spacing|tikzpicture'
)
_NO_TALK = re.compile(
    r'committee|organi[sz]|welcome|preface|foreword|sponsor|venue|practical|acknowledg|participants|schedule|programme?\b'
    r'|vorwort|organisation|index|contents|map\b|wi-?fi',
    re.IGNORECASE,
)
_AUTHOR = re.compile(r'\\(authors?|speakers?|presenters?|presentedby|by)\*?\s*(?:\[[^\]]{0,100}\])?\s*(?=\{)')
_PLACE = re.compile(r'\\(affil|affiliations?|institutes?|address(?:es)?|organi[sz]ation|inst)\*?\s*(?=[\[{])')
_KEYWORDS = re.compile(
    r'(?:\\keywords?\b\s*:?|(?:\\textbf|\\textit|\\emph)\s*\{\s*key\s?words?\s*:?\s*\}\s*:?|(?m:^)\s*key\s?words?\s*:)'
    r'(?P<words>.*?)(?=\n\s*\n|\\end\b|\\[a-z]+\s*(?=\\index)|\\packages\b|\Z)',
    re.IGNORECASE | re.DOTALL,
)
_EMPTY = re.compile(
    r'\\(?:noindent|centering|raggedright|medskip|bigskip|smallskip|newpage|clearpage|cleardoublepage|pagebreak|vfill|hfill'
    r'|maketitle|par|hrule|null|tightlist|small|large|normalsize|footnotesize)\b\s*|\\[vh]s(?:kip|pace)\*?\s*(?:\{[^{}]*\}'
    r'|-?[\d.]+\s*(?:cm|mm|pt|em|ex|in))|\\(?:label|addcontentsline|index|markboth|thispagestyle|phantomsection)\b'
    r'(?:\s*(?:\[[^\]]*\]|\{[^{}]*\}))*|\\(?:begin|end)\{(?:center|flushleft|flushright|minipage)\}'
    r'(?:\[[^\]]*\])?(?:\{[^{}]*\})?|\\\\(?:\[[^\]]*\])?(?=\s*\n\s*\n|\s*\Z)'
)
_EMPHASIS = re.compile(r'\s*(?:\{\s*)?\\(?:textit|emph|textbf|textsc|textsl|bf|it|bfseries|itshape|em|large|Large)\b')
_RAISED = re.compile(r'\$\s*\^\s*(?:\{([^{}]*)\}|([\w*]))\s*\$|\\textsuperscript\s*\{([^{}]*)\}')
_INDEX = re.compile(r'\\index\s*(?:\[[^\]]*\])?\s*\{[^{}]*\}')
_SHORT = 600  # letters of a line of names
_LEAST = 80  # letters of an abstract
_FEW = 2


@dataclass(frozen=True, slots=True)
class _Entry:
    """A talk as it stands: where, its heading above, and its pieces, all LaTeX."""

    start: int
    end: int
    title: str
    body: str
    speakers: str = ''
    affiliations: str = ''
    keywords: str = ''
    session: str = ''


def recognise(given: Given) -> float:
    files = sources(given)
    if not files or len(files) < len(given.blobs) / 2:
        return 0.0
    head = b''.join(blob.data[:20_000] for blob in files[:50])
    return 0.9 if b'\\begin' in head or b'\\section' in head or b'\\item' in head else 0.3


def read(given: Given, losses: Losses, mapping: Node | None) -> Draft:
    book = join(given)
    tex = Tex(book.body)
    wanted, order = _mapped(mapping)
    entries = _entries(tex, wanted, order)
    if not entries:
        raise Refusal(
            'no abstracts are seen in this LaTeX: nothing in it repeats as talks do',
            given.blobs[0].span(),
            'a mapping says what begins a talk: booklet import --explain latex',
        )
    for name in book.unused:
        losses.dropped('file', name, 'the main file does not include it')
    headings = _headings(tex)
    tracks = _tracks(entries, headings)
    macros = definitions(book.preamble)
    items = tuple(_item(entry, tracks.get(entry.start, ''), macros, losses) for entry in entries)
    _tell_rest(tex, entries, headings, losses)
    title = re.search(r'\\title\s*(?=\{)', book.preamble)
    words = Tex(book.preamble).group(title.end()) if title else None
    return Draft(
        title=_plain(words[0]) if words else '',
        items=items,
        tracks=tuple(TrackName(name) for name in dict.fromkeys(tracks.values()) if name),
    )


def _mapped(mapping: Node | None) -> tuple[str, tuple[str, ...]]:
    """What begins a talk, and what its arguments are, where the user says it."""
    if mapping is None:
        return '', ()
    sink = Sink()
    fields = Fields(mapping, sink, 'the mapping', {'talk': None, 'arguments': None})
    order = tuple(name.text for name in fields.texts('arguments'))
    wrong = next((name for name in fields.texts('arguments') if name.text not in _FIELDS), None)
    if wrong is not None:
        raise Refusal(f"an argument cannot be '{wrong.text[:40]}'", wrong.span, f'possible: {", ".join(_FIELDS)}')
    if sink.has_errors:
        raise Refusal(sink.items[0].message, sink.items[0].span, sink.items[0].hint)
    return fields.text('talk').lstrip('\\'), order


# --- what repeats ---


def _entries(tex: Tex, wanted: str, order: tuple[str, ...]) -> list[_Entry]:
    """The talks of the way of writing that has most of them, with those of others that stand outside them."""
    found = [
        [*_of_environments(tex, wanted, order)],
        [*_of_macros(tex, wanted, order)],
        [*_of_titles(tex)] if not wanted else [],
        [*_of_items(tex)] if not wanted else [],
        [*_of_headings(tex, wanted)],
    ]
    taken: list[_Entry] = []
    for entries in sorted(found, key=len, reverse=True):
        starts = [one.start for one in taken]
        taken += [one for one in entries if not any(one.start <= start < one.end for start in starts)
                  and not any(other.start <= one.start < other.end for other in taken)]  # fmt: skip
    return sorted(taken, key=lambda one: one.start)


def _of_environments(tex: Tex, wanted: str, order: tuple[str, ...]) -> Iterator[_Entry]:
    every = [one for one in tex.environments() if not _COMMON.fullmatch(one.name.rstrip('*'))]
    counts = Counter(one.name for one in every)
    for one in every:
        if one.name == wanted or (not wanted and counts[one.name] >= _FEW and _NAMED.search(one.name)):
            entry = _of_arguments(one.start, one.end, list(one.given), one.content, order)
            if entry is not None:
                yield entry


def _of_macros(tex: Tex, wanted: str, order: tuple[str, ...]) -> Iterator[_Entry]:
    """Calls with three arguments and more, one of them long in most; not so long where the macro's name tells."""
    found: dict[str, list[tuple[int, int, list[str]]]] = {}
    for match in re.finditer(r'\\([A-Za-z]+)\*?\s*(?=[\[{])', tex.text):
        name = match[1]
        if name in ('begin', 'end') or (wanted and name != wanted):
            continue
        given, end = tex.arguments(match.end())
        if name == wanted or len(given) >= 3:
            found.setdefault(name, []).append((match.start(), end, given))
    for name, calls in found.items():
        if name != wanted and (name in _HEADINGS or not _may_be_talks(name, calls)):
            continue
        # The abstract is the same argument in all calls, even where a name is longer.
        places = Counter(given.index(max(given, key=len)) for _, _, given in calls if given)
        long = places.most_common(1)[0][0] if places else 0
        for start, end, given in calls:
            entry = _of_arguments(start, end, given, '', order, long)
            if entry is not None:
                yield entry


def _may_be_talks(name: str, calls: list[tuple[int, int, list[str]]]) -> bool:
    least = _LEAST if _NAMED.search(name) else 2 * _LEAST
    long = sum(max(map(len, given)) >= least for _, _, given in calls)
    return long >= _FEW and 2 * long >= len(calls)


def _of_arguments(
    start: int, end: int, given: list[str], content: str, order: tuple[str, ...], long: int = -1
) -> _Entry | None:
    """The arguments by their order where it is told, else by what they look like: title, names, places, abstract.

    `long`: the number of the argument that is the abstract, where other calls tell it.
    """
    told: dict[str, str] = {}
    if order:
        told = dict(zip(order, given, strict=False))
    else:
        rest = [one for one in given if one.strip()]
        if not content.strip() and rest:
            told['abstract'] = given[long] if 0 <= long < len(given) else max(rest, key=len)
            rest = [one for one in rest if one is not told['abstract']]
        for name, one in zip(('title', 'speakers', 'affiliations'), [r for r in rest if '@' not in r], strict=False):
            told[name] = one
    body = told.get('abstract') or content
    entry = _Entry(
        start,
        end,
        told.get('title', ''),
        body,
        told.get('speakers', ''),
        told.get('affiliations', ''),
        told.get('keywords', ''),
        told.get('session', ''),
    )
    if not entry.title.strip():
        entry = _with_title(entry)
    return entry if entry.title.strip() else None


def _with_title(entry: _Entry) -> _Entry:
    """An environment whose title is a macro or heading inside it."""
    inner = Tex(entry.body)
    match = re.search(r'\\(?:title|talktitle|abstracttitle|(?:sub)*section)\*?\s*(?=\{)', entry.body)
    words = inner.group(match.end()) if match else None
    if match is None or words is None:
        return entry
    return replace(entry, title=words[0], body=entry.body[: match.start()] + entry.body[words[1] :])


def _of_titles(tex: Tex) -> Iterator[_Entry]:
    """`\\title` and `\\author` as in articles put together."""
    marks = list(re.finditer(r'\\title\*?\s*(?:\[[^\]]{0,300}\])?\s*(?=\{)', tex.text))
    for number, match in enumerate(marks):
        words = tex.group(match.end())
        end = marks[number + 1].start() if number + 1 < len(marks) else len(tex.text)
        if words is None or (len(marks) < _FEW and '\\author' not in tex.text[words[1] : end]):
            continue
        body = tex.text[words[1] : end]
        inner = next((one for one in Tex(body).environments() if one.name == 'abstract'), None)
        head = body[: inner.start] if inner else body
        yield _Entry(match.start(), end, words[0], f'{head}\n\n{inner.content}' if inner else body)


def _of_items(tex: Tex) -> Iterator[_Entry]:
    """`\\item \\textbf{title}`, names in italics, text."""
    for one in tex.environments():
        if one.name not in ('itemize', 'enumerate', 'description'):
            continue
        marks = list(re.finditer(r'\\item\b\s*(?:\\textbf|\\textsc)\s*(?=\{)', one.content))
        inner = Tex(one.content)
        for number, match in enumerate(marks):
            words = inner.group(match.end())
            end = marks[number + 1].start() if number + 1 < len(marks) else len(one.content)
            if words is not None:
                body = one.content[words[1] : end]
                if len(body) >= _LEAST and _EMPHASIS.match(_bare(body)):
                    yield _Entry(one.inside + match.start(), one.inside + end, words[0], body)


@dataclass(frozen=True, slots=True)
class _Heading:
    level: int
    start: int
    inside: int  # behind it
    title: str


def _headings(tex: Tex) -> list[_Heading]:
    found = []
    for match in _HEADING.finditer(tex.text):
        words = tex.group(match.end())
        if words is not None:
            found.append(_Heading(_HEADINGS.index(match[1]), match.start(), words[1], words[0]))
    return found


def _of_headings(tex: Tex, wanted: str) -> Iterator[_Entry]:
    """Headings with names below them and a text, up to the next heading of their level or above."""
    marks = _headings(tex)
    for number, mark in enumerate(marks):
        end = next((one.start for one in marks[number + 1 :] if one.level <= mark.level), len(tex.text))
        deeper = number + 1 < len(marks) and marks[number + 1].start < end
        body = tex.text[mark.inside : end]
        if (
            wanted in ('', _HEADINGS[mark.level])
            and len(body) >= _LEAST
            and (wanted or (not deeper and _is_talk(mark.title, body)))
        ):
            yield _Entry(mark.start, end, mark.title, body)


def _is_talk(title: str, body: str) -> bool:
    if _NO_TALK.search(_INDEX.sub('', title)):
        return False
    if _AUTHOR.search(body[:2000]):
        return True
    paragraphs = _paragraphs(body)
    return len(paragraphs) > 1 and any(_looks_like_names(one) for one in paragraphs[:2])


def _looks_like_names(paragraph: str) -> bool:
    """A short paragraph, emphasised as a whole, of words with capitals."""
    if len(paragraph) > _SHORT or not _EMPHASIS.match(paragraph):
        return False
    words = re.findall(r'[^\W\d_]{2,}', _plain(_names_source(paragraph)))
    capital = sum(word[0].isupper() for word in words)
    return len(words) >= 2 and capital >= 0.6 * len(words)


def _bare(text: str) -> str:
    """The text without what only moves or sizes it."""
    return _EMPTY.sub('', text).strip()


def _paragraphs(text: str) -> list[str]:
    return [one for part in re.split(r'\n[ \t]*\n', text) if (one := _bare(part))]


# --- a talk ---


def _item(entry: _Entry, track: str, macros: dict[str, str], losses: Losses) -> Item:
    body, speakers, places = entry.body, entry.speakers, entry.affiliations
    body, speakers = _taken(body, _AUTHOR, speakers)
    body, places = _taken(body, _PLACE, places)
    body, listed = _listed_places(body)
    body, keywords = _keywords(body, entry.keywords)
    paragraphs = [one for part in re.split(r'\n[ \t]*\n', body) if _bare(part) and (one := part.strip())]
    if not speakers:
        for number, paragraph in enumerate(paragraphs[:2]):
            if _looks_like_names(_bare(paragraph)):
                speakers = _bare(paragraphs.pop(number))
                break
    title = ' '.join(_INDEX.sub('', entry.title).split())
    source = '\n\n'.join(_trimmed(paragraphs))
    needs = needed(source, macros)
    abstract = '\n'.join(needs) + '\n\n' + source if needs and source else source
    if not source:
        losses.changed('abstract', _plain(title), 'the source has a heading and no text')
    return Item(
        title=title,
        dialect='latex',
        abstract=Text(abstract, 'latex'),
        track=track or _plain(entry.session),
        people=tuple(_parts(speakers, places or listed)),
        keywords=keywords,
    )


def _taken(body: str, mark: re.Pattern[str], so_far: str) -> tuple[str, str]:
    """The arguments of a macro out of the head of a body."""
    tex, found, pieces, at = Tex(body), [so_far] if so_far else [], [], 0
    for match in mark.finditer(body):
        number = re.match(r'\s*\[([^\]]{0,40})\]', body[match.end() : match.end() + 60])
        words = tex.group(match.end() + (number.end() if number else 0))
        if words is not None and match.start() >= at:
            pieces.append(body[at : match.start()])
            found.append(f'({number[1]}) {words[0]}' if number else words[0])
            at = words[1]
    return ''.join([*pieces, body[at:]]), '; '.join(found)


def _listed_places(body: str) -> tuple[str, str]:
    """An environment `affiliations` with numbered items."""
    one = next((one for one in Tex(body).environments() if re.match('affil|institut|address', one.name)), None)
    if one is None:
        return body, ''
    items = [_bare(re.sub(r'\\(?:begin|end)\{[^}]*\}(?:\{[^}]*\})?|\$\^.*', '', part, flags=re.DOTALL))
             for part in re.split(r'\\item\b', one.content)[1:]]  # fmt: skip
    listed = '; '.join(f'({number}) {_plain(item)}' for number, item in enumerate(items, 1) if item)
    return body[: one.start] + '\n\n' + body[one.end :], listed


def _keywords(body: str, told: str) -> tuple[str, tuple[str, ...]]:
    match = _KEYWORDS.search(body)
    words = told or (match['words'] if match else '')
    words = re.sub(r'^\s*\{(.*)\}\s*$', r'\1', words.strip(), flags=re.DOTALL)
    if match and not told:
        body = body[: match.start()] + body[match.end() :]
    found = [_plain(word).strip(' .') for word in re.split(r'[;,]|\\(?:and|sep)\b', words)]
    return body, tuple(word for word in found if 0 < len(word) < 80)


def _trimmed(paragraphs: list[str]) -> list[str]:
    """Without leading and trailing commands that only move what follows."""
    found = [one for paragraph in paragraphs if (one := re.sub(rf'\A(?:\s|{_EMPTY.pattern})+', '', paragraph).strip())]
    return [re.sub(r'\\(?:newpage|clearpage|pagebreak|bigskip|medskip|vfill)\s*\Z', '', one).rstrip() for one in found]


def _names_source(source: str) -> str:
    """Names with their raised numbers in brackets, index entries and marks out."""
    source = _INDEX.sub('', source)
    return _RAISED.sub(lambda match: f'({_marks(next(filter(None, match.groups()), ""))})', source).replace('()', '')


def _marks(raised: str) -> str:
    return ','.join(re.findall(r'\d+|(?<![\\A-Za-z])[a-z](?![A-Za-z])', raised))


def _parts(speakers: str, places: str) -> Iterator[Part]:
    """Everybody; where some are underlined, they present and the others are authors."""
    source = _names_source(re.sub(r'\\(?:and|And|AND)\b|\\\\', '; ', speakers))
    underlined = re.findall(r'\\underline\s*\{((?:[^{}]|\{[^{}]*\})*)\}', source)
    presenting = {_plain(words) for words in underlined}
    listed = _RAISED.sub(lambda match: f'({_marks(next(filter(None, match.groups()), ""))}) ', places)
    for one in people(_plain(source), _plain(listed)):
        author = presenting and not any(name in one.name or one.name in name for name in presenting)
        yield Part(one, Role.AUTHOR if author else Role.SPEAKER)


def _plain(source: str) -> str:
    return ' '.join(plain_text(parse_inline(Text(' '.join(source.split()), 'latex'))).split())


# --- around the talks ---


def _tracks(entries: list[_Entry], headings: list[_Heading]) -> dict[int, str]:
    """The heading above each talk, where talks stand under several."""
    found: dict[int, str] = {}
    starts = {entry.start for entry in entries}
    above = [one for one in headings if one.start not in starts]
    for entry in entries:
        inside = [one for one in above if one.start < entry.start]
        found[entry.start] = _plain(_INDEX.sub('', inside[-1].title)) if inside else ''
    return found if len({*found.values()} - {''}) > 1 else {}


def _tell_rest(tex: Tex, entries: list[_Entry], headings: list[_Heading], losses: Losses) -> None:
    """Text under headings that hold no talk."""
    for number, mark in enumerate(headings):
        end = headings[number + 1].start if number + 1 < len(headings) else len(tex.text)
        inside = any(one.start < end and mark.start < one.end for one in entries)
        words = _plain(tex.text[mark.inside : min(end, mark.inside + 5000)]) if not inside else ''
        if re.search(r'\\begin\{(?:tabular|tabularx|longtable)', tex.text[mark.inside : end]) and not inside:
            losses.dropped('table', _plain(mark.title), 'tables are not read: import the schedule from its own source')
        elif len(words) > 3:
            losses.dropped('text', _plain(mark.title), 'belongs to no talk')
