"""The number of pages is not a multiple of four.

A booklet that is folded and stitched through the fold is made of sheets of four pages, so that pages at its end stay
blank. The finding says how many. Fill them with something useful, or win a page by a shorter text or a part less. It is
only told of layouts whose inner margin changes sides (`mirror`): others are not meant to be bound.

    18 pages: two would be blank     # B036
"""

from __future__ import annotations

from collections.abc import Iterator

from booklet.diagnostics import Diagnostic, Severity
from booklet.model import Event
from booklet.typeset import Book

SEVERITY = Severity.NOTE
SHEET = 4  # pages of a sheet that is folded once


def check_book(event: Event, book: Book) -> Iterator[Diagnostic]:
    blank = -book.pages % SHEET
    if blank and book.layout.mirror:
        pages = f'{book.pages} page' + ('s' if book.pages > 1 else '')
        would = 'one would stay blank' if blank == 1 else f'{("two", "three")[blank - 2]} would stay blank'
        hint = f'stitched booklets have a multiple of {SHEET}: fill the last pages, or win some by a shorter text'
        message = f'the book has {pages}: folded and stitched, {would} at its end'
        yield Diagnostic(SEVERITY, message, None, hint)
