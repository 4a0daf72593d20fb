"""The way of an import into the content.

In: a project, and the document of an import. Out: the files as they shall be, tried before they are written, and what
both sides disagree about. First the three tables are merged, then the changes made in the files' trees, then the
conflicts marked; at last the whole is loaded from a copy, and must say what was meant.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from booklet.diagnostics import Diagnostic, Severity, Sink
from booklet.keep import base as bases
from booklet.keep.apply import Hand, in_order
from booklet.keep.base import Base, Held
from booklet.keep.desk import Desk
from booklet.keep.ledger import Files
from booklet.keep.marks import MARK, Marks
from booklet.keep.merge import Act, Change, Merge, Prefer, merge
from booklet.keep.put import Refused
from booklet.keep.splice import holds, text_of
from booklet.keep.tables import Key, Table, align, renamed, table
from booklet.keep.tell import place_of, told, told_lines
from booklet.keep.trial import Tried, try_out
from booklet.keep.written import Names, written
from booklet.load import load
from booklet.load.files import yaml_files
from booklet.load.keys import UNTITLED
from booklet.model import Event
from booklet.unload import unload

_BOM = b'\xef\xbb\xbf'
_TRIES = 40  # of making the changes without those that cannot be made


@dataclass(slots=True)
class Plan:
    """What shall be done. `desk`: the files before; `held`: what the next import has to know of the conflicts."""

    files: Files = field(default_factory=dict)
    merge: Merge = field(default_factory=Merge)
    held: list[Held] = field(default_factory=list)
    telling: list[Diagnostic] = field(default_factory=list)
    lines: tuple[str, ...] = ()


def has_content(content: Path) -> bool:
    return content.is_dir() and bool(yaml_files(content, Sink()))


def fresh(project: Path, document: dict[str, Any], new: Table, sink: Sink) -> Plan | None:
    """The files of a project that has none."""
    content = project / 'content'
    taken = [path.name for path in (content / 'abstracts').glob('*')] if content.is_dir() else []
    texts = written(document, taken)
    plan = Plan(
        {content / name: text.encode() for name, text in sorted(texts.items(), key=lambda one: '/' not in one[0])}
    )
    rows = new.rows
    plan.merge.changes = [Change(Act.ADD, key, '', None, None, row) for key, row in rows.items() if key[0] != 'event']
    plan.lines = tuple(told_lines(plan.merge.changes, rows, {}))
    with tempfile.TemporaryDirectory(prefix='booklet-') as name:
        return plan if try_out(project, Path(name).resolve(), plan.files, rows, sink) is not None else None


def merged(
    project: Path, base: Base | None, new: Table, prefer: Prefer, sink: Sink, dry_run: bool = False
) -> Plan | None:
    """The files of a content with what the import changes; None with errors. `dry_run`: they will not be written."""
    found = Sink()
    event = load(project, found)
    if event is None:
        sink.items += [item for item in found.items if item.severity is Severity.ERROR]
        return None
    if base is None:
        new = _besides(new)
    return _Bringing(project, base or Base({}, {}), new, event, prefer, dry_run).plan(sink)


def _besides(new: Table) -> Table:
    """Without what the content should not take over from a source that comes to it for the first time.

    A dialect of the whole event would change what all texts that stand there mean; new entries name their own.
    """
    event = {name: value for name, value in new.rows.get(('event', ''), {}).items() if name != 'dialect'}
    if event.get('title') == UNTITLED:
        del event['title']
    return replace(new, rows={**new.rows, ('event', ''): event})


class _Bringing:
    """One import on its way."""

    def __init__(
        self, project: Path, base: Base, new: Table, event: Event, prefer: Prefer, dry_run: bool = False
    ) -> None:
        self.project = project
        self.content = project / 'content'
        self.base = base
        self.event = event
        self.prefer = prefer
        self.dry_run = dry_run
        had = {**self.base.table.rows, **{one.key: one.was for one in base.held if not one.field and one.was}}
        mine = table(unload(event))
        self.own_names = {two: one for one, two in align(had, new.rows).items()}
        self.new = renamed(new, {two: one for one, two in self.own_names.items()}, 'new')
        self.own_names |= {('slot', f'new {key[1]}'): key for key in new.rows if key[0] == 'slot'}
        self.rows = renamed(mine, align({**self.new.rows, **had}, mine.rows), 'own').rows

    def plan(self, sink: Sink) -> Plan | None:
        desk = self.desk()
        marks = Marks(desk)
        standing = {(one.key, one.field) for one in self.base.held if marks.standing(one.key, one.field)}
        was = bases.effective(self.base, standing, self.prefer == 'theirs')
        for name in ('start', 'end'):  # that the days tell
            if not _says(desk, name):
                self.rows['event', ''].pop(f'dates.{name}', None)
        leaving = [key for key in was if key not in self.new.rows and key in desk.entries]
        touched = {key for key, name in standing if not name}  # told again until somebody decides
        touched |= {key for key in leaving if any(not MARK.match(one) for one in desk.remarks(key))}
        found = merge(was, self.new.rows, self.rows, touched, self.prefer, desk.loose)
        sinks = [Sink(), Sink()]
        for pinned, own in enumerate(sinks):  # ids that nobody wrote may change with what is around them
            work = self._work(found, desk if not pinned else self.desk(), bool(pinned))
            if work is None:
                sink.error('the import cannot be brought into the content', None, 'please report this')
                return None
            held = [*work.held, *self._deleted(found, work.desk)]
            plan = Plan(work.files(), found, held)
            plan.lines = tuple(told_lines(found.changes, self.new.rows, self.rows))
            if not plan.files and not found.changes:
                return plan  # as it is
            tell = [*found.of(Act.CONFLICT), *found.of(Act.GONE), *work.left]
            with tempfile.TemporaryDirectory(prefix='booklet-') as name:
                tried = try_out(self.project, Path(name).resolve(), plan.files, work.desk.rows, own, desk.loose)
                if tried is not None:
                    plan.telling = list(self._told(tell, work, tried)) if tell else []
                    return plan
        sink.items += sinks[-1].items
        return None

    def _deleted(self, found: Merge, desk: Desk) -> Iterator[Held]:
        """What was taken out by hand and changed in the source: it can be had back until somebody decides."""
        old = {one.key: one.was for one in self.base.held if one.field == bases.DELETED and not self.prefer}
        for key, was in {**old, **{change.key: change.was for change in found.of(Act.GONE)}}.items():
            if key not in desk.rows and key in self.new.rows:
                own = self.own_names.get(key, key)
                yield Held(own, bases.DELETED, was, '', False)

    def desk(self) -> Desk:
        """The files as they are."""
        return Desk(self.content, self.event, self.rows)

    def _work(self, found: Merge, desk: Desk, pinned: bool) -> _Work | None:
        """All changes made but those that cannot be; they are told, and tried again the next time."""
        changes, refused = in_order(found.changes), list[Change]()
        conflicts = found.of(Act.CONFLICT)
        for _ in range(_TRIES):
            work = _Work(self, desk, changes, conflicts, refused, pinned)
            if not work.refused and work.holds():
                return work
            desk = self.desk()
            bad = work.refused or self._bad(changes)
            if not bad:
                return None
            refused += bad
            changes = [change for change in changes if change not in bad]
        return None

    def _bad(self, changes: list[Change]) -> list[Change]:
        """Changes that cannot be written, by halves: those without which the rest can."""
        good: list[Change] = []
        tries = 0

        def add(part: list[Change]) -> None:
            nonlocal tries
            tries += 1
            work = _Work(self, self.desk(), [*good, *part], [], [])
            if not work.refused and work.holds():
                good.extend(part)
            elif len(part) > 1 and tries < _TRIES:
                add(part[: len(part) // 2])
                add(part[len(part) // 2 :])

        add(changes)
        return [change for change in changes if change not in good]

    def _told(self, tell: list[Change], work: _Work, tried: Tried) -> Iterator[Diagnostic]:
        """Conflicts as findings, in the places that they have in the files when all is done."""
        rows = renamed(tried.table, align(work.desk.rows, tried.table.rows), 'own').rows
        desk = self.desk() if self.dry_run else Desk(tried.content, tried.event, rows)
        for change in tell:
            span = place_of(desk, change)
            if span is not None and not self.dry_run:
                span = replace(span, file=str(self.content / Path(span.file).relative_to(tried.content)))
            message, hint = told(change, work.desk.rows, change in work.left)
            yield Diagnostic(Severity.WARNING, message, span, hint)


class _Work:
    """The files after some changes."""

    def __init__(
        self,
        bringing: _Bringing,
        desk: Desk,
        changes: list[Change],
        conflicts: list[Change],
        left: Iterable[Change],
        pinned: bool = False,
    ) -> None:
        self.desk = desk
        self.bringing = bringing
        self.left = list(left)
        self.refused: list[Change] = []
        folder = bringing.content / 'abstracts'
        taken = [path.name for path in folder.rglob('*')] if folder.is_dir() else []
        self.marks = Marks(self.desk)
        hand = Hand(self.desk, bringing.new, Names(taken))
        for key in list(desk.entries) if pinned else ():
            hand.pin(key)
        for change in changes:
            try:
                hand.make(change)
            except Refused:
                self.refused.append(change)
        self.held: list[Held] = []
        if not self.refused:
            self._mark(conflicts, set(taken))
        self.texts = {path: text_of(page) for path, page in self.desk.pages.items()}

    def holds(self) -> bool:
        changed = [(page, self.texts[path]) for path, page in self.desk.pages.items() if self.texts[path] != page.text]
        return holds(changed, MARK)

    def files(self) -> Files:
        """Abstracts first, so that nothing names a file that is not there; what is deleted last."""
        found: Files = {}
        for path, text in self.desk.files.items():
            if text is not None and (data := _as_before(path, text)) is not None:
                found[path] = data
        for path, text in self.texts.items():
            if text != self.desk.pages[path].text:
                found[path] = (_BOM if path.read_bytes().startswith(_BOM) else b'') + text.encode()
        return found | {path: None for path, text in self.desk.files.items() if text is None and path.is_file()}

    def _mark(self, conflicts: list[Change], taken: set[str]) -> None:
        """Marks what is in conflict, and takes the remarks away of what no longer is."""
        old = {(one.key, one.field): one for one in self.bringing.base.held}
        kept = set()
        for change in conflicts:
            known = old.get((change.key, change.field))
            beside = self._beside(change, known.beside if known else '', taken)
            if beside:
                self.desk.files[self.bringing.content / 'abstracts' / beside] = change.theirs[0] + '\n'
            marked = self.marks.put(change.key, change.field, change.theirs, beside)
            kept.add((change.key, change.field))
            self.held.append(Held(self._saved(change.key), change.field, change.was, beside, marked))
        besides = {one.beside for one in self.held}
        for (key, name), one in old.items():
            if (key, name) not in kept and (sign := self.marks.standing(key, name)) is not None:
                self.marks.drop(sign)
                entry = self.desk.entries.get(key)
                if entry is not None:
                    entry.touch()
            if one.beside and one.beside not in besides:
                self._clear(one)
        for change in self.left:
            was = change.was if change.act is not Act.ADD else None
            self.held.append(Held(self._saved(change.key), change.field, was, '', False))

    def _saved(self, key: Key) -> Key:
        """The key that the entry has in the base as it is kept."""
        if key[0] != 'slot':
            return key
        return self.bringing.own_names.get(key, key if key[1].startswith('gone ') else ('slot', f'gone {key[1]}'))

    def _beside(self, change: Change, known: str, taken: set[str]) -> str:
        """The name of the file that has the source's abstract."""
        if change.field != 'abstract' or change.theirs is None:
            return ''
        made = Names().make(change.key[1], change.theirs[1])
        stem, _, ending = made.rpartition('.')
        name, number = f'{stem}.import.{ending}', 1
        while name in taken and name != known:
            number += 1
            name = f'{stem}-{number}.import.{ending}'
        return name

    def _clear(self, one: Held) -> None:
        """Takes away a source's abstract that is settled, unless somebody wrote in it."""
        path = self.bringing.content / 'abstracts' / Path(one.beside).name
        row = self.bringing.base.table.rows.get(one.key, {})
        text = row.get('abstract', ['', ''])[0]
        if path.is_file() and path.read_text('utf-8', 'replace').replace('\r\n', '\n').strip() == text.strip():
            self.desk.files[path] = None


def _as_before(path: Path, text: str) -> bytes | None:
    """With the ends of lines that the file had; None where nothing changes."""
    data = text.encode()
    if not path.is_file():
        return data
    old = path.read_bytes()
    if b'\r\n' in old:
        data = data.replace(b'\n', b'\r\n')
    return data if data != old else None


def _says(desk: Desk, name: str) -> bool:
    from booklet.keep.desk import field as inside

    event = desk.entries.get(('event', ''))
    dates = inside(event, 'dates') if event is not None else None
    return dates is not None and inside(dates, name) is not None
