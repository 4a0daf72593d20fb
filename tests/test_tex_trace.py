"""Lines as TeX itself broke them, by what \\tracingparagraphs wrote: two paragraphs in Computer Modern on 2.5 inches.

The first is that of The TeXbook, pp. 98–99; the second begins the Frog Prince, set by plain TeX without an indention.
"""

from __future__ import annotations

import re
from itertools import pairwise

from booklet.linebreak import (
    Box,
    Broken,
    Glue,
    Item,
    Parameters,
    Penalty,
    badness,
    break_paragraph,
    compile_items,
)

MEASURE = 2.5 * 72.27
# cmr10's metrics, in millionths of its ten points.
WIDTHS = {
    character: width
    for characters, width in (
        ('i l . , ; ’', 277779),
        ('f j', 305557),
        ('-', 333334),
        ('I', 361112),
        ('t', 388890),
        ('r', 391668),
        ('s', 394445),
        ('c e z', 444446),
        ('a o g “ ”', 500002),
        ('J', 513891),
        ('k v x y q', 527781),
        ('b d h n p u', 555557),
        ('w', 722224),
        ('R', 736113),
        ('D', 763891),
        ('m', 833336),
        ('M', 916669),
        ('—', 1000003),
    )
    for character in characters.split()
}
KERN = 27779
KERNS = {
    first + second: sign * KERN
    for firsts, seconds, sign in (
        ('hmn', 'tubyvw', -1),
        ('c', 'hk', -1),
        ('bop', 'eodcq', 1),
        ('bop', 'xvyw', -1),
        ('a', 'vyw', -1),
        ('t', 'yw', -1),
        ('u', 'w', -1),
        ('kv', 'a', -2),
        ('kvw', 'eoc', -1),
        ('w', 'a', -1),
        ('y', 'oea', -1),
        ('y', '.,', -3),
    )
    for first in firsts
    for second in seconds
}
SPACE, STRETCH, SHRINK, EXTRA = 3.33333, 1.66666, 1.11111, 1.11111
SPACE_FACTORS = {',': 1.25, ';': 1.5, '.': 3.0}
FINISH: list[Item] = [Penalty(0, 10000), Glue(0, 1e7), Penalty(0, -10000)]

DROFNATS = (
    'Mr.~Drofnats—\u00ador “R. J.,” as he pre-ferred to be called—\u00adwas hap-pi-est when he was at work '
    'type-set-ting beau-ti-ful doc-u-ments.'
)
FROG = (
    'In olden times when wishing still helped one, there lived a king whose daughters were all beautiful; and the '
    'youngest was so beautiful that the sun itself, which has seen so much, was astonished whenever it shone in her '
    'face.'
)


def space(before: str) -> Glue:
    """TeX: The Program, §1041–§1044: wider and more elastic after punctuation, but for that of initials."""
    stem = before.rstrip('”')
    factor = SPACE_FACTORS.get(stem[-1], 1.0)
    if factor == 3.0 and stem[-2].isupper():
        factor = 1.0
    return Glue(SPACE + (EXTRA if factor >= 2 else 0), STRETCH * factor, SHRINK / factor)


def word(text: str) -> list[Item]:
    """Letters with their kerns; a hyphen is one that may come, a soft hyphen a break without one."""
    items: list[Item] = []
    for piece in re.split('([-\u00ad])', text):
        if piece == '-':
            items.append(Penalty(WIDTHS['-'] / 1e5, 50, True))
        elif piece == '\u00ad':
            items.append(Penalty(0, 50, True))
        else:
            kerns = sum(KERNS.get(a + b, 0) for a, b in pairwise(piece))
            items.append(Box((sum(map(WIDTHS.__getitem__, piece)) + kerns) / 1e5))
    return items


def paragraph(text: str) -> tuple[list[Item], list[str]]:
    """The items, and the text that each break is after."""
    items: list[Item] = []
    ends: list[str] = []
    last = ''
    for part in re.split('([ ~])', text):
        if part == ' ':
            items.append(space(last))
            ends.append(last)
        elif part == '~':
            items += [Penalty(0, 10000), Glue(SPACE, STRETCH, SHRINK)]
        else:
            items += word(part)
            last = part
            ends += [part[: match.end()] for match in re.finditer('[-\u00ad]', part)]
    return items + FINISH, [*ends, last]


def traced(broken: Broken, first: float) -> list[int]:
    """The badness of each line."""
    p, found = broken.points, []
    x = y = z = 0.0
    for number, k in enumerate(broken.breaks):
        short = (MEASURE if number else first) - (p.end[k] - x)
        give = p.end_stretch[k] - y if short > 0 else p.end_shrink[k] - z
        found.append(badness(abs(short), give))
        x, y, z = p.after[k], p.after_stretch[k], p.after_shrink[k]
    return found


def test_the_paragraph_of_the_texbook() -> None:
    items, ends = paragraph(DROFNATS)
    plain = [item for item in items if not (isinstance(item, Penalty) and item.width)]
    hyphenated = compile_items(items)
    broken = break_paragraph(
        compile_items(plain), lambda: hyphenated, MEASURE, Parameters(tolerance=1000), first_width=MEASURE - 20
    )
    assert broken.points is hyphenated
    assert [ends[k] for k in broken.breaks] == ['pre-', 'he', 'doc-u-', 'doc-u-ments.']
    assert traced(broken, MEASURE - 20) == [0, 25, 44, 0]


def test_the_frog_prince_in_computer_modern() -> None:
    items, ends = paragraph(FROG)
    broken = break_paragraph(compile_items(items), None, MEASURE, Parameters(tolerance=10000))
    assert traced(broken, MEASURE) == [8, 41, 7, 0, 1, 0]
    assert len(ends) == len(broken.points.end)
