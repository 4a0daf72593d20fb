"""How evenly a book is set: its spaces, hyphens, edges and page breaks, as a reader sees them.

In: a corpus of `generate.py` and any PDF of it, whoever made it. Out: a `Quality`.
Run: `python bench/quality.py CORPUS.json BOOK.pdf …`.

PDFium tells where each character stands, from its origin to its advance, both after any horizontal scaling. Characters
on one baseline make a row. Each paragraph of the corpus is found again among the rows by its letters and digits alone,
so that it is known which rows are its lines, which of them ends it, and whether a hyphen at a line's end is the
author's or the typesetter's.

A space is the gap between two words over that of the face at the size of the text: 1 is the width that its designer
gave it. Lines that end a paragraph are set to no measure and count for neither spaces nor hyphens.

Punctuation may hang into the margin by up to `HANGS`. A line is overfull if its last letter or digit passes the margin,
or if what hangs passes it by more.
"""

from __future__ import annotations

import argparse
import ctypes
import itertools
import json
import re
import statistics
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

MM = 72 / 25.4
SIZE = 9.0
SPACE = 0.25  # ems: Liberation Serif's, and that of all faces with the metrics of Times
RIGHT = (148 - 15) * MM  # where the text ends
WIDE = 1.5  # spaces: a line whose mean is greater looks loose
GAP = 0.08  # ems: less is a kern and not a space
PASSES = 0.5  # points: what the eye forgives, and TeX with \\hfuzz
HANGS = 0.25  # ems: no engine hangs punctuation further; a full stop hung out whole is as wide
LADDER = 3  # hyphens in succession

SAME_BASELINE = 1.5  # points
RECOGNISED = 25  # letters that tell a paragraph's first line
AHEAD = 400  # rows in which the next paragraph must begin
BETWEEN = 8  # rows of furniture between two lines of a paragraph

RIVER = (1.2, 0.5, 4)  # least space; least share of the narrower gap that lies under the one above; lines
NEXT_LINE = 14.0  # points

# PDFium gives a hyphen that a soft hyphen stands for as U+0002 or U+FFFE.
_HYPHENS = frozenset('-\u2010\u2011\u00ad\u0002\ufffe')
_ENDS_IN_HYPHEN = re.compile('[-\u2010\u2011\u2013]')


class Glyph(NamedTuple):
    """A character and where it stands, in points from the page's left edge."""

    left: float
    right: float
    char: str


class Gap(NamedTuple):
    """White between two words."""

    spaces: float  # its width, as a multiple of the face's space
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Row:
    """What stands on one baseline of a page."""

    page: int
    baseline: float
    glyphs: tuple[Glyph, ...]
    letters: str  # letters and digits alone, in lower case

    @property
    def hyphen(self) -> bool:
        return self.glyphs[-1].char in _HYPHENS

    def gaps(self) -> list[Gap]:
        pairs = ((a.right, b.left) for a, b in itertools.pairwise(self.glyphs))
        return [Gap((right - left) / (SIZE * SPACE), left, right) for left, right in pairs if right - left > GAP * SIZE]

    def overfull(self) -> bool:
        letter = max((g.right for g in self.glyphs if g.char.isalnum()), default=0.0)
        return letter > RIGHT + PASSES or self.glyphs[-1].right > RIGHT + HANGS * SIZE


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the corpus and its lines; `broken[n]` says that a word was broken at the end of line n."""

    lines: Sequence[Row]
    broken: Sequence[bool]


@dataclass(frozen=True, slots=True)
class Quality:
    """Spaces as multiples of the face's own; shares in per cent of the lines that are set to the measure."""

    mean: float
    deviation: float
    percentile: float  # the 95th
    greatest: float
    wide_lines: float
    broken_words: float
    widows: int
    orphans: int
    overfull: int
    ladders: int
    rivers: float  # in a thousand lines
    lines: int
    paragraphs: int
    missing: int  # paragraphs that were not found


def letters(text: str) -> str:
    return ''.join(c for c in unicodedata.normalize('NFKC', text).lower() if c.isalnum())


# --- reading ---


def read(pdf: Path) -> list[Row]:
    """All rows of a book from top to bottom."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        return [row for number, page in enumerate(document) for row in _rows(number, page)]


def _rows(number: int, page: Any) -> Iterator[Row]:
    rows: list[list[tuple[float, float, Glyph]]] = []
    for place in sorted(_characters(page), key=lambda p: (-round(p[0] * 2), p[1])):
        if rows and abs(rows[-1][0][0] - place[0]) < SAME_BASELINE:
            rows[-1].append(place)
        else:
            rows.append([place])
    for row in rows:
        glyphs = tuple(glyph for _, _, glyph in sorted(row, key=lambda p: p[1]))
        yield Row(number, row[0][0], glyphs, letters(''.join(glyph.char for glyph in glyphs)))


def _characters(page: Any) -> Iterator[tuple[float, float, Glyph]]:
    """The characters of a page, each after its baseline and origin; no spaces, which are measured as gaps."""
    from pypdfium2 import raw

    text = page.get_textpage()
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    for index in range(raw.FPDFText_CountChars(text)):
        char = chr(raw.FPDFText_GetUnicode(text, index))
        invented = raw.FPDFText_IsGenerated(text, index) == 1 and char not in '-\u0002'
        if char in '\0\t\n\r \u00a0' or invented:
            continue
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        if raw.FPDFText_GetLooseCharBox(text, index, box):
            yield y.value, x.value, Glyph(box.left, box.right, char)
    text.close()


# --- finding ---


def find(texts: Iterable[str], rows: Sequence[Row]) -> list[Paragraph | None]:
    """The paragraphs in their order; None for one whose text is not in the book as it is in the corpus."""
    found: list[Paragraph | None] = []
    start = 0
    anywhere = True  # the first one may stand behind an agenda of any length
    for text in texts:
        target = letters(text)
        lines = _lines(target, rows, start, len(rows) if anywhere else start + AHEAD)
        if not lines:
            found.append(None)
            continue
        start, anywhere = lines[-1] + 1, False
        mine = [rows[n] for n in lines]
        found.append(Paragraph(mine, _broken(text, mine)))
    return found


def _lines(target: str, rows: Sequence[Row], start: int, stop: int) -> list[int]:
    """The numbers of the rows that spell out `target`; those between them, a page's foot and head, are passed over."""
    for first in range(start, min(stop, len(rows))):
        text = rows[first].letters
        if text == target or (len(text) >= RECOGNISED and target.startswith(text)):
            break
    else:
        return []
    lines: list[int] = []
    done = passed = 0
    for number in range(first, len(rows)):
        text = rows[number].letters
        if text and target.startswith(text, done):
            lines.append(number)
            done, passed = done + len(text), 0
        else:
            passed += 1
        if done == len(target):
            return lines
        if passed == BETWEEN:
            break
    return []


def _broken(text: str, lines: Sequence[Row]) -> list[bool]:
    """Where a line ends in a hyphen that the text does not have."""
    text = unicodedata.normalize('NFKC', text).lower()
    places = [place for place, char in enumerate(text) if char.isalnum()]
    broken, done = [], 0
    for line in lines[:-1]:
        done += len(line.letters)
        between = text[places[done - 1] + 1 : places[done]]
        broken.append(line.hyphen and not _ENDS_IN_HYPHEN.search(between))
    return [*broken, False]


# --- judging ---


def judge(found: Sequence[Paragraph | None]) -> Quality:
    paragraphs = [paragraph for paragraph in found if paragraph]
    justified = [line for paragraph in paragraphs for line in paragraph.lines[:-1]]
    gaps = [line.gaps() for line in justified]
    spaces = sorted(gap.spaces for line in gaps for gap in line)
    if not spaces:
        raise ValueError('no paragraph of the corpus is in the book')
    means = [statistics.fmean(gap.spaces for gap in line) for line in gaps if line]
    return Quality(
        mean=statistics.fmean(spaces),
        deviation=statistics.pstdev(spaces),
        percentile=spaces[min(len(spaces) - 1, int(0.95 * len(spaces)))],
        greatest=spaces[-1],
        wide_lines=100 * sum(mean > WIDE for mean in means) / len(means),
        broken_words=100 * sum(sum(p.broken) for p in paragraphs) / len(justified),
        widows=sum(_parted(p.lines[-2:]) for p in paragraphs),
        orphans=sum(_parted(p.lines[:2]) for p in paragraphs),
        overfull=sum(line.overfull() for p in paragraphs for line in p.lines),
        ladders=sum(_ladders(p) for p in paragraphs),
        rivers=1000 * rivers(justified, gaps) / len(justified),
        lines=len(justified),
        paragraphs=len(paragraphs),
        missing=len(found) - len(paragraphs),
    )


def _parted(lines: Sequence[Row]) -> bool:
    """Whether a paragraph's first or last line stands alone: the two are not on one page."""
    return lines[0].page != lines[-1].page


def _ladders(paragraph: Paragraph) -> int:
    hyphens = [line.hyphen for line in paragraph.lines[:-1]]
    return sum(len(list(run)) >= LADDER for hyphen, run in itertools.groupby(hyphens) if hyphen)


def rivers(lines: Sequence[Row], gaps: Sequence[Sequence[Gap]]) -> int:
    """Wide gaps that lie one under the other through four lines or more. No reader's eye was held against it."""
    least, share, length = RIVER
    count = 0
    above: list[tuple[int, Gap]] = []  # gaps of the line before, each with the length of its chain
    for number, line in enumerate(lines):
        before = lines[number - 1]
        near = number and before.page == line.page and before.baseline - line.baseline < NEXT_LINE
        chains = []
        for gap in (g for g in gaps[number] if g.spaces >= least):
            joined = [chain for chain, other in above if near and _over(gap, other) >= share]
            chains.append((1 + max(joined, default=0), gap))
        count += sum(chain == length for chain, _ in chains)
        above = chains
    return count


def _over(a: Gap, b: Gap) -> float:
    """How much of the narrower gap lies over the other one."""
    return (min(a.right, b.right) - max(a.left, b.left)) / min(a.right - a.left, b.right - b.left)


def paragraphs_of(corpus: dict[str, Any]) -> list[str]:
    return [text for day in corpus['days'] for item in day['items'] for text in item.get('abstract', ())]


def quality(corpus: Path, pdf: Path) -> Quality:
    return judge(find(paragraphs_of(json.loads(corpus.read_text(encoding='utf-8'))), read(pdf)))


# --- telling ---

COLUMNS = (
    'set by',
    'mean',
    'sd',
    '95 %',
    'max',
    'lines over 1.5',
    'hyphenated lines',
    'widows, orphans',
    'overfull',
    'ladders of 3',
    'rivers in 1000 lines',
)
HEAD = [f'| {" | ".join(COLUMNS)} |', '|---' + '|--:' * (len(COLUMNS) - 1) + '|']


def row(name: str, found: Quality) -> str:
    """A line of the table."""
    cells = (
        name,
        f'{found.mean:.2f}',
        f'{found.deviation:.3f}',
        f'{found.percentile:.2f}',
        f'{found.greatest:.2f}',
        f'{found.wide_lines:.2f} %',
        f'{found.broken_words:.1f} %',
        f'{found.widows + found.orphans}',
        f'{found.overfull}',
        f'{found.ladders}',
        f'{found.rivers:.1f}',
    )
    missing = f' {found.missing} paragraphs not found' if found.missing else ''
    return f'| {" | ".join(cells)} |{missing}'


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure how evenly a corpus' paragraphs are set in PDFs.")
    parser.add_argument('corpus', type=Path)
    parser.add_argument('pdf', type=Path, nargs='+')
    arguments = parser.parse_args()
    print('\n'.join(HEAD))
    for pdf in arguments.pdf:
        print(row(pdf.name, quality(arguments.corpus, pdf)), flush=True)


if __name__ == '__main__':
    main()
