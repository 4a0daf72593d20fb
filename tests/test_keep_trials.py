"""Random programmes, random edits by hand in the files, random changes in the source: nothing may be lost."""

from __future__ import annotations

import copy
import random
import re
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from booklet.diagnostics import Sink
from booklet.keep import base as bases
from booklet.keep import bring_in
from booklet.keep.tables import Row, table
from booklet.load import load
from booklet.model import Event
from booklet.unload import unload

Document = dict[str, Any]
WORDS = (
    'looms',
    'engines: a survey',
    'Öl, Staub',
    '日本 #1',
    'yes',
    '10:00',
    "it's",
    '*stars* [x]',
    '{a}',
    '- dash',
    '😀',
)


# --- the source ---


class Source:
    """A source of a programme that changes."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.count = 0
        self.document: Document = {
            'format': 1,
            'event': {'title': 'Engines', 'dates': {'start': '2030-05-01', 'end': '2030-05-03'}, 'clock': 24},
            'affiliations': {'soc': 'Society', 'uni': {'name': 'University', 'place': 'London'}},
            'people': {},
            'rooms': {'aula': 'Aula', 'hall': 'Hall'},
            'tracks': {'logic': 'Logic'},
            'days': [{'date': f'2030-05-0{day}', 'title': f'Day {day}', 'items': []} for day in (1, 2, 3)],
            'posters': [],
            'talks': [],
            'sponsors': [{'name': 'Gold & Co', 'tier': 'gold'}],
        }
        for _ in range(4):
            self.person()
        for _ in range(2):
            self.session()
        for _ in range(7):
            self.talk()
        for _ in range(3):
            self.pause()

    def number(self) -> int:
        self.count += 1
        return self.count

    def words(self) -> str:
        return f'{self.dice.choice(WORDS)} {self.number()}'

    def time(self) -> str:
        start = self.dice.randrange(8 * 60, 18 * 60, 15)
        return f'{start // 60}:{start % 60:02}-{(start + 30) // 60}:{(start + 30) % 60:02}'

    def people(self) -> list[str]:
        return self.dice.sample(sorted(self.document['people']), 2)

    def abstract(self) -> str:
        return f'Of {self.words()}.\n\nAnd *more*,\n  indented.'

    def holders(self) -> list[list[Any]]:
        days = self.document['days']
        sessions = [item for day in days for item in day['items'] if 'session' in item]
        return [one['items'] for one in (*days, *sessions)]

    def lists(self) -> list[list[Any]]:
        return [*self.holders(), self.document['posters'], self.document['talks']]

    def talks(self) -> list[tuple[list[Any], Document]]:
        return [(holder, item) for holder in self.lists() for item in holder if 'talk' in item]

    def person(self) -> None:
        number = self.number()
        place = self.dice.choice([{'affiliation': 'soc'}, {'affiliations': ['soc', 'uni']}, {}])
        self.document['people'][f'p{number}'] = {'name': f'Ada P{number}', **place}

    def session(self) -> None:
        day = self.dice.choice(self.document['days'])
        one = {'time': self.time(), 'session': self.words(), 'id': f's{self.number()}', 'items': []}
        day['items'].append({**one, 'chairs': self.people()[:1]} if self.dice.random() < 0.5 else one)

    def talk(self) -> None:
        one = {'talk': self.words(), 'id': f't{self.number()}', 'speakers': self.people(), 'abstract': self.abstract()}
        holder = self.dice.choice(self.lists())
        self._keep(holder, one)

    def _keep(self, holder: list[Any], one: Document) -> None:
        """Puts it there in order of time, with what the place asks for."""
        one = {name: value for name, value in one.items() if name not in ('time', 'room', 'note', 'board')}
        if any(holder is other for other in self.holders()):
            one = {'time': self.time(), **one, 'room': self.dice.choice(['aula', 'hall'])}
        holder.append(one)

    def pause(self) -> None:
        self.dice.choice(self.holders()).append({'time': self.time(), 'break': f'Tea {self.number()}'})

    def change(self) -> None:
        dice, document = self.dice, self.document
        holder, one = dice.choice(self.talks())
        match dice.randrange(16):
            case 0 | 1:
                one['talk'] = self.words()
            case 2:
                if 'time' in one:
                    one['time'] = self.time()
            case 3:
                one['speakers'] = self.people()
            case 4:
                one['abstract'] = self.abstract()
            case 5:
                one.pop('abstract', None)
            case 6:
                holder.remove(one)
            case 7 | 8:
                self.talk()
            case 9:
                holder.remove(one)
                self._keep(dice.choice(self.lists()), one)
            case 10:
                one['keywords'] = [self.words(), self.words()]
            case 11:
                one['cancelled'] = True
            case 12:
                self.person()
            case 13:
                name = dice.choice(sorted(document['people']))
                document['people'][name]['name'] = f'Eve P{self.number()}'
            case 14:
                self.session()
            case 15:
                for day in document['days']:
                    for item in list(day['items']):
                        if 'session' in item and dice.random() < 0.5:
                            day['items'].remove(item)
                            day['items'] += item['items']
        for holder in self.holders():
            holder.sort(key=lambda item: int(item['time'].partition(':')[0]))


# --- the hand ---


class Hand:
    """Somebody who edits the files as text."""

    def __init__(self, content: Path, dice: random.Random, number: int) -> None:
        self.content = content
        self.dice = dice
        self.number = number
        self.remarks: list[str] = []

    def new(self) -> str:
        self.number += 1
        return f'hand{self.number}'

    def edit(self) -> None:
        before = snapshot(self.content)
        path = self.dice.choice(sorted(self.content.rglob('*.yaml')))
        old = path.read_bytes().decode()
        newline = '\r\n' if '\r\n' in old else '\n'
        rows = old.replace('\r\n', '\n').split('\n')
        doings = (self.remark, self.remark, self.retitle, self.respell, self.to_people, self.in_brackets, self.drop,
                  self.add, self.quote, self.note, self.blank, self.person, self.tail)  # fmt: skip
        made = self.dice.choice(doings)(rows)
        text = '\n'.join(made)
        if self.dice.random() < 0.1:
            newline = '\r\n'
        path.write_bytes(text.replace('\n', newline).encode())
        if self.dice.random() < 0.3:
            self.inline()
        if self.dice.random() < 0.15:
            self.split()
        if self.dice.random() < 0.3:
            self.rewrite()
        sink = Sink()
        if load(self.content.parent, sink) is None:  # no edit that anybody would leave
            for file in snapshot(self.content):
                (self.content / file).unlink()
            for file, data in before.items():
                (self.content / file).write_bytes(data)

    def spots(self, rows: list[str], pattern: str) -> list[int]:
        return [at for at, row in enumerate(rows) if re.match(pattern, row)]

    def pick(self, rows: list[str], pattern: str) -> int | None:
        found = self.spots(rows, pattern)
        return self.dice.choice(found) if found else None

    def remark(self, rows: list[str]) -> list[str]:
        at = self.pick(rows, r' *(- )?[\w.-]+:')
        if at is None:
            return rows
        margin = len(rows[at]) - len(rows[at].lstrip())
        name = f'# {self.new()}'
        return [*rows[:at], ' ' * margin + name, *rows[at:]]

    def tail(self, rows: list[str]) -> list[str]:
        at = self.pick(rows, r' *(- )?[\w.-]+: [^|]*$')
        return rows if at is None else [*rows[:at], f'{rows[at]}   # {self.new()}', *rows[at + 1 :]]

    def retitle(self, rows: list[str]) -> list[str]:
        at = self.pick(rows, r' *(- )?(talk|session|break|name): ')
        if at is None:
            return rows
        head = rows[at].partition(': ')[0]
        return [*rows[:at], f'{head}: Title of {self.new()}', *rows[at + 1 :]]

    def respell(self, rows: list[str]) -> list[str]:
        at = self.pick(rows, r' *(- )?time: \d+:\d\d-')
        if at is None:
            return rows
        row = re.sub(r'(\d+):(\d\d)-(\d+):(\d\d)', r'\1.\2 – \3.\4', rows[at])
        return [*rows[:at], row, *rows[at + 1 :]]

    def to_people(self, rows: list[str]) -> list[str]:
        at = self.pick(rows, r' *speakers: ')
        return rows if at is None else [*rows[:at], rows[at].replace('speakers', 'people'), *rows[at + 1 :]]

    def chunk(self, rows: list[str], at: int) -> int:
        """Where the item that begins at this row ends."""
        margin = len(rows[at]) - len(rows[at].lstrip())
        end = at + 1
        while end < len(rows) and rows[end].strip() and len(rows[end]) - len(rows[end].lstrip()) > margin:
            end += 1
        return end

    def in_brackets(self, rows: list[str]) -> list[str]:
        at = self.pick(rows, r' *- (time|break|talk|name): ')
        if at is None:
            return rows
        end = self.chunk(rows, at)
        inside = [re.sub(r'^ *(- )?', '', row) for row in rows[at:end]]
        if any('#' in row or row.endswith((':', '|')) or row.startswith('-') for row in inside):
            return rows
        if any(re.search(r': [^\'"\[]*[,\[\]{}]', row) for row in inside):
            return rows
        margin = len(rows[at]) - len(rows[at].lstrip())
        joint = self.dice.choice([', ', ',\n' + ' ' * (margin + 3)])
        return [*rows[:at], ' ' * margin + '- {' + joint.join(inside) + '}', *rows[end:]]

    def drop(self, rows: list[str]) -> list[str]:
        at = self.pick(rows, r' *- (time|talk): ')
        if at is None:
            return rows
        end = self.chunk(rows, at)
        if any('#' in row for row in rows[at:end]):
            return rows
        return [*rows[:at], *rows[end:]]

    def add(self, rows: list[str]) -> list[str]:
        at = self.pick(rows, r' *- time: ')
        if at is None:
            return rows
        margin = ' ' * (len(rows[at]) - len(rows[at].lstrip()))
        return [*rows[:at], f'{margin}- {{time: 7:15, talk: Talk of {self.new()}, speakers: [Own Person]}}', *rows[at:]]

    def quote(self, rows: list[str]) -> list[str]:
        at = self.pick(rows, r' *(- )?(talk|break|session): [A-Za-z]+ \d+$')
        if at is None:
            return rows
        head, _, value = rows[at].partition(': ')
        return [*rows[:at], f'{head}: "{value}"', *rows[at + 1 :]]

    def note(self, rows: list[str]) -> list[str]:
        at = self.pick(rows, r' *- time: ')
        if at is None:
            return rows
        margin = ' ' * (len(rows[at]) - len(rows[at].lstrip()) + 2)
        return [*rows[: at + 1], f'{margin}note: |', f'{margin}  Note of {self.new()}', *rows[at + 1 :]]

    def blank(self, rows: list[str]) -> list[str]:
        at = self.pick(rows, r' *- time: ')
        return rows if at is None else [*rows[:at], '', *rows[at:]]

    def person(self, rows: list[str]) -> list[str]:
        at = self.pick(rows, 'people:')
        if at is None:
            return rows
        return [*rows[: at + 1], f'  {self.new()}: {{name: Zoe {self.new()}}}', *rows[at + 1 :]]

    def inline(self) -> None:
        """An abstract moves from its file into the talk."""
        for path in sorted(self.content.rglob('*.yaml')):
            rows = path.read_bytes().decode().replace('\r\n', '\n').split('\n')
            at = self.pick(rows, r' +abstract_file: [\w.-]+$')
            if at is None:
                continue
            margin, _, name = rows[at].partition('abstract_file: ')
            file = self.content / 'abstracts' / name
            body = file.read_text('utf-8').rstrip().split('\n')
            new = [f'{margin}abstract: |', *(f'{margin}  {row}' if row else '' for row in body)]
            path.write_bytes('\n'.join([*rows[:at], *new, *rows[at + 1 :]]).encode())
            file.unlink()
            return

    def rewrite(self) -> None:
        paths = sorted(path for path in (self.content / 'abstracts').glob('*') if '.import' not in path.name)
        if paths:
            self.dice.choice(paths).write_text(f'Rewritten by {self.new()}.\n', 'utf-8')

    def split(self) -> None:
        """The last day moves to a file of its own."""
        path = self.content / 'programme.yaml'
        rows = path.read_bytes().decode().replace('\r\n', '\n').split('\n')
        days = self.spots(rows, '  - date:')
        if len(days) < 2:
            return
        end = next((at for at in range(days[-1] + 1, len(rows)) if re.match(r'\w', rows[at])), len(rows))
        while rows[end - 1].startswith('#'):
            end -= 1
        moved = rows[days[-1] : end]
        path.write_bytes('\n'.join([*rows[: days[-1]], *rows[end:]]).encode())
        (self.content / f'{self.new()}.yaml').write_bytes('\n'.join(['days:', *moved, '']).encode())


# --- what must hold ---


def rows_of(project: Path) -> dict[Any, Row]:
    sink = Sink()
    event = load(project, sink)
    assert event is not None, sink.items
    return by_name(event)


def by_name(event: Event) -> dict[Any, Row]:
    """Slots by what they are, for they have no id."""
    return named(table(unload(event)).rows)


def named(rows: dict[Any, Row]) -> dict[Any, Row]:
    return {(key if key[0] != 'slot' else ('slot', repr(row))): row for key, row in rows.items()}


def remarks(content: Path) -> Counter[str]:
    found = re.findall(r'# (?:hand\d+)', '\n'.join(path.read_text('utf-8') for path in content.rglob('*.yaml')))
    return Counter(found)


def snapshot(project: Path) -> dict[str, bytes]:
    return {str(path.relative_to(project)): path.read_bytes() for path in project.rglob('*') if path.is_file()}


def compare(
    was: dict[Any, Row], mine: dict[Any, Row], theirs: dict[Any, Row], after: dict[Any, Row], held: Any
) -> None:
    for key, row in mine.items():
        old = was.get(key)
        if old is None and key[0] == 'slot':
            words = set(re.findall(r'hand\d+', key[1]))
            kept = {word for other in after if other[0] == 'slot' for word in re.findall(r'hand\d+', other[1])}
            assert words <= kept, f'{key} of the hand is gone'
        elif old is None or row != old:
            assert key in after, f'{key} was edited and is gone'
            for name in {*row, *(old or {})}:
                if old is None or row.get(name) != old.get(name):
                    if old is None and name not in row:
                        continue
                    assert after[key].get(name) == row.get(name), f'edit of {name} of {key} is lost'
    for key, row in theirs.items():
        old = was.get(key)
        if key[0] == 'slot':
            continue
        if old is None and key not in mine:
            assert key in after, f'{key} is new in the source and did not arrive'
        if old is None or key not in mine or key not in after:
            continue
        for name in {*row, *old}:
            if row.get(name) != old.get(name) == mine[key].get(name) and (key, name) not in held:
                assert after[key].get(name) == row.get(name), f'{name} of {key} did not arrive'


# Without shrinking: a smaller programme is no simpler to look at, and looking for one takes minutes.
@settings(max_examples=40, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(st.integers(0, 10**9), st.integers(1, 3), st.integers(0, 6), st.integers(0, 6))
def test_edits_stay_and_changes_arrive(seed: int, rounds: int, edits: int, changes: int) -> None:
    run(random.Random(seed), rounds, edits, changes)


def run(dice: random.Random, rounds: int, edits: int, changes: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        project = Path(name)
        source = Source(dice)
        sink = Sink()
        bring_in(project, 'src', source.document, {}, sink)
        assert sink.items == []
        hand = Hand(project / 'content', dice, 0)
        for _ in range(rounds):
            kept = bases.read(project, 'src', sink)
            assert kept is not None
            for _ in range(edits):
                hand.edit()
            for _ in range(changes):
                source.change()
            before, mine = remarks(project / 'content'), rows_of(project)
            sink = Sink()
            bring_in(project, 'src', copy.deepcopy(source.document), {'talk': {'a': 'b'}}, sink, force=True)
            assert not sink.has_errors, sink.items
            now = bases.read(project, 'src', sink)
            assert now is not None
            held = {(one.key, one.field) for one in (*kept.held, *now.held)}
            was = {key: dict(row) for key, row in kept.table.rows.items()}
            for one in kept.held:
                if one.field and one.key in was:
                    was[one.key][one.field] = one.was
            theirs = named(now.table.rows)
            compare(named(was), mine, theirs, rows_of(project), held)
            assert not before - remarks(project / 'content'), 'a remark is lost'
            state = snapshot(project)
            again = Sink()
            outcome = bring_in(project, 'src', copy.deepcopy(source.document), {'talk': {'a': 'b'}}, again, force=True)
            assert outcome.written == outcome.deleted == ()
            assert not again.has_errors
            assert snapshot(project) == state


@settings(max_examples=20, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(st.integers(0, 10**9), st.sampled_from(['mine', 'theirs']))
def test_a_flag_settles_everything(seed: int, prefer: Any) -> None:
    settle(random.Random(seed), prefer)


def settle(dice: random.Random, prefer: Any) -> None:
    with tempfile.TemporaryDirectory() as name:
        project = Path(name)
        source = Source(dice)
        bring_in(project, 'src', source.document, {}, Sink())
        kept = bases.read(project, 'src', Sink())
        assert kept is not None
        hand = Hand(project / 'content', dice, 0)
        for _ in range(8):
            hand.edit()
            source.change()
        mine, sink = rows_of(project), Sink()
        if dice.random() < 0.5:
            bring_in(project, 'src', copy.deepcopy(source.document), {}, sink, force=True)
            sink = Sink()
        bring_in(project, 'src', copy.deepcopy(source.document), {}, sink, force=True, prefer=prefer)
        assert sink.items == []
        text = '\n'.join(path.read_text('utf-8') for path in project.rglob('*.yaml'))
        assert '# import' not in text
        assert not list(project.rglob('*.import.*'))
        now = bases.read(project, 'src', Sink())
        assert now is not None
        assert now.held == ()
        after, was, theirs = rows_of(project), named(kept.table.rows), named(now.table.rows)
        if prefer == 'mine':
            compare(was, mine, theirs, after, set())
        else:
            for key, row in theirs.items():
                for part in {*row, *was.get(key, {})} if key[0] != 'slot' else ():
                    if row.get(part) != was.get(key, {}).get(part) or key not in was:
                        assert after[key].get(part) == row.get(part), f'{part} of {key}'
