"""Make `booklet/ucd_tables.py` out of the files of the Unicode Character Database that lie in `data/unicode-17.0`.

`python tests/unicode_tables.py > booklet/ucd_tables.py`; a test holds the one against the other.
"""

from __future__ import annotations

import lzma
import textwrap
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

FOLDER = Path(__file__).parent / 'data' / 'unicode-17.0'
VERSION = '17.0.0'
# One letter a class, for `booklet.bidi`, which takes classes by the line with regular expressions.
BIDI = {'L': 'L', 'R': 'R', 'AL': 'A', 'EN': 'E', 'AN': 'N', 'ES': 's', 'ET': 't', 'CS': 'c', 'NSM': 'm', 'BN': 'b'}
BIDI |= {'B': 'B', 'S': 'S', 'WS': 'W', 'ON': 'O'}
BIDI |= {'LRE': 'l', 'RLE': 'r', 'LRO': 'd', 'RLO': 'g', 'PDF': 'q', 'LRI': 'i', 'RLI': 'j', 'FSI': 'f', 'PDI': 'p'}
LONG = {'Left_To_Right': 'L', 'Right_To_Left': 'R', 'Arabic_Letter': 'AL', 'European_Terminator': 'ET'}

HEAD = '''"""Tables of the Unicode Character Database 17.0.0: bidirectional classes, paired brackets, scripts.

Made by `tests/unicode_tables.py`; not to be edited. A table goes through all characters from U+0000 on: a value, and
how many characters have it, where more than one.
"""

from __future__ import annotations

VERSION = '17.0.0'
'''


def read(name: str) -> str:
    """A file of the database."""
    return lzma.decompress((FOLDER / f'{name}.txt.xz').read_bytes()).decode()


def rows(name: str) -> Iterator[list[str]]:
    """Its data lines, in fields."""
    for line in read(name).splitlines():
        if data := line.partition('#')[0].strip():
            yield [field.strip() for field in data.split(';')]


def span(text: str) -> range:
    first, _, last = text.partition('..')
    return range(int(first, 16), int(last or first, 16) + 1)


def bidi_classes() -> list[str]:
    classes = ['L'] * 0x110000
    for line in read('DerivedBidiClass').splitlines():  # what characters that are not yet assigned will be
        if line.startswith('# @missing:'):
            where, what = line.removeprefix('# @missing:').split(';')
            for code in span(where):
                classes[code] = LONG[what.strip()]
    for where, what in rows('DerivedBidiClass'):
        for code in span(where):
            classes[code] = what
    return [BIDI[name] for name in classes]


def scripts() -> list[str]:
    """The script of each character, with those that share it where it is common."""
    short = {long: tag for tag, long in names().items()}
    found = ['Zzzz'] * 0x110000
    for where, long in rows('Scripts'):
        for code in span(where):
            found[code] = short[long]
    for where, tags in rows('ScriptExtensions'):
        for code in span(where):
            if found[code] == 'Zyyy':
                found[code] = '.'.join(['Zyyy', *tags.split()])
    return found


def names() -> dict[str, str]:
    """The long names of scripts by their ISO 15924 tags."""
    return {row[1]: row[2] for row in rows('PropertyValueAliases') if row[0] == 'sc'}


def table(name: str, values: list[str]) -> str:
    tokens = []
    for value, same in groupby(values):
        length = sum(1 for _ in same)
        tokens.append(f'{value}{length}' if length > 1 else value)
    return block(name, ' '.join(tokens))


def block(name: str, text: str) -> str:
    return f'\n{name} = """\\\n{textwrap.fill(text, 120, break_long_words=False, break_on_hyphens=False)}\n"""\n'


def module() -> str:
    pairs = ''.join(chr(int(row[0], 16)) + chr(int(row[1], 16)) for row in rows('BidiBrackets') if row[2] == 'o')
    parts = [HEAD, '\n# The letters: see `booklet.bidi`.', table('BIDI_CLASSES', bidi_classes())]
    parts += ['\n# Openers, each with its closer.\nBRACKETS = (\n']
    parts += [f'    {pairs[at : at + 16]!a}\n' for at in range(0, len(pairs), 16)] + [')\n']
    parts += [
        "\n# After a common character's Zyyy stand the scripts that share it (ScriptExtensions).",
        table('SCRIPTS', scripts()),
    ]
    parts += [block('SCRIPT_NAMES', ' '.join(f'{tag}:{long}' for tag, long in names().items()))]
    return ''.join(parts)


if __name__ == '__main__':
    print(module(), end='')
