"""The specimens: books in ten scripts, from right to left, in Japanese, and full of formulas.

What their pages say is held against the content by the roles and by pdfium; that they are beautiful, somebody has seen.
"""

from __future__ import annotations

import io
import re
import shutil
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from unittest import mock

import pikepdf
import pypdfium2
import pytest
from book import Book, Section, book, box, lines
from pdfkit import destinations, problems

from booklet.build import build
from booklet.diagnostics import Sink
from booklet.math import set_display, set_math
from booklet.model import Session, Talk
from booklet.page import ARTIFACT, Late, Line, MathRun, Page, Rule
from booklet.rules import run_rules

EVENTS = Path(__file__).resolve().parent / 'events'
# How many pages each has: a book that grows or shrinks wants to be looked at again.
PAGES = {
    ('scripts', 'symposium'): 16,
    ('scripts', 'large-print'): 21,
    ('scripts', 'narrow'): 14,
    ('rtl', 'symposium'): 12,
    ('rtl', 'large-print'): 13,
    ('cjk', 'symposium'): 9,
    ('cjk', 'large-print'): 13,
    ('mathematics', 'symposium'): 19,
    ('mathematics', 'large-print'): 27,
}
BOOKS = sorted(PAGES)
EMOJI = '\ufe0f'  # asks for one, and is not seen


def made(name: str, layout: str = 'symposium') -> Book:
    return book(EVENTS / name, layout)


def talks(made: Book) -> list[Talk]:
    slots = [slot for day in made.event.days for slot in day.slots if slot.talk]
    posters = [
        p.talk for day in made.event.days for item in day.items if isinstance(item, Session) for p in item.posters
    ]
    return [slot.talk for slot in slots if slot.talk] + posters


@pytest.mark.parametrize(('name', 'layout'), BOOKS)
def test_nothing_is_found_amiss(name: str, layout: str) -> None:
    """No character is without a face, no line too wide, no formula refused, and editors have nothing to ask."""
    whole = made(name, layout)
    # The excerpt of the Japanese face lacks what Japanese calls other languages, and who presents.
    lacking = tuple(f'no font has “{sign}”' for sign in '英語国韓登')
    assert [item for item in whole.findings if not item.message.startswith(lacking)] == []
    assert problems(whole.pdf) == []
    with pikepdf.open(io.BytesIO(whole.pdf)) as pdf:
        assert len(pdf.pages) == PAGES[name, layout]
        assert str(pdf.Root.Lang) == whole.event.language
        direction = pdf.Root.ViewerPreferences.get('/Direction') if '/ViewerPreferences' in pdf.Root else None
        assert (str(direction) == '/R2L') == (name == 'rtl')


@pytest.mark.parametrize(('name', 'rules'), [('scripts', 0), ('cjk', 1), ('rtl', 1), ('mathematics', 0)])
def test_editors_ask_only_about_titles_to_come(name: str, rules: int) -> None:
    asked = [finding.message for finding in run_rules(made(name).event) if finding.severity.name == 'WARNING']
    assert len([message for message in asked if 'guess' not in message]) == rules, asked


@pytest.mark.parametrize('name', ['scripts', 'rtl', 'cjk', 'mathematics'])
def test_bytes_repeat(name: str, tmp_path: Path) -> None:
    shutil.copytree(EVENTS / name, tmp_path / 'elsewhere')
    again = build(tmp_path / 'elsewhere', 'symposium', tmp_path / 'book.pdf', Sink())
    assert again is not None
    assert again.path.read_bytes() == made(name).pdf


# --- what is said -----------------------------------------------------------------------------------------------------

FORMULA = re.compile(
    r'\$\$.+?\$\$|\$.+?\$|\\\[.+?\\\]|\\begin\{(equation|align|gather|multline)(\*?)\}.+?\\end\{\1\2\}', re.DOTALL
)


def letters(text: str) -> str:
    """What no reader may lose: letters, figures and the marks on them, compatible forms alike."""
    return ''.join(
        c for c in unicodedata.normalize('NFKD', text).casefold() if unicodedata.category(c)[0] in 'LNM' and c != EMOJI
    )


def paragraphs(source: str) -> Iterator[str]:
    """The blocks of an abstract in the little Markdown that these books use, without its signs."""
    source = re.sub(r'^\|?[:\-| ]+$', '', source, flags=re.MULTILINE)  # below a table's head
    source = re.sub(r'\]\([^)]*\)|</?span[^>]*>', '', source)
    for block in re.split(r'\n\s*\n|\n(?=[-|>] |\d+\. |\[\^)', source):
        yield re.sub(r'^(\d+\. |\[\^\d\]:)', '', block.strip())


@pytest.mark.parametrize(('name', 'layout'), [(n, layout) for n, layout in BOOKS if n != 'mathematics'])
def test_every_paragraph_is_read_aloud_whole(name: str, layout: str) -> None:
    whole = made(name, layout)
    said = letters(' '.join(text for _, text in whole.trace('abstracts')))
    for talk in talks(whole):
        assert letters(talk.title.source) in said or not talk.announced or '$' in talk.title.source, talk.title
        for person in talk.people:
            assert letters(person.person.name) in said
        for keyword in talk.keywords:
            assert letters(keyword) in said
        if talk.abstract and not talk.abstract.source.startswith('%'):  # LaTeX, which the next test follows
            for paragraph in paragraphs(talk.abstract.source):
                for piece in FORMULA.sub('¶', paragraph).split('¶'):
                    assert letters(piece) in said, (talk.id, piece)


@pytest.mark.parametrize(('name', 'layout'), [(n, layout) for n, layout in BOOKS if n == 'mathematics'])
def test_every_word_between_formulas_is_read_aloud_in_its_place(name: str, layout: str) -> None:
    whole = made(name, layout)
    said = iter(
        re.findall(r'[a-z]+', ' '.join(text for _, text in whole.trace('abstracts')).replace('\u00ad', '').lower())
    )
    for talk in talks(whole):
        assert talk.abstract
        source = re.sub(
            r'\\(newcommand|def|Declare\w+)\S+|<[^>]+>|\\\w+\{?(theorem|lemma|remark|enumerate)?', ' ', bare(talk)
        )
        for word in re.findall(r'(?<![^\s("*])[a-z]{4,}(?=[\s.,;:)*]|$)', source):
            assert word in said, (talk.id, word)  # an iterator: what is before the word is used up


def bare(talk: Talk) -> str:
    assert talk.abstract
    source = re.sub(r'\\(url|footnote)\{.*?\}\}?', ' ', talk.abstract.source, flags=re.DOTALL)
    return re.sub(r'\[\^1\](:.*)?', ' ', FORMULA.sub(' ', source))


@pytest.mark.parametrize(('name', 'layout'), BOOKS)
def test_pdfium_reads_all_that_the_roles_say(name: str, layout: str) -> None:
    """Letter by letter; readers put lines of two directions, and formulas, in an order of their own."""
    whole = made(name, layout)
    said: Counter[str] = Counter()
    for section in whole.part('abstracts'):
        for run in (run for _, _, line in lines(section) for run in line.runs):
            shown = ''.join(g.text for g in run.formula.glyphs) if isinstance(run, MathRun) else run.text
            if name == 'rtl' and isinstance(run, MathRun):
                shown = ''.join(
                    c for c in shown if c < '\U00010000'
                )  # pdfium turns round their surrogates, and loses them
            said.update(letters(shown))
    with pypdfium2.PdfDocument(whole.pdf) as document:
        pages = [document[number - 1].get_textpage() for number in whole.numbers_of('abstracts')]
        furniture = [
            line.text
            for section in whole.part('abstracts')
            for page in section.pages
            for placed in page.items
            if placed.element == ARTIFACT and isinstance(line := placed.item, Line)
        ]
        text = ' '.join(page.get_text_bounded() for page in pages)
        read = Counter(letters(re.sub('[\U0001d400-\U0001d7ff]', '', text) if name == 'rtl' else text))
    read.subtract(letters(' '.join(furniture)))
    lost, new = said - read, read - said
    assert not lost, lost
    assert not new, new


def test_every_formula_is_one() -> None:
    whole = made('mathematics')
    elements = [
        element for section in whole.part('abstracts') for element in section.elements if element.role == 'Formula'
    ]
    wanted = sum(
        len(FORMULA.findall(text.source)) for talk in talks(whole) for text in (talk.title, talk.abstract) if text
    )
    assert len(elements) == wanted
    assert all(element.alt for element in elements)


# --- where it stands --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(('name', 'layout'), BOOKS)
def test_no_two_lines_overlap_and_none_leaves_the_text_block(name: str, layout: str) -> None:
    whole = made(name, layout)
    slack = 4.0  # of hanging punctuation
    for section in whole.sections:
        for page in section.pages:
            block = whole.layout.text_block((page.number % 2 == 1) != (name == 'rtl'))
            boxes = [
                (box(p), p) for p in page.items if isinstance(p.item, Line) and p.item.width and p.element != ARTIFACT
            ]
            for number, (one, placed) in enumerate(boxes):
                assert block.x0 - slack <= one[0] <= one[2] <= block.x1 + slack, (page.number, placed.item)
                assert block.y0 - 0.01 <= placed.y <= block.y1, (page.number, placed.item)
                for other, _ in boxes[number + 1 :]:
                    apart = one[2] <= other[0] + slack or other[2] <= one[0] + slack
                    assert apart or one[3] <= other[1] + 0.3 or other[3] <= one[1] + 0.3, (page.number, placed.item)


@pytest.mark.parametrize(('name', 'layout'), BOOKS)
def test_links_lie_on_what_they_belong_to(name: str, layout: str) -> None:
    """The number under a link's rectangle is that of the page to which it leads, and addresses cover words."""
    whole = made(name, layout)
    places = destinations(whole.pdf)
    numbers = 0
    with pikepdf.open(io.BytesIO(whole.pdf)) as pdf, pypdfium2.PdfDocument(whole.pdf) as read:
        for page, shown in zip(pdf.pages, read, strict=True):
            text = shown.get_textpage()
            for annotation in page.obj.get('/Annots', ()):
                x0, y0, x1, y1 = (float(v) for v in annotation.Rect)
                assert 0 <= x0 < x1 <= float(page.mediabox[2])
                covered = text.get_text_bounded(x0 - 0.5, y0, x1 + 0.5, y1).strip()
                assert covered, (page.index, annotation.Rect)
                if '/A' not in annotation and covered.isdecimal() and not str(annotation.Dest).startswith('note'):
                    numbers += covered == str(places[str(annotation.Dest)][0] + 1)
    assert numbers >= len(talks(whole))


@lru_cache(maxsize=2)
def runs(language: str) -> Book:
    """The leftward content in a book of this language; no talk tells its own, which is another in each book."""
    folder = Path(tempfile.mkdtemp())
    shutil.copytree(EVENTS / 'rtl', folder / 'it')
    file = folder / 'it' / 'content' / 'event.yaml'
    text = file.read_text(encoding='utf-8')
    file.write_text(text.replace('  language: ar\n  clock', f'  language: {language}\n  clock'), encoding='utf-8')
    try:
        with mock.patch('booklet.blocks.pieces.talk.language_name', return_value=''):
            return book(folder / 'it', 'symposium')
    finally:
        shutil.rmtree(folder)


def edges(section: Section, page: Page, width: float = 0.0) -> list[tuple[str, float, float, float]]:
    """Kind, height, beginning and end of each item, from the left edge of the page or, given its width, from the right.

    Without lists, which stand in the direction of their text, and tables of abstracts, whose figures end at the right.
    """
    found = []
    for placed in page.items:
        item = placed.item
        role = section.elements[placed.element].role if placed.element != ARTIFACT else ''
        if role in (('Lbl', 'LBody', 'TD', 'TH') if section.part == 'abstracts' else ()) or not isinstance(
            item, Late | Rule | Line
        ):
            continue
        own = 0.0 if isinstance(item, Late) else item.width
        if own or isinstance(item, Late):
            first, last = placed.x, placed.x + own
            found.append((type(item).__name__, placed.y, *((width - last, width - first) if width else (first, last))))
    return sorted(found, key=lambda edge: (edge[0], round(edge[1], 1), round(edge[2])))


@pytest.mark.parametrize('part', ['cover', 'contents', 'agenda', 'abstracts'])
def test_a_leftward_book_is_the_mirror_image(part: str) -> None:
    """Words are as wide as they are in each language, so that of each item one end at least is where it should be."""
    left, right = runs('ar').part(part), runs('en').part(part)
    assert [len(section.pages) for section in left] == [len(section.pages) for section in right]
    for one, other in zip(left, right, strict=True):
        for page, image in zip(one.pages, other.pages, strict=True):
            found, wanted = edges(one, page, page.size.width), edges(other, image)
            assert len(found) == len(wanted)
            for (kind, y, start, end), (kind_, y_, start_, end_) in zip(found, wanted, strict=True):
                assert kind == kind_
                assert y == pytest.approx(y_, abs=0.1)
                assert min(abs(start - start_), abs(end - end_)) < 0.1, (page.number, kind, y, start, start_)


# --- what was mended when the books were looked at --------------------------------------------------------------------


@pytest.mark.parametrize('layout', ['symposium', 'large-print'])
@pytest.mark.parametrize(
    ('name', 'start'), [('scripts', 'الكثبان المواجهة'), ('scripts', 'לחות'), ('rtl', 'Corrections')]
)
def test_labels_stand_where_the_lines_of_their_text_begin(name: str, start: str, layout: str) -> None:
    whole = made(name, layout)
    for section in whole.part('abstracts'):
        for page, placed, line in lines(section):
            if line.text.startswith(start) and section.elements[placed.element].role == 'LBody':
                labels = [p for _, p, _ in lines(section) if p.y == placed.y and p in page.items]
                (label,) = (p for p in labels if section.elements[p.element].role == 'Lbl')
                assert (label.x > placed.x + line.width - 1) == (name == 'scripts')
                return
    pytest.fail('the item is not in the book')


def test_formulas_that_touch_nothing_move_no_line() -> None:
    whole = made('mathematics')
    for part, first, then in (
        ('abstracts', 'Everybody knows', 'why. We tell'),
        ('agenda', 'Lucien Ferrant', 'Random walks'),  # that remember a root
    ):
        found = [(page.number, placed.y, line.text) for s in whole.part(part) for page, placed, line in lines(s)]
        at = next(k for k, (_, _, text) in enumerate(found) if text.startswith(first))
        page, y, _ = found[at]
        below = next(y_ for page_, y_, text in found[at:] if text.startswith(then) and page_ == page)
        assert y - below <= 1.2 * whole.layout.styles['abstract_text'].leading


def test_a_macro_may_be_a_script() -> None:
    macro = set_math(r'\Omega_\eps^ \eps', macros=r'\newcommand{\eps}{\varepsilon}')
    assert macro.width == pytest.approx(set_math(r'\Omega_{\varepsilon}^{\varepsilon}').width)


def test_numbers_may_hold_formulas() -> None:
    (line,) = set_display(r'a=b\tag{$\ast$}', 20, 50).lines
    assert ''.join(glyph.text for glyph in line.glyphs).endswith('(∗)')
    last = line.glyphs[-1]
    assert 19 < last.x < 20


def test_displays_part_first_where_wide_spaces_stand() -> None:
    (line,) = set_display(r'a = b + c + d, \qquad x = y + z', 9, 50).lines
    rows = {round(glyph.y, 3): '' for glyph in line.glyphs}
    for glyph in line.glyphs:
        rows[round(glyph.y, 3)] += glyph.text
    assert [unicodedata.normalize('NFKD', row) for row in rows.values()] == ['a=b+c+d,', 'x=y+z']


def test_figures_of_a_leftward_table_line_up_at_their_right() -> None:
    ends = {
        round(placed.x + line.width, 1)
        for section in made('rtl').part('abstracts')
        for _, placed, line in lines(section)
        if line.text in ('4.2', '6.85', '11.3')
    }
    assert len(ends) == 1


def test_affiliations_have_the_comma_of_their_script() -> None:
    said = [text for _, text in made('rtl').trace('abstracts')]
    assert 'Merrow Maritime College, Port Merrow' in said
    assert any(text.endswith('مرصد المنارة البحري، اللؤلؤة') for text in said)
