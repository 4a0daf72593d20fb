"""What could not be understood of a text, for the editors to hear of: once, with its place and its talk.

In: texts, and what `markup` found in them. Out: remarks among the blocks of an abstract, which the galley hands on,
wherever and however often it is set; of titles and notes, which many parts show, diagnostics for the whole event.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from booklet.block import Remark
from booklet.diagnostics import Diagnostic
from booklet.markup import Finding, Inline, LineBreak, Style, parse_inline
from booklet.markup.plain import is_plain_inline
from booklet.math import MathError, set_math
from booklet.model import Event, Session, Talk, Text

Spans = tuple[Inline | LineBreak, ...]

MAX_REASONS = 20  # of one text: more would say no more
MAX_SHOWN = 60  # letters of a formula or other source in a message
_HINT = 'it is set as its own source text'


def settable(spans: Spans, language: str, found: list[Finding]) -> Spans:
    """The spans with every formula that cannot be set as its own source text."""
    if not any(span.math for span in spans if isinstance(span, Inline)):
        return spans
    return tuple(_settable(span, language, found) if isinstance(span, Inline) else span for span in spans)


def _settable(span: Inline, language: str, found: list[Finding]) -> Inline:
    if not span.math:
        return span
    try:
        set_math(span.text, language=span.language or language, macros=span.macros)  # as `paragraph` asks, so once
    except MathError as error:
        found.append(refusal(span.text, span.at, error))
        return Inline(f'${span.text}$', span.style | Style.CODE, span.link)
    return span


def refusal(tex: str, at: int, error: MathError) -> Finding:
    shown = tex if len(tex) <= MAX_SHOWN else f'{tex[:MAX_SHOWN]} …'
    return Finding(at, len(tex), f'the formula ${shown}$ cannot be set: {error}')


def remarks(text: Text, found: Iterable[Finding]) -> Iterator[Remark]:
    """Each reason once, where it first holds, with how often it does."""
    told: dict[str, list[Finding]] = {}
    for finding in found:
        told.setdefault(finding.reason, []).append(finding)
    for reason, findings in list(told.items())[:MAX_REASONS]:
        first = min(findings, key=lambda finding: finding.at)
        times = f' ({len(findings)} times)' if len(findings) > 1 else ''
        yield Remark(f'{reason}{times}', text.place(first.at, first.length), _HINT if first.kept else '')
    if len(told) > MAX_REASONS:
        yield Remark(f'{len(told) - MAX_REASONS} more pieces of this text are not understood', text.span, _HINT)


def of_titles(event: Event) -> Iterator[Diagnostic]:
    """What is not understood in the titles and notes of an event."""
    for text in _lines(event):
        if text and not is_plain_inline(text.source):
            found: list[Finding] = []
            settable(parse_inline(text, found), text.language or event.language, found)
            for remark in remarks(text, found):
                yield Diagnostic(remark.severity, remark.message, remark.span, remark.hint, remark.rule)


def _lines(event: Event) -> Iterator[Text]:
    yield from (event.title, event.subtitle)
    for day in event.days:
        yield day.title
        for item in day.items:
            if isinstance(item, Session):
                yield from (item.title, item.note)
                for poster in item.posters:
                    yield from _titles(poster.talk)
        for slot in day.slots:
            yield from (*_titles(slot.talk), slot.note) if slot.talk else (slot.title, slot.note)
    for talk in (*(poster.talk for poster in event.posters), *event.talks):
        yield from _titles(talk)


def _titles(talk: Talk) -> tuple[Text, ...]:
    return talk.title, talk.subtitle, talk.agenda_title
