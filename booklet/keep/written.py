"""A document to content files, as an organiser would write them.

In: a document as `unload` makes it. Out: texts by their names below `content/`, sorted and stable, so that a diff
of two imports shows what changed. PyYAML decides how a text is quoted; what stands around the texts is laid out here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from booklet.load import keys
from booklet.load.people import family_by_rule

Plain = dict[str, Any]

_FILES = {
    'event.yaml': (
        'The event, its rooms and tracks.',
        ('format', 'event', 'rooms', 'tracks', 'sponsors', 'committees', 'information', 'check'),
    ),
    'people.yaml': ('Who takes part. The index sorts by the family name.', ('affiliations', 'people')),
    'programme.yaml': ('The days, item by item. Abstracts lie in abstracts/.', ('days', 'posters', 'talks')),
}
_IDS = frozenset(
    (*keys.PEOPLE, 'chair', 'chairs', 'affiliations', 'keywords', 'parts', 'room', 'also', 'members')
)  # lists that stay on one line
_LINE = 100  # characters of such a list
_TIMES = {
    'time': r'\d+:\d\d(-\d+:\d\d)?',
    'end': r'\d+:\d\d|\d{4}-\d\d-\d\d',
    **dict.fromkeys(('date', 'start', 'updated'), r'[\d-]+'),
}
_EASY = re.compile(r'[^\W\d_](?:[\w ()/.&;’–—-]*[\w).])?')  # in any place plain, but for these:
_WORDS = frozenset(('y', 'n', 'yes', 'no', 'on', 'off', 'true', 'false', 'null'))
_NUMBER = re.compile(r'[-+]?(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?|0[ox][\da-f]+', re.ASCII | re.IGNORECASE)
_BREAKS = re.compile('[\r\x85\u2028\u2029]')  # YAML 1.1 takes them for ends of lines
_HIGH = re.compile('[\U00010000-\U0010ffff]')
_WIDTH = 2**31 - 1
_ENDINGS = {'markdown': '.md', 'html': '.html', 'latex': '.tex', 'plain': '.txt'}
_DEVICES = re.compile(r'(con|prn|aux|nul|com\d|lpt\d)(\..*)?', re.IGNORECASE)  # what Windows lets no file be called


def written(document: Plain, taken: Iterable[str] = ()) -> dict[str, str]:
    """All files of a content that is new. `taken`: names of abstracts that exist already."""
    names = Names(taken)
    files: dict[str, str] = {}
    own = dialects(document)

    def placed(node: Any) -> Any:
        if isinstance(node, list):
            return [placed(entry) for entry in node]
        if not isinstance(node, dict):
            return node
        told = {key: placed(value) for key, value in node.items() if key not in ('abstract', 'abstract_dialect')}
        if isinstance(node.get('abstract'), str):
            name = names.make(str(node.get('id') or 'talk'), own(node))
            files[f'abstracts/{name}'] = node['abstract'] + '\n'
            told['abstract_file'] = name
            if node.get('dialect') not in (None, own(node)):
                told['abstract_dialect'] = own(node)  # the talk's would hold before the ending's
        return told

    for name, (about, wanted) in _FILES.items():
        parts = {key: _sorted(key, placed(document[key])) for key in wanted if document.get(key)}
        if parts or name == 'event.yaml':
            files[name] = f'# {about}\n\n' + '\n\n'.join(_section(key, value) for key, value in parts.items()) + '\n'
    return files


def dialects(document: Plain) -> Any:
    """How a talk of the document has its abstract marked up: as it says, as the event says, or as the text looks."""
    event = document.get('event')
    common = event.get('dialect', '') if isinstance(event, dict) else ''

    def dialect(talk: Plain) -> str:
        said = talk.get('abstract_dialect') or talk.get('dialect') or common
        return str(said) if said else looks(str(talk.get('abstract', '')))

    return dialect


@lru_cache(maxsize=4096)
def looks(text: str) -> str:
    """The dialect that a text looks like; without any marks it may as well be the one that people write."""
    from booklet.markup.guess import guess

    found = guess(text).dialect
    return 'markdown' if found == 'plain' else found


class Names:
    """Hands out names of abstracts: safe on every system, each once whatever the case of its letters."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self.taken = {name.casefold() for name in taken}

    def make(self, name: str, dialect: str) -> str:
        stem = re.sub(r'[^\w.-]+', '-', name).strip('.-')[:60].rstrip('.-') or 'talk'
        while len(stem.encode()) > 200:
            stem = stem[:-1]
        if _DEVICES.fullmatch(stem) or stem.casefold() == 'readme' or stem.casefold().endswith('.import'):
            stem += '-talk'
        ending, number, found = _ENDINGS.get(dialect, '.md'), 1, stem
        while any(f'{found}{other}'.casefold() in self.taken for other in keys.ENDINGS):
            number += 1
            found = f'{stem}-{number}'
        self.taken.add(f'{found}{ending}'.casefold())
        return found + ending


def _sorted(key: str, value: Any) -> Any:
    if key == 'people':
        return dict(sorted(value.items(), key=lambda entry: (_family(entry[1]).casefold(), entry[0])))
    return dict(sorted(value.items())) if key == 'affiliations' else value


def _family(person: Any) -> str:
    if isinstance(person, dict):
        return str(person.get('family') or family_by_rule(str(person.get('name', ''))))
    return family_by_rule(str(person))


def _section(key: str, value: Any) -> str:
    if key != 'days':
        return '\n'.join(lines({key: value}))
    days = ('\n'.join(f'  {line}' if line else '' for line in lines([day])) for day in value)
    return 'days:\n' + '\n\n'.join(days)


def lines(value: Plain | list[Any]) -> list[str]:
    """A mapping or list in block style, line by line."""
    found = []
    if isinstance(value, dict):
        for key, entry in value.items():
            first, rest = pieces(key, entry)
            found += [f'{scalar(key, "", True)}:{first}', *rest]
    else:
        for entry in value:
            rows = lines(entry) if isinstance(entry, dict | list) and entry else [flow(entry, '', False)]
            found += [f'- {rows[0]}', *(f'  {row}' if row else '' for row in rows[1:])]
    return found


def pieces(key: str, value: Any) -> tuple[str, list[str]]:
    """What follows `key:` on its line, and the lines below it, indented as seen from the key."""
    if isinstance(value, dict | list) and value:
        short = key in _IDS and isinstance(value, list) and all(isinstance(entry, str) for entry in value)
        if not short or sum(map(len, value)) > _LINE:
            return '', [f'  {row}' if row else '' for row in lines(value)]
    elif isinstance(value, str) and '\n' in value:
        rows = literal(value)
        if rows is not None:
            return f' {rows[0]}', [f'  {row}' if row else '' for row in rows[1:]]
    return f' {flow(value, key, False)}', []


def literal(text: str) -> list[str] | None:
    """A text as a literal block: the sign, then its lines; None for one that cannot stand so."""
    if _BREAKS.search(text) or not text.strip():
        return None
    rows = _emitted(text.rstrip('\n') + '\n', '|').split('\n')
    if not rows[0].startswith('|'):
        return None
    return [rows[0], *(row.removeprefix('  ') for row in rows[1:])]


def flow(value: Any, key: str = '', bracketed: bool = True) -> str:
    """A value on one line, fit to stand inside brackets or, if not `bracketed`, only behind its key."""
    if isinstance(value, dict):
        return '{' + ', '.join(f'{scalar(name, "", True)}: {flow(entry, name)}' for name, entry in value.items()) + '}'
    if isinstance(value, list):
        return '[' + ', '.join(flow(entry) for entry in value) + ']'
    if isinstance(value, bool):
        return 'true' if value else 'false'
    if isinstance(value, int):
        return str(value)
    text = str(value)
    return text if key in _TIMES and re.fullmatch(_TIMES[key], text, re.ASCII) else scalar(text, '', bracketed)


def scalar(text: str, style: str = '', bracketed: bool = False) -> str:
    """A text on one line: plain where every reader of YAML takes it for this text, else in quotes.

    `style`: the quotes that it shall have, if it can. `bracketed`: it stands among brackets and commas.
    """
    if not style and _EASY.fullmatch(text) and text.casefold() not in _WORDS:
        return text
    if _BREAKS.search(text) or '\n' in text:
        return _emitted(text, '"')
    return _emitted(text, style or ("'" if text.casefold() in _WORDS or _NUMBER.fullmatch(text) else ''), bracketed)


@lru_cache(maxsize=4096)
def _emitted(text: str, style: str, bracketed: bool = False) -> str:
    """As PyYAML writes it."""
    import yaml

    # libyaml writes characters of the higher planes as escapes: others stand in for them meanwhile.
    high = sorted(set(_HIGH.findall(text)))
    free = (chr(code) for code in range(0xE000, 0xF8FF) if chr(code) not in text)
    stand_ins = dict(zip(high, free, strict=False))
    node: yaml.Node = yaml.ScalarNode('tag:yaml.org,2002:str', text.translate(str.maketrans(stand_ins)), style=style)
    if bracketed:
        node = yaml.SequenceNode('tag:yaml.org,2002:seq', [node], flow_style=True)
    else:
        key = yaml.ScalarNode('tag:yaml.org,2002:str', 'k')
        node = yaml.MappingNode('tag:yaml.org,2002:map', [(key, node)], flow_style=False)
    dumper = getattr(yaml, 'CSafeDumper', yaml.SafeDumper)
    shown: str = yaml.serialize(node, Dumper=dumper, allow_unicode=True, width=_WIDTH)
    shown = shown.removesuffix('\n')
    shown = shown[1:-1] if bracketed else shown.removeprefix('k: ')
    return shown.translate({ord(other): letter for letter, other in stand_ins.items()})
