"""Pages of text, practical information and committees."""

from __future__ import annotations

from pathlib import Path

import pytest
from book import Book, book, lines
from pdfkit import outline

HEAD = """format: 1
event:
  title: A small event
  language: en
  clock: 24
  parts: [{parts}]
"""


def made(folder: Path, parts: str, more: str = '', layout: str = 'symposium', **files: str) -> Book:
    (folder / 'content').mkdir()
    (folder / 'content' / 'event.yaml').write_text(HEAD.format(parts=parts) + more, 'utf-8')
    for name, text in files.items():
        (folder / 'content' / name.replace('_', '.')).write_text(text, 'utf-8')
    result = book(folder, layout)
    assert not result.findings
    return result


def said(made: Book, part: str) -> list[tuple[str, str]]:
    return [(role, ' '.join(text.split())) for role, text in made.trace(part)]


def lefts(made: Book, part: str) -> dict[str, tuple[float, float]]:
    """Where each line begins, from the left of the text block, and its baseline."""
    return {
        ' '.join(line.text.split()): (placed.x - made.layout.text_block(page.number % 2 == 1).x0, placed.y)
        for section in made.part(part)
        for page, placed, line in lines(section)
    }


MARKDOWN = '# A word of welcome\n\nCome *in*.\n\n## Where\n\n- here\n- there\n\n[More](https://example.org)\n'
LATEX = r"""\section{A word of welcome}

Come \emph{in}.

\section{Where}

\begin{itemize}\item here\item there\end{itemize}"""
HTML = '<h1>A word of welcome</h1><p>Come <em>in</em>.</p><h2>Where</h2><ul><li>here</li><li>there</li></ul>'


@pytest.mark.parametrize(('ending', 'text'), [('md', MARKDOWN), ('tex', LATEX), ('html', HTML)])
def test_a_page_says_what_its_file_does(tmp_path: Path, ending: str, text: str) -> None:
    result = made(tmp_path, f'contents, page: {{file: welcome.{ending}}}', **{f'welcome_{ending}': text})
    told = said(result, 'page')
    assert told[:3] == [('H1', 'A word of welcome'), ('P', 'Come in.'), ('H2', 'Where')]
    assert {('LBody', 'here'), ('LBody', 'there')} <= set(told)
    assert ('Reference', 'A word of welcome') in said(result, 'contents')
    assert 'A word of welcome' in dict(outline(result.pdf))


def test_a_title_of_the_content_goes_before_the_heading_of_the_text(tmp_path: Path) -> None:
    result = made(tmp_path, 'page: {file: welcome.md, title: Hello}', welcome_md=MARKDOWN)
    assert said(result, 'page')[:2] == [('H1', 'Hello'), ('H2', 'A word of welcome')]


def test_several_pages_and_those_that_are_not_listed(tmp_path: Path) -> None:
    parts = 'contents, page: {file: one.md, title: One}, page: {file: two.md, title: Two, listed: false}'
    result = made(tmp_path, parts, one_md='First.', two_md='Second.')
    assert [text for role, text in said(result, 'contents') if role == 'Reference' and '→' not in text] == ['One']
    assert said(result, 'page') == [('H1', 'One'), ('P', 'First.')]
    assert said(result, 'page-2') == [('H1', 'Two'), ('P', 'Second.')]
    assert [title for title, _ in outline(result.pdf)] == ['Contents', 'One']


INFORMATION = """
information:
  - {{title: {first}, text: "Take the *ferry*."}}
  - title: Food
    text: |
      - bread
      - tea
  - {{title: Wi-Fi, text: "There is none.\\n\\nReally."}}
"""


def test_titles_hang_left_of_the_axis_where_all_fit(tmp_path: Path) -> None:
    result = made(tmp_path, 'information', INFORMATION.format(first='Ferry'))
    told = said(result, 'information')
    assert told[0] == ('H1', 'Practical information')
    assert [text for role, text in told if role == 'H2'] == ['Ferry', 'Food', 'Wi-Fi']
    places = lefts(result, 'information')
    axis = result.layout.parts['information'].length('label_width')
    assert places['Ferry'][0] < axis
    assert places['Ferry'][1] == places['Take the ferry.'][1]
    assert places['Take the ferry.'][0] == pytest.approx(axis, abs=0.5)
    assert {'bread', 'tea', 'Really.'} <= {text for _, text in told}


def test_titles_stand_above_where_one_does_not_fit(tmp_path: Path) -> None:
    result = made(tmp_path, 'information', INFORMATION.format(first='How to come here by ferry'))
    places = lefts(result, 'information')
    axis = result.layout.parts['information'].length('label_width')
    assert places['Wi-Fi'][0] == pytest.approx(axis, abs=0.5)
    assert places['Wi-Fi'][1] > places['There is none.'][1]


def committees(duty: str, count: int) -> str:
    members = ''.join(f'      - {{name: Person Number{n:02}, affiliation: Analytical Society}}\n' for n in range(count))
    return f"""
committees:
  - name: Programme committee
    members:
      - {{name: Ada Alpha, duty: {duty}, affiliation: Analytical Society}}
{members}"""


def test_duties_hang_left_of_the_axis_or_follow_the_name(tmp_path: Path) -> None:
    (tmp_path / 'a').mkdir()
    (tmp_path / 'b').mkdir()
    short = made(tmp_path / 'a', 'committee', committees('chair', 2))
    assert said(short, 'committee')[:4] == [
        ('H1', 'Committees'), ('H2', 'Programme committee'), ('TD', 'chair'), ('TD', 'Ada Alpha, Analytical Society')
    ]  # fmt: skip
    places = lefts(short, 'committee')
    assert places['chair'][0] < places['Ada Alpha, Analytical Society'][0]
    long = made(tmp_path / 'b', 'committee', committees('keeper of the unfinished machine', 2))
    assert ('TD', 'Ada Alpha (keeper of the unfinished machine), Analytical Society') in said(long, 'committee')


def test_many_members_stand_in_two_columns_and_all_are_there(tmp_path: Path) -> None:
    result = made(tmp_path, 'committee', committees('keeper of the unfinished machine', 40))
    found = [text for _, text in said(result, 'committee') if 'Number' in text]
    assert sorted(found) == [f'Person Number{n:02}, Analytical Society' for n in range(40)]
    places = {round(x) for text, (x, _) in lefts(result, 'committee').items() if text.startswith('Person')}
    assert len(places) == 2
