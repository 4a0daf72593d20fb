"""A corpus of the benchmark as a project of booklet: the same words in the content format.

In: the JSON of `generate.py` or `mixed.py`. Out: a folder with `content/event.yaml`, `content/people.yaml`, one file a
day in `content/days/`, the layout in `layouts/` and its faces in `fonts/`. Run: `python convert.py CORPUS.json FOLDER`.

A corpus gives each talk one affiliation, whoever speaks. A person gets the affiliation of his or her first talk, and
talks where it is another say so.
"""

from __future__ import annotations

import argparse
import datetime
import json
import re
import shutil
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
COPIED = ('fonts', 'layouts')  # the bench's own
CJK = HERE.parent / 'tests' / 'fonts' / 'test-sans-cjk' / 'TestSansCJKjp-Regular.otf'  # for mixed corpora
YEAR = 2024
PARTS = ('cover', 'agenda', 'abstracts', 'index')
MONTHS = {'September': 9, 'October': 10}
KINDS = {'Lunch': 'meal', 'End of the day': 'end'}  # a corpus calls them all breaks
_MARKUP = re.compile(r'([&\\`*_\[\]<>$#|~^{}])')
_NOT_IN_ID = re.compile('[^a-z0-9]+')


def quote(text: str) -> str:
    """A double-quoted YAML scalar: JSON's are such."""
    return json.dumps(text, ensure_ascii=False)


def plain(text: str) -> str:
    """Markdown that reads as `text`."""
    return _MARKUP.sub(r'\\\1', text)


def markdown(paragraph: Any) -> str:
    """A paragraph; one of a mixed corpus may be a list of texts and formulas."""
    pieces = [paragraph] if isinstance(paragraph, str) else paragraph
    return ''.join(plain(piece) if isinstance(piece, str) else formula(piece) for piece in pieces)


def formula(piece: dict[str, Any]) -> str:
    return f'$${piece["tex"]}$$' if piece['display'] else f'${piece["tex"]}$'


def date(day: str) -> datetime.date:
    """The date of a corpus' day, as 'Monday, 30 September'."""
    number, month = day.split(', ')[1].split()
    return datetime.date(YEAR, MONTHS[month], int(number))


def identify(stems: Mapping[str, str]) -> dict[str, str]:
    """An id in lower-case ASCII for each key, made of its stem; a number tells apart two that would be alike."""
    seen: Counter[str] = Counter()
    ids = {}
    for key, text in stems.items():
        stem = _NOT_IN_ID.sub('-', text.lower()).strip('-') or 'x'
        seen[stem] += 1
        ids[key] = stem if seen[stem] == 1 else f'{stem}-n{seen[stem]}'
    return ids


def event_yaml(corpus: dict[str, Any]) -> str:
    days = [date(day['day']) for day in corpus['days']]
    return f"""format: 1
event:
  title: {quote(plain(corpus['title']))}
  short_title: {quote(corpus['short'])}
  dates: {{start: {days[0]}, end: {days[-1]}, text: {quote(corpus['dates'])}}}
  place: {quote(corpus['place'])}
  language: {corpus['lang']}
  clock: 12
  funders: [{quote(corpus['found'])}]
  parts: [{', '.join(PARTS)}]
"""


class Register:
    """Who speaks and where they are from, by the ids that the days refer to."""

    def __init__(self, corpus: dict[str, Any]) -> None:
        self.names: dict[str, tuple[str, str]] = {}  # name to 'Surname, Given' and first affiliation
        keys: dict[str, str] = {}
        talks = [item for day in corpus['days'] for item in day['items'] if item['kind'] == 'talk']
        for talk in talks:
            for name, (key, entry) in zip(talk['speakers'], talk['sort'], strict=True):
                keys[name] = key
                self.names.setdefault(name, (entry, talk['affiliation']))
        self.people = identify(keys)
        self.affiliations = identify({talk['affiliation']: talk['affiliation'] for talk in talks})

    def yaml(self) -> str:
        lines = ['affiliations:']
        lines += [f'  {id}: {quote(name)}' for name, id in self.affiliations.items()]
        lines.append('people:')
        for name, (entry, affiliation) in self.names.items():
            family = quote(entry.split(', ')[0])
            home = self.affiliations[affiliation]
            lines.append(f'  {self.people[name]}: {{name: {quote(name)}, family: {family}, affiliation: {home}}}')
        return '\n'.join(lines) + '\n'

    def speaker(self, name: str, affiliation: str) -> str:
        person = self.people[name]
        if self.names[name][1] == affiliation:
            return person
        return f'{{person: {person}, affiliations: [{self.affiliations[affiliation]}]}}'


def day_yaml(day: dict[str, Any], register: Register) -> str:
    lines = ['days:', f'  - date: {date(day["day"])}', '    items:']
    for item in day['items']:
        lines.append(f'      - time: {item["time"]}')
        if item['kind'] != 'talk':
            lines.append(f'        {KINDS.get(item["title"], "break")}: {quote(plain(item["title"]))}')
            continue
        speakers = dict.fromkeys(register.speaker(name, item['affiliation']) for name in item['speakers'])
        lines += [
            f'        talk: {quote(plain(item["title"]))}',
            f'        id: {item["id"]}',
            f'        speakers: [{", ".join(speakers)}]',
            *([f'        language: {item["lang"]}'] if 'lang' in item else []),
            '        abstract: |',
        ]
        lines.append('\n\n'.join(f'          {markdown(paragraph)}' for paragraph in item['abstract']))
    return '\n'.join(lines) + '\n'


def convert(corpus: dict[str, Any], folder: Path) -> None:
    """Makes the project anew in `folder`; what was there is removed."""
    shutil.rmtree(folder, ignore_errors=True)
    content = folder / 'content'
    (content / 'days').mkdir(parents=True)
    register = Register(corpus)
    (content / 'event.yaml').write_text(event_yaml(corpus), encoding='utf-8')
    (content / 'people.yaml').write_text(register.yaml(), encoding='utf-8')
    for number, day in enumerate(corpus['days'], 1):
        (content / 'days' / f'{number:02d}.yaml').write_text(day_yaml(day, register), encoding='utf-8')
    for name in COPIED:
        shutil.copytree(HERE / name, folder / name)
    if any('lang' in item for day in corpus['days'] for item in day['items']):
        shutil.copy(CJK, folder / 'fonts')


def main() -> None:
    parser = argparse.ArgumentParser(description="Make a project of a corpus' words.")
    parser.add_argument('corpus', type=Path)
    parser.add_argument('folder', type=Path)
    arguments = parser.parse_args()
    convert(json.loads(arguments.corpus.read_text(encoding='utf-8')), arguments.folder)


if __name__ == '__main__':
    main()
