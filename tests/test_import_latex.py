"""LaTeX books of abstracts: the ways in which talks are written, and what else stands in a book."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.diagnostics import Sink
from booklet.draft import Draft, Losses
from booklet.importers.latex_book import read, recognise
from booklet.intake.given import Blob, Given, Refusal, gather
from booklet.intake.latex_text import Tex, definitions, needed, without_comments
from booklet.model import Role
from booklet.source import Node, Source, parse

FOLDER = Path(__file__).parent / 'imports' / 'latex' / 'engines'
TEXT = 'The engine weaves algebraical patterns just as the loom weaves flowers and leaves. ' * 3


def drafted(text: str, mapping: str = '') -> Draft:
    node: Node | None = parse(Source('map.yaml', mapping), Sink()) if mapping else None
    return read(Given((Blob('book.tex', text.encode()),)), Losses(), node)


def told(draft: Draft) -> list[tuple[str, list[str]]]:
    return [(item.title, [part.person.name for part in item.people]) for item in draft.items]


def test_short_abstracts_in_a_macro_whose_name_tells() -> None:
    calls = [
        ('On cards', 'Charles Babbage', TEXT[:90]),
        ('On looms', 'Ada Lovelace', TEXT[:90]),
        ('On tea', 'A. De Morgan', 'Hot.'),
    ]
    body = '\n'.join(f'\\talk{{{title}}}{{{who}}}{{London}}{{{text}}}' for title, who, text in calls)
    draft = drafted('\\documentclass{article}\\begin{document}' + body + '\\end{document}')
    assert [item.title for item in draft.items] == ['On cards', 'On looms', 'On tea']
    assert [item.abstract.source for item in draft.items] == [TEXT[:90].strip(), TEXT[:90].strip(), 'Hot.']


def test_a_book_of_several_files() -> None:
    files, losses = gather([FOLDER]), Losses()
    assert recognise(files) > 0.5
    draft = read(files, losses, None)
    assert draft.title == 'Second Meeting on Calculating Engines'
    assert told(draft) == [
        ('On weaving algebra', ['Ada Lovelace', 'Luigi Menabrea']),
        ('On cards', ['Charles Babbage', 'Joseph Jacquard']),
        ('On syllogisms', ['Augustus De Morgan']),
    ]
    weaving, cards, syllogisms = draft.items
    assert [part.role for part in weaving.people] == [Role.SPEAKER, Role.AUTHOR]
    assert [[place.name for place in part.person.institutes] for part in weaving.people] == [
        ['Analytical Society, London', 'Academy of Turin'],
        ['Academy of Turin'],
    ]
    assert weaving.keywords == ('looms', 'algebra')
    assert [item.track for item in draft.items] == ['Looms', 'Looms', 'Logic']
    assert weaving.abstract.source.startswith(
        '\\newcommand{\\loom}{\\ensuremath{\\mathcal L}}\n\nThe engine weaves patterns on'
    )
    assert weaving.abstract.source.endswith('It has 50\\,\\% more to say.')
    assert 'remark' not in weaving.abstract.source
    assert 'unused' not in weaving.abstract.source
    assert cards.abstract.source.startswith('Cards are punched')
    assert [place.name for place in syllogisms.people[0].person.institutes] == ['University of London']
    assert [(loss.what, loss.name) for loss in losses.items] == [
        ('file', 'logic/old.tex'),
        ('text', 'Organising Committee'),
    ]


@pytest.mark.parametrize(
    'text',
    [
        '\\begin{talk}{On looms}{Ada Lovelace}{London}{ada@example.org}%s\\end{talk}'
        '\\begin{talk}{On cards}{Charles Babbage}{Cambridge}{}%s\\end{talk}',
        '\\abstract{On looms}{Ada Lovelace}{London}{%s}\n\n\\abstract{On cards}{Charles Babbage}{Cambridge}{%s}',
        '\\title{On looms}\\author{Ada Lovelace}\\affil{London}\\begin{abstract}%s\\end{abstract}'
        '\\title{On cards}\\author{Charles Babbage}\\affil{Cambridge}\\begin{abstract}%s\\end{abstract}',
        '\\begin{itemize}\\item \\textbf{On looms}\n\n\\textit{Ada Lovelace}\n\n%s\n\\item \\textbf{On cards}\n\n'
        '\\textit{Charles Babbage}\n\n%s\\end{itemize}',
        '\\subsection*{On looms}\n\\noindent\\textit{Ada Lovelace}\n\n%s\n\\subsection*{On cards}\n'
        '{\\bf Charles Babbage}\n\n%s',
    ],
    ids=['environments', 'macros', 'articles', 'items', 'headings'],
)  # fmt: skip
def test_the_ways_in_which_talks_are_written(text: str) -> None:
    draft = drafted(text % (TEXT, TEXT))
    assert told(draft) == [('On looms', ['Ada Lovelace']), ('On cards', ['Charles Babbage'])]
    assert [item.abstract.source for item in draft.items] == [TEXT.strip()] * 2


def book(**files: str) -> tuple[Draft, Losses]:
    losses = Losses()
    blobs = [Blob(f'{name.replace("__", "/")}.tex', text.encode()) for name, text in files.items()]
    return read(Given(tuple(blobs)), losses, None), losses


TALK = '\\begin{talk}{%s}{%s}{}{University of London}' + TEXT + '\\end{talk}'


@pytest.mark.parametrize(
    'said', ['\\input %s \\newpage', '\\import{abstracts/}{%s}', '\\input{abstracts/\\kind %s}', '\\bring{%s}']
)
def test_the_ways_in_which_files_are_included(said: str) -> None:
    names = ('ada', 'bab') if '\\kind' in said else ('lada', 'lbab')
    draft, losses = book(
        setup='\\documentclass{book}\\newcommand{\\kind}{l}\\newcommand{\\bring}[1]{\\input{abstracts/#1}}',
        main='\\input{setup}\\begin{document}' + '\n'.join(
            said % (f'abstracts/{name}' if said.startswith('\\input %') else name) for name in names
        ) + '\\end{document}',
        abstracts__lada=TALK % ('On looms', 'Ada Lovelace'),
        abstracts__lbab=TALK % ('On cards', 'Charles Babbage'),
        abstracts__sada=TALK % ('Short', 'Ada Lovelace'),
    )  # fmt: skip
    assert told(draft) == [('On looms', ['Ada Lovelace']), ('On cards', ['Charles Babbage'])]
    assert [place.name for place in draft.items[0].people[0].person.institutes] == ['University of London']
    assert [loss.name for loss in losses.items] == ['abstracts/sada.tex']


def test_each_file_a_document_of_its_own() -> None:
    one = '\\documentclass{article}\\newcommand{\\loom}{L}\\begin{document}\\abstracttitle{On %s}'
    one += '\\firstauthor{%s}{London}'
    draft, _ = book(
        a=one % ('looms', 'Ada Lovelace') + '\\abstracttext{\\loom ' + TEXT + '}\\end{document}',
        b=one % ('cards', 'Charles Babbage') + '\\abstracttext{' + TEXT + '}\\end{document}',
    )
    assert told(draft) == [('On looms', ['Ada Lovelace']), ('On cards', ['Charles Babbage'])]
    assert draft.items[0].abstract.source == '\\newcommand{\\loom}{L}\n\n\\loom ' + TEXT.strip()
    assert draft.items[1].abstract.source == TEXT.strip()


def test_authors_and_times_above_their_titles() -> None:
    head = '\\newpage\\mydate{Monday, %d May 2033}\\mytime{10:30}\\myauthor{%s}\\myaffiliation{London}\\mytitle{On %s}'
    talk = head + '\n\\begin{myabstract}' + TEXT + '\\end{myabstract}\n'
    draft = drafted(talk % (2, 'Ada Lovelace', 'looms') + talk % (3, 'Charles Babbage', 'cards'))
    assert told(draft) == [('On looms', ['Ada Lovelace']), ('On cards', ['Charles Babbage'])]
    assert [(str(item.date), item.start, item.abstract.source) for item in draft.items] == [
        ('2033-05-02', 630, TEXT.strip()),
        ('2033-05-03', 630, TEXT.strip()),
    ]


def test_names_and_places_in_plain_lines_below_a_title() -> None:
    talk = '\\section*{On %s}\n\\\\%%\n%s\\\\\n\\textit{%s}\n\\newline\n{\\tt a@example.org}\n\n' + TEXT + '\n'
    draft = drafted(talk % ('looms', 'Ada Lovelace, Luigi Menabrea', 'Academy of Turin')
                    + talk % ('cards', '{\\large Charles Babbage}', 'University of London'))  # fmt: skip
    assert told(draft) == [('On looms', ['Ada Lovelace', 'Luigi Menabrea']), ('On cards', ['Charles Babbage'])]
    places = [[place.name for place in part.person.institutes] for item in draft.items for part in item.people]
    assert places == [['Academy of Turin'], ['Academy of Turin'], ['University of London']]
    assert [item.abstract.source for item in draft.items] == [TEXT.strip()] * 2


def test_a_formula_below_names_is_not_lost() -> None:
    formula = '\\begin{equation*}\\begin{pmatrix} 1 \\\\ 2 \\end{pmatrix}\\end{equation*}'
    talk = '\\section{On %s}\nAda Lovelace\\\\\nUniversity of London\n\n' + f'{formula}\n\n{TEXT}\n'
    draft = drafted(talk % 'looms' + talk % 'cards')
    assert told(draft) == [('On looms', ['Ada Lovelace']), ('On cards', ['Ada Lovelace'])]
    assert [item.abstract.source for item in draft.items] == [f'{formula}\n\n{TEXT.strip()}'] * 2


def test_macros_that_a_file_defines_beside_its_talk_come_along() -> None:
    head, inside = '\\newcommand{\\loom}{L}', '\\newcommand{\\card}{C}'
    talk = '\\title{On %s}\\author{Ada Lovelace}\\begin{abstract}%s ' + TEXT + '\\end{abstract}'
    draft = drafted(head + talk % ('looms', '\\loom') + talk % ('cards', f'{inside}\\card'))
    assert [item.abstract.source.removesuffix(TEXT.strip()).split() for item in draft.items] == [
        [head, '\\loom'],
        [f'{inside}\\card'],
    ]


def test_names_may_come_before_the_title() -> None:
    call = '\\talk{%s}{University of London}{On weaving %s}{' + TEXT + '}\n'
    draft = drafted(call % ('Dr. Ada Lovelace', 'algebra') + call % ('Charles Babbage', 'cards'))
    assert told(draft) == [('On weaving algebra', ['Ada Lovelace']), ('On weaving cards', ['Charles Babbage'])]


def test_pictures_and_styles_beside_a_book_do_not_matter() -> None:
    text = Blob('book.tex', b'\\begin{document}')
    beside = [Blob(name, b'x') for name in ('a.png', 'b.jpg', 'c.cls', 'd.bib')]
    assert recognise(Given((text, *beside))) > 0.8
    assert recognise(Given((text, Blob('a.json', b'{}'), Blob('b.json', b'{}')))) == 0.0


def test_empty_files_in_a_folder_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / 'book.tex').write_text(TALK % ('On looms', 'Ada Lovelace'), 'utf-8')
    (tmp_path / 'notes.tex').write_text('\n', 'utf-8')
    assert [blob.name for blob in gather([tmp_path]).blobs] == ['book.tex']
    with pytest.raises(Refusal, match='empty'):
        gather([tmp_path / 'notes.tex'])


def test_a_mapping_says_what_cannot_be_seen() -> None:
    text = f'\\vortrag{{9}}{{Ada Lovelace}}{{{TEXT}}}{{On looms}}'
    assert told(drafted(text, 'talk: vortrag\narguments: [-, speakers, abstract, title]')) == [
        ('On looms', ['Ada Lovelace'])
    ]
    with pytest.raises(Refusal, match='speaker'):
        drafted(text, 'talk: vortrag\narguments: [speaker]')


def test_what_has_no_talks_is_refused() -> None:
    with pytest.raises(Refusal, match='nothing in it repeats'):
        drafted('\\section{Welcome} Dear all, welcome.')


# --- the text ---


def test_arguments_end_at_a_blank_line() -> None:
    tex = Tex('\\a[o]{1}\n  {2{x}}[p]{3}\n\n{4}')
    assert tex.arguments(2) == (['1', '2{x}', '3'], 23)
    assert [(one.name, one.content) for one in Tex('\\begin{a}{x}\\begin{a}y\\end{a}\\end{a}').environments()] == [
        ('a', '\\begin{a}y\\end{a}'),
        ('a', 'y'),
    ]


def test_only_the_definitions_that_are_needed_come_along_in_order() -> None:
    known = definitions('\\newcommand{\\a}[1]{\\b{#1}}\n\\def\\b#1{\\textbf{#1}}\\DeclareMathOperator*{\\c}{c}')
    assert list(known) == ['a', 'b', 'c']
    assert needed('\\a{x}', known) == ['\\def\\b#1{\\textbf{#1}}', '\\newcommand{\\a}[1]{\\b{#1}}']


def test_comments_go_and_per_cent_signs_stay() -> None:
    assert without_comments('a % b\n  c 5\\% d\\\\% e\nf') == 'a c 5\\% d\\\\f'


@given(st.text('\\{}[]%$&~^ \nabesc{itemlkd}', max_size=300) | st.text(max_size=80))
def test_whatever_comes_is_read_or_refused(text: str) -> None:
    with suppress(Refusal):
        assert drafted('\\section{A}\\author{B}' + text).items
