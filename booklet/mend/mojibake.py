"""UTF-8 that was once read as something else: `Ã©` for é, `â€™` for ’.

In: a text. Out: edits, word by word. ftfy decides whether a line holds such, and what it was; a line that reads well is
not touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from booklet.mend.draft import Doubt, Edit

_REASON = 'the wrong encoding (mojibake)'
# What begins a character of UTF-8 when its bytes are taken for letters of a Western, Central European, Greek or
# Cyrillic code page; without one, ftfy need not be asked.
_LEAD = re.compile(
    r'[\xc2-\xf4\x80-\x9f\u0102-\u0111\u0139\u013d\u0147-\u0165\u0391-\u03ff\u0402-\u0491\u221a\u2500-\u25ff]'
)
_ALONE = re.compile(r'(?<!\S)[ÂÃ](?!\S)')
_HALF_SPACE = re.compile('[a-zß-ÿ]Ã ')
_CLOSING = re.compile(r'â€(?=[\s.,;:!?)\]]|$)')
_STRAIGHTENED = re.compile(r'(?P<left>\w|\s|^)â€"(?P<right>\w|\s|$)')


def mend_mojibake(text: str) -> Iterator[Edit | Doubt]:
    if text.isascii() or not _LEAD.search(text):
        return
    at = 0
    for line in text.split('\n'):
        if _LEAD.search(line):
            yield from _line(line, at)
        at += len(line) + 1


def _line(line: str, start: int) -> Iterator[Edit | Doubt]:
    from ftfy import TextFixerConfig, fix_encoding

    kept: list[Edit | Doubt] = [*_half_lost(line, start)]
    if kept:
        yield from kept  # the rest of the line in the next round, without them
        if any(isinstance(one, Edit) for one in kept):
            return
    config = TextFixerConfig(explain=False, replace_lossy_sequences=False, restore_byte_a0=False)
    fixed = fix_encoding(line, config)
    # `Ã ` may be an à whose second half became a space, and `Â ` a space; but a lone Ã or Â may be an operator too.
    # `â€ ` is no dagger.
    if fixed == line and not _HALF_SPACE.search(line):
        return
    if _ALONE.search(line):
        probe = _ALONE.sub('A', line)
        if fix_encoding(probe, config) == probe:
            return
    if 'â€ ' not in line and not line.endswith('â€'):
        fixed = fix_encoding(line, config._replace(restore_byte_a0=True))
    if fixed == line:
        return
    old, new = re.split('([ \t]+)', line), re.split('([ \t]+)', fixed)
    if old[1::2] == new[1::2]:  # the same spaces: word by word
        at = start
        for before, after in zip(old, new, strict=True):
            if before != after:
                yield _trimmed(before, after, at)
            at += len(before)
    else:
        yield _trimmed(line, fixed, start)


def _half_lost(line: str, start: int) -> Iterator[Edit | Doubt]:
    """Closing quotes whose last byte is lost, and dashes whose last byte, a quote, has been made straight."""
    for match in _STRAIGHTENED.finditer(line):
        tight = match['left'].isalpha() and match['right'].isalpha()
        place = start + match.start() + len(match['left'])
        yield Edit(place, place + 3, '—' if tight else '–', _REASON)
    opening = line.find('â€œ')
    for match in _CLOSING.finditer(line):
        if 0 <= opening < match.start():
            yield Edit(start + match.start(), start + match.end(), '”', _REASON)
        else:
            yield Doubt(start + match.start(), start + match.end(), 'the rest of a character is lost')


def _trimmed(before: str, after: str, at: int) -> Edit:
    """The edit without what is the same at both ends."""
    head = next(
        (i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after))
    )
    most = min(len(before), len(after)) - head
    tail = next((i for i in range(most) if before[-1 - i] != after[-1 - i]), most)
    return Edit(at + head, at + len(before) - tail, after[head : len(after) - tail], _REASON)
