"""LaTeX books of abstracts: one file, or a folder of files that a main one includes.

There is no one format: every book has macros of its own. What repeats is taken for a talk: an environment or a
macro with several arguments (`\\begin{talk}{title}{speaker}{affiliation}`), `\\title` with `\\author` (or `\\mytitle`,
`\\talktitle` …), names in italics below `\\item \\textbf{title}`, or a heading with names below it. Files are followed
wherever one includes another, also through macros of the book; without a main file, each is a talk.

Read: title, people with their numbered affiliations, keywords, the abstract as LaTeX with the definitions of the book's
macros that it uses, the heading above several talks as their track, and day and time where macros named so tell them.
Underlined names present, the others are authors. A mapping says what cannot be seen:

    talk: talk                                   # the environment, macro or heading that begins a talk
    arguments: [title, speakers, affiliations, -, abstract]      # what its arguments are; - for none of these

Dropped, and told: text that belongs to no talk (welcome, committees), tables of the schedule (import the schedule from
where it was made), pictures, contact addresses, files that the main file does not include.
"""

from __future__ import annotations

import re

from booklet.diagnostics import Sink
from booklet.draft import Draft, Losses, TrackName
from booklet.fields import Fields
from booklet.importers.latex_book.entries import Entry, Heading, find_entries, headings
from booklet.importers.latex_book.looks import INDEX, plain
from booklet.importers.latex_book.talk import item
from booklet.intake.given import Given, Refusal
from booklet.intake.latex_text import Tex, definitions, join, sources
from booklet.source import Node

NAME = 'latex'
TITLE = 'LaTeX books of abstracts'

_FIELDS = ('title', 'speakers', 'affiliations', 'abstract', 'keywords', 'session', '-')
_BESIDE = re.compile(  # what lies beside the text of a book
    r'|\.(?:bib|bst|cls|sty|bbl|blg|pdf|e?ps|png|jpe?g|gif|svg|tikz|log|aux|out|toc|idx|ind|ist|txt|md|sh|py|r|rmd|bat|zip'
    r'|gz|fls|fdb_latexmk|xcf|ttf|otf|dvi|ya?ml|docx?|m|ipynb|ods|makefile)'
)


def recognise(given: Given) -> float:
    files = sources(given)
    others = [blob for blob in given.blobs if blob not in files and not _BESIDE.fullmatch(blob.suffix)]
    if not files or len(files) < len(others):
        return 0.0
    head = b''.join(blob.data[:20_000] for blob in files[:50])
    return 0.9 if b'\\begin' in head or b'\\section' in head or b'\\item' in head else 0.3


def read(given: Given, losses: Losses, mapping: Node | None) -> Draft:
    book = join(given)
    tex = Tex(book.body)
    wanted, order = _mapped(mapping)
    entries = find_entries(tex, wanted, order)
    if not entries:
        raise Refusal(
            'no abstracts are seen in this LaTeX: nothing in it repeats as talks do',
            given.blobs[0].span(),
            'a mapping says what begins a talk: booklet import --explain latex',
        )
    for name in book.unused:
        losses.dropped('file', name, 'the main file does not include it')
    marks = headings(tex)
    tracks = _tracks(entries, marks)
    macros = {**definitions(book.body), **definitions(book.preamble)}
    items = tuple(item(entry, tracks.get(entry.start, ''), macros, losses) for entry in entries)
    _tell_rest(tex, entries, marks, losses)
    title = re.search(r'\\title\s*(?=\{)', book.preamble)
    words = Tex(book.preamble).group(title.end()) if title else None
    return Draft(
        title=plain(words[0]) if words else '',
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


# --- around the talks ---


def _tracks(entries: list[Entry], marks: list[Heading]) -> dict[int, str]:
    """The heading above each talk, where talks stand under several."""
    found: dict[int, str] = {}
    starts = {entry.start for entry in entries}
    above = [one for one in marks if one.start not in starts and not any(e.start < one.start < e.end for e in entries)]
    for entry in entries:
        inside = [one for one in above if one.start < entry.start]
        found[entry.start] = plain(INDEX.sub('', inside[-1].title)) if inside else ''
    return found if len({*found.values()} - {''}) > 1 else {}


def _tell_rest(tex: Tex, entries: list[Entry], marks: list[Heading], losses: Losses) -> None:
    """Text under headings that hold no talk."""
    for number, mark in enumerate(marks):
        end = marks[number + 1].start if number + 1 < len(marks) else len(tex.text)
        inside = any(one.start < end and mark.start < one.end for one in entries)
        words = plain(tex.text[mark.inside : min(end, mark.inside + 5000)]) if not inside else ''
        if re.search(r'\\begin\{(?:tabular|tabularx|longtable)', tex.text[mark.inside : end]) and not inside:
            losses.dropped('table', plain(mark.title), 'tables are not read: import the schedule from its own source')
        elif len(words) > 3:
            losses.dropped('text', plain(mark.title), 'belongs to no talk')
