"""Painted parts to one book, by pypdf: fonts, outline, named destinations, page labels, links, metadata."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OutlineItem:
    """A bookmark. `level` counts from 0; `anchor` names a destination."""

    title: str
    anchor: str
    level: int


@dataclass(frozen=True, slots=True)
class PageLabel:
    """From page `page` (0-based in the book) on: style 'D', 'r', '' and the number that the first of them bears."""

    page: int
    style: str
    start: int = 1
    prefix: str = ''


@dataclass(frozen=True, slots=True)
class Metadata:
    title: str
    author: str
    language: str
    subject: str = ''
    date: str = ''  # PDF date from SOURCE_DATE_EPOCH, else empty
    right_to_left: bool = False
