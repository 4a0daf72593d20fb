"""A comparison as text for people, as Markdown for mail and release notes, and as JSON for programs.

In: a `Comparison`, and what the two programmes are called. Out: text, its last line ended. `docs/diff.md` describes
the JSON; what it says there stays.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from booklet.changes.kinds import Change, Clause, Comparison, Place, Subject, Value, What
from booklet.changes.words import Teller, clean
from booklet.diagnostics import Style, plain
from booklet.model import Text
from booklet.unload import written_time

FORMAT = 1  # of the JSON
NOTHING = 'Nothing has changed.'
_PARTS = {
    What.REMOVED: 'removed',
    What.CANCELLED: 'removed',
    What.ADDED: 'added',
    What.REINSTATED: 'added',
}
_MARKDOWN = re.compile(r'([\\`*_\[\]<>#|~$])')


def text(comparison: Comparison, names: tuple[str, str], style: Style = plain) -> str:
    """By day, what people must know before what they need not."""
    if not comparison.changes:
        return NOTHING + '\n'
    teller = Teller(comparison)
    lines = [style(f'{summary(comparison)}, from {names[0]} to {names[1]}', 'message')]
    for heading, changes in _groups(comparison, teller):
        lines += ['', style(heading, 'note')]
        for change in changes:
            when, name, pages = _head(change, teller)
            part = next((_PARTS[clause.what] for clause in change.clauses if clause.what in _PARTS), 'kept')
            lines.append(f'  {when:>8}  {style(name, part)}{f"  [{pages}]" if pages else ""}')
            lines += [f'            {phrase}' for phrase in teller.change(change)]
    return '\n'.join([*lines, *_page_lines(comparison, names)]) + '\n'


def markdown(comparison: Comparison, names: tuple[str, str]) -> str:
    """For a mail or the notes of a release."""
    if not comparison.changes:
        return NOTHING + '\n'
    teller = Teller(comparison)
    told = f'{summary(comparison)}, from {_escaped(names[0])} to {_escaped(names[1])}.'
    lines = ['## Changes to the programme', '', told]
    for heading, changes in _groups(comparison, teller):
        lines += ['', f'### {_escaped(heading)}', '']
        for change in changes:
            when, name, pages = _head(change, teller)
            said = '; '.join(teller.change(change))
            time = f'**{when}** ' if when else ''
            lines.append(f'- {time}{_escaped(name)}: {_escaped(said)}{f" ({pages})" if pages else ""}')
    return '\n'.join([*lines, *map(_escaped, _page_lines(comparison, names))]) + '\n'


def summary(comparison: Comparison) -> str:
    """“5 changes and 2 corrections”."""
    counts = ((len(comparison.important), 'change'), (len(comparison.minor), 'correction'))
    return ' and '.join(f'{count} {word}{"" if count == 1 else "s"}' for count, word in counts if count)


def _groups(comparison: Comparison, teller: Teller) -> Iterator[tuple[str, list[Change]]]:
    def heading(change: Change) -> str:
        subject = change.subject
        if subject.place.date:
            return _full(teller, subject)
        return 'The whole programme' if subject.kind in ('event', 'room', 'track') else 'Without a day'

    for name, changes in groupby(_once(comparison.important), heading):
        yield name, [*changes]
    if comparison.minor:
        yield 'Corrections, of which nobody who comes need know', [*comparison.minor]


def _once(changes: Sequence[Change]) -> Iterator[Change]:
    """Of two that are swapped the first tells for both, unless there is more to tell of the second."""
    told: set[str] = set()
    for change in changes:
        swap = change.of(What.SWAPPED)
        if not (swap and swap.other and swap.other.id in told and len(change.clauses) == 1):
            yield change
        if swap:
            told.add(change.subject.id)


def _full(teller: Teller, subject: Subject) -> str:
    one_week, teller.one_week = teller.one_week, False
    try:
        assert subject.place.date
        return teller.date(subject.place.date)
    finally:
        teller.one_week = one_week


def _head(change: Change, teller: Teller) -> tuple[str, str, str]:
    """When, what, and on which pages."""
    subject = change.subject
    place = subject.place
    stretch = change.of(What.SHIFTED)
    shown = change.before if stretch and change.before else subject
    when = clean(place.board) if place.board else ''
    if place.start is not None and not stretch:
        when = teller.time(place.start)
        when = f'{teller.date(place.date)[:3]} {when}' if change.minor and place.date else when
    old, new = change.pages
    pages = f'p. {old} → {new}' if old and new and old != new else f'p. {old or new}' if old or new else ''
    return when, teller.name(shown), pages


def _page_lines(comparison: Comparison, names: tuple[str, str]) -> list[str]:
    wording = 'Pages of {} on which something is no longer right: {}', 'Pages of {} with changes: {}'
    said = [
        words.format(name, condensed(pages))
        for words, name, pages in zip(wording, names, comparison.pages, strict=True)
        if pages
    ]
    return ['', *said] if said else []


def condensed(pages: Sequence[str]) -> str:
    """12, 14–16."""
    runs: list[list[str]] = []
    for page in pages:
        if runs and page.isdecimal() and runs[-1][-1].isdecimal() and int(page) == int(runs[-1][-1]) + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return ', '.join(
        run[0] if len(run) == 1 else f'{run[0]}, {run[1]}' if len(run) == 2 else f'{run[0]}–{run[-1]}' for run in runs
    )


def _escaped(words: str) -> str:
    return _MARKDOWN.sub(r'\\\1', words)


# --- JSON ---


def as_json(comparison: Comparison, names: tuple[str, str]) -> str:
    teller = Teller(comparison)
    document = {
        'format': FORMAT,
        'old': names[0],
        'new': names[1],
        'same': not comparison.changes,
        'changes': [_change(change, teller) for change in comparison.changes],
        'pages': {'old': list(comparison.pages[0]), 'new': list(comparison.pages[1])},
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + '\n'


def _change(change: Change, teller: Teller) -> dict[str, object]:
    return {
        'kind': change.subject.kind,
        'minor': change.minor,
        'before': _subject(change.before),
        'after': _subject(change.after),
        'clauses': [_clause(clause, change, teller) for clause in change.clauses],
        'includes': [_subject(subject) for subject in change.includes],
        'pages': {'old': change.pages[0], 'new': change.pages[1]},
    }


def _clause(clause: Clause, change: Change, teller: Teller) -> dict[str, object]:
    told = {'what': clause.what.value, 'before': _value(clause.before), 'after': _value(clause.after)}
    if clause.other:
        told['with'] = _subject(clause.other)
    return {**told, 'words': teller.clause(clause, change)}


def _subject(subject: Subject | None) -> dict[str, object] | None:
    if subject is None:
        return None
    return {
        'id': subject.id,
        'title': subject.title.source,
        'people': list(subject.people),
        **_place(subject.place),
    }


def _value(value: Value) -> object:
    if isinstance(value, Place):
        return _place(value)
    if isinstance(value, Text):
        return value.source
    return list(value) if isinstance(value, tuple) else value


def _place(place: Place) -> dict[str, object]:
    """Times as the content writes them; 26:00 is two in the morning of the next day."""
    return {
        'date': place.date.isoformat() if place.date else None,
        'start': written_time(place.start) or None,
        'end': written_time(place.end) or None,
        'room': place.room or None,
        'board': place.board or None,
    }


RENDERERS: dict[str, Callable[[Comparison, tuple[str, str]], str]] = {
    'text': text,
    'markdown': markdown,
    'json': as_json,
}
