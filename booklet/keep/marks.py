"""Conflicts, told in the content where they are: `# import: talk: On engines, revised`.

In: a `Desk`. Out: the remarks that stand in it, and new ones. Such a remark says what the source says of the key
below it, or of the entry; whoever deletes it has decided for what stands here.
"""

from __future__ import annotations

import re
from typing import Any

from booklet.keep.desk import Desk, above, field
from booklet.keep.tables import Key, contribution
from booklet.keep.tree import Entry, Page
from booklet.keep.written import flow, scalar
from booklet.load import keys

MARK = re.compile(r'# import: (?:(?P<label>[\w. -]{1,200}): |gone from the source)')
GONE = '# import: gone from the source'
_LONGEST = 300  # characters of a value that a remark shows
# What may not stand in a remark as it is: ends of lines, what YAML or a terminal would act on, spaces at the ends.
_ODD = re.compile(r'[\x00-\x1f\x7f-\x9f\u2028-\u202f\u2066-\u2069\ufeff]|^$|^\s|\s$')

Sign = tuple[Key, str]  # the entry in which a remark stands, and its label; empty: the entry is gone


class Marks:
    """The remarks that stand, by the entry and the label that they are about."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.found: dict[Sign, tuple[Page, int, int, str]] = {}
        for page in desk.pages.values():
            hits = [(place, text) for place, text in page.remarks if MARK.match(text)]
            owners = [entry for entry in desk.entries.values() if entry.page is page and not entry.flow] if hits else []
            for place, text in hits:
                begin = page.line_at(place)
                around = [entry for entry in owners if entry.lead <= place < entry.stop]
                before = page.text[begin:place].strip(' ')
                if before not in ('', '-') or not around:
                    continue
                inner = max(around, key=lambda entry: (entry.lead, -entry.stop))
                match = MARK.match(text)
                sign = (desk.owners[id(inner)], (match and match['label']) or '')
                # Behind a dash, whose key was taken away, only the remark itself can go.
                place_ = (begin, page.line_after(place)) if not before else (place, place + len(text.rstrip()))
                self.found.setdefault(sign, (page, *place_, text))

    def sign(self, key: Key, name: str) -> tuple[Entry, Sign] | None:
        """The entry above which a remark about this field stands, and how it is called there; None if nowhere."""
        entry = self.desk.entries.get(key)
        if entry is None or entry.page is None:
            return None
        label = self.label(key, name)
        held = next((inner for part in _keys(label) if (inner := field(entry, part)) is not None), None)
        anchor: Entry | None = held if held is not None and held.page is not None and name else entry
        while anchor is not None and (anchor.flow or _inline(anchor)):
            anchor = above(anchor)
        owner = self.desk.owner(anchor)
        if anchor is None or owner is None or anchor.page is None:
            return None
        if owner != key:
            if not name or key[0] in ('slot', 'event') or not re.fullmatch(r'[\w.-]+', key[1]):
                return None
            label = f'{key[1]} {label}'
        return anchor, (owner, label)

    def standing(self, key: Key, name: str) -> Sign | None:
        """The remark about this field that stands, wherever in its entry."""
        signs = [(key, self.label(key, name))]
        if name and (told := self.sign(key, name)) is not None:
            signs.append(told[1])
        return next((sign for sign in signs if sign in self.found), None)

    def label(self, key: Key, name: str) -> str:
        """The field's key as the content has it."""
        if name == 'title' and key[0] in ('talk', 'session'):
            return key[0]
        if name == 'title' and key[0] == 'slot':
            return str(self.desk.rows[key]['kind'])
        return name

    def drop(self, sign: Sign) -> None:
        page, first, last, _ = self.found.pop(sign)
        page.dropped.add((first, last))

    def put(self, key: Key, name: str, theirs: Any, beside: str) -> bool:
        """Sets the remark of a conflict, or leaves it as it is; False where there is no room for one."""
        old = self.standing(key, name)
        told = self.sign(key, name)
        label = old[1] if old is not None else told[1][1] if told is not None else ''
        text = f'# import: {label}: {_written(name, theirs, beside)}' if name else GONE
        if old is not None:
            if self.found[old][3].rstrip() == text:
                return True
            self.drop(old)
        if told is None:
            return False
        anchor, (_, label) = told
        anchor.above.append(f'# import: {label}: {_written(name, theirs, beside)}' if name else GONE)
        anchor.touch()
        return True


def _keys(label: str) -> tuple[str, ...]:
    if label == 'people':
        return tuple(keys.PEOPLE)
    if label in ('chairs', 'affiliations'):
        return label, label.removesuffix('s')
    if label == 'abstract':
        return 'abstract', 'abstract_file'
    return ('time', 'end') if label == 'time' else (label.partition('.')[0],)


def _inline(entry: Entry) -> bool:
    """Whether it begins on a line that belongs to another."""
    page = entry.page
    return page is None or bool(page.text[page.line_at(entry.start) : entry.start].strip(' '))


def _written(name: str, value: Any, beside: str) -> str:
    """As `shown`; a text so that the line is good without `# import: ` before it."""
    text = shown(name, value, beside)
    return flow(text, name, bracketed=False) if text == value else text


def shown(name: str, value: Any, beside: str = '') -> str:
    """A field's value on one line, as one would write it."""
    if value is None:
        return '(none)'
    if beside:
        return f'see abstracts/{beside}'
    if name == 'place':
        part, date, session = value
        text = ', '.join(filter(None, (date, session and f'session {session}'))) if part != 'talks' else 'no day'
        text = f'posters{", " if text else ""}{text}' if part == 'posters' else text
    elif name in ('people', 'chairs'):
        role = 'speaker' if name == 'people' else 'chair'
        text = flow([contribution(part, role) for part in value])
    elif name == 'name' and isinstance(value, list):
        text = value[0] + (f' (family: {value[1]})' if value[1] else '')
    elif name == 'abstract':
        text = value[0]
    else:
        text = value if isinstance(value, str) else flow(value)
    text = text if len(text) <= _LONGEST else text[:_LONGEST].rstrip() + ' …'
    return scalar(text, '"') if _ODD.search(text) else text
