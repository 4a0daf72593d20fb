"""What `check --fix` puts right by rules: surely, once, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from booklet import cli
from booklet.diagnostics import Sink
from booklet.load import load
from booklet.mend import apply
from booklet.mending import survey, write
from booklet.rules import RULES
from booklet.rules.texts import Of

FIXERS = {id: rule.module.edits for id, rule in RULES.items() if hasattr(rule.module, 'edits')}
ENGLISH = Of('abstract', 'en')
NAME = Of('name', 'en', 'plain')


def fixed(id: str, text: str, of: Of) -> str:
    return apply(text, sorted(FIXERS[id](text, of), key=lambda edit: edit.start))


def test_these_rules_mend() -> None:
    assert list(FIXERS) == ['B027', 'B028', 'B058']
    assert [id for id, rule in RULES.items() if rule.fixable] == ['B013', *FIXERS]


@pytest.mark.parametrize(
    ('text', 'of', 'after'),
    [
        # B028: ranges
        ('from 1914-1918', ENGLISH, 'from 1914–1918'),
        ('in 1914-18 and 1999-2000', ENGLISH, 'in 1914–18 and 1999–2000'),
        ('see pp. 3-17, S. 4-5', ENGLISH, 'see pp. 3–17, S. 4–5'),
        ('Python 3.11-3.13, section 2.10-2.12', ENGLISH, None),
        ('open 9:00-10:30', ENGLISH, 'open 9:00–10:30'),
        ('in 2024-05 and 2024-05-06, 2018-2017', ENGLISH, None),
        ('ISSN 1234-5678, grant 1999-2004', ENGLISH, None),
        ('0000-0002-1825-0097, +385 1 1234-5678', ENGLISH, None),
        ('`1914-1918`, $1914-1918$, https://x.org/1914-1918', ENGLISH, None),
        ('COVID-19, the 2-3 tree, x-1, 10-20', ENGLISH, None),
        ('arXiv:2001-2003, 1990-2000-2010, v1990-2000', ENGLISH, None),
        ('1914-1918', Of('abstract', 'ja'), None),
        # B028: apostrophes and commas
        ('it´s Babbage´s, don´t', ENGLISH, 'it’s Babbage’s, don’t'),
        ('Poincar´e, ´a´, n´e', ENGLISH, None),
        ('l´amour, d´Alembert, qu´il', Of('abstract', 'fr'), 'l’amour, d’Alembert, qu’il'),
        ('looms , cards ,and', ENGLISH, 'looms, cards ,and'),
        ('$a , b$ and `a , b`', ENGLISH, None),
        # B058
        ('weaving of of the the loom', ENGLISH, 'weaving of the loom'),
        ('The the loom', ENGLISH, 'The loom'),
        ('on the\nthe loom', ENGLISH, 'on the loom'),
        ('that that is is had had; the The; A. a', ENGLISH, None),
        ('in-the the-loom, the theory', ENGLISH, None),
        ('und und die die', Of('talk', 'de-AT'), 'und die die'),
        ('the the', Of('talk', 'xx'), None),
        ('`the the`', ENGLISH, None),
        # B027
        ('Looms &amp; Engines', NAME, 'Looms & Engines'),
        ('Looms &amp;amp; Engines, Universit&eacute;', NAME, 'Looms & Engines, Université'),
        ('O&#39;Hara &#x2013; &quot;x&quot;', NAME, 'O\'Hara – "x"'),
        ('a &lt;b&gt; &nbsp; &unknown; &shy;', NAME, None),
        ('Looms &amp; Engines', ENGLISH, None),
        ('Looms &amp; Engines', Of('abstract', 'en', 'plain'), 'Looms & Engines'),
        ('AT&T; R&D', NAME, None),
    ],
)
def test_what_is_put_right(text: str, of: Of, after: str | None) -> None:
    done = text
    for id in FIXERS:
        done = fixed(id, done, of)
    assert done == (text if after is None else after)


PIECES = (
    *(
        'the',
        'The',
        'of',
        'und',
        'and',
        ' ',
        '  ',
        '\n',
        '-',
        '–',
        '1914',
        '1918',
        '18',
        'pp. ',
        '3',
        '17',
        '9:00',
        '10:30',
    ),
    *(
        '´',
        's',
        'l',
        'amour',
        'é',
        ' ,',
        ',',
        ', ',
        '&',
        '&amp;',
        'amp;',
        '&#39;',
        '&lt;',
        '&eacute;',
        '#',
        '"',
        "'",
        '“',
    ),
    *('$', '`', 'word', 'Engine', '. ', '\\', '{', 'https://x.org/', 'ISSN ', '’'),
)
texts = st.lists(st.sampled_from(PIECES), max_size=14).map(''.join)
kinds = st.builds(
    Of,
    st.sampled_from(['talk', 'abstract', 'name', 'keywords', 'note']),
    st.sampled_from(['en', 'de', 'fr', 'it', 'hr', 'ja', 'en-GB']),
    st.sampled_from(['', 'plain', 'markdown', 'html', 'latex']),
)


@given(texts, kinds)
@settings(max_examples=400)
def test_twice_is_once(text: str, of: Of) -> None:
    """Each by itself may need a second look, as “of of of” does; all together come to rest, and lose no word."""
    seen = [text]
    for _ in range(12):
        done = seen[-1]
        for id in FIXERS:
            done = fixed(id, done, of)
        if done == seen[-1]:
            break
        seen.append(done)
    else:
        pytest.fail(f'{text!r} does not come to rest')
    assert all(
        edit.reason and edit.new != text[edit.start : edit.end] for id in FIXERS for edit in FIXERS[id](text, of)
    )


HEAD = 'format: 1\nevent: {title: A meeting, time_zone: Europe/Zagreb}\ndays:\n  - date: 2030-05-01\n    items:\n'


def item(text: str, style: str) -> str:
    if style == '|':
        rows = text.replace('\n', '\n            ')
        return f'      - talk: x\n        abstract: |\n            x{rows}\n'
    quoted = text.replace('\n', ' ').replace("'", "''") if style == "'" else ''
    return f"      - talk: 'x{quoted}'\n        speakers: [{{name: 'Ada {quoted} x'}}]\n"


@given(st.lists(st.tuples(texts, st.sampled_from(["'", '|'])), min_size=1, max_size=4))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_fixing_a_project_twice_is_fixing_it_once(tmp_path: Path, given: list[tuple[str, str]]) -> None:
    (tmp_path / 'content').mkdir(exist_ok=True)
    file = tmp_path / 'content' / 'event.yaml'
    file.write_text(HEAD + ''.join(item(*one) for one in given), encoding='utf-8')
    sink = Sink()
    files = survey(tmp_path, sink)
    written, _ = write(tmp_path, files, sink)
    assert len(written) == len(files)
    assert load(tmp_path, errors := Sink()) is not None, errors.items
    assert survey(tmp_path, Sink()) == []


@pytest.fixture
def spoilt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / 'content' / 'abstracts').mkdir(parents=True)
    (tmp_path / 'content' / 'abstracts' / 'loom.md').write_text('Woven on the the loom, 1820-1840.\n', 'utf-8')
    file = tmp_path / 'content' / 'event.yaml'
    file.write_text(
        HEAD
        + "      - talk: 'Engines, 1820-1840'  # 1820-1840, the the\n"
        + "      - {talk: 'Looms, 1820-1840', speakers: [{name: Ada King, affiliation: A &amp; B}],\n"
        + '         abstract_file: loom.md}\n'
        + "      - talk: 'Cards, 1820-1840'   # booklet: ignore B028\n",
        'utf-8',
    )
    monkeypatch.chdir(tmp_path)
    return file


def test_fix_mends_what_the_rules_know(spoilt: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = spoilt.read_text('utf-8')
    assert cli.main(['check', '--diff']) == 1
    shown = capsys.readouterr().out
    assert shown.count('a hyphen in a range of numbers') == 3
    assert '“the the” → “the”: a word that stood twice' in shown
    assert spoilt.read_text('utf-8') == before
    assert cli.main(['check', '--fix']) == 0
    text = spoilt.read_text('utf-8')
    assert 'Engines, 1820–1840' in text
    assert '# 1820-1840, the the' in text
    assert 'affiliation: A & B' in text
    assert 'Cards, 1820-1840' in text
    assert (spoilt.parent / 'abstracts' / 'loom.md').read_text('utf-8') == 'Woven on the loom, 1820–1840.\n'
    capsys.readouterr()
    assert cli.main(['check', '--fix']) == 0
    assert 'Nothing to mend.' in capsys.readouterr().out


def test_only_what_is_chosen_is_mended(spoilt: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = spoilt.read_text('utf-8')
    assert cli.main(['check', '--fix', '--select', 'B013']) == 0
    assert spoilt.read_text('utf-8') == before
    spoilt.write_text(f'check: {{ignore: wrong-signs}}\n{before}', 'utf-8')
    assert cli.main(['check', '--fix', '--ignore', 'B027']) == 0
    assert spoilt.read_text('utf-8') == f'check: {{ignore: wrong-signs}}\n{before}'
    assert 'Woven on the loom, 1820-1840' in (spoilt.parent / 'abstracts' / 'loom.md').read_text('utf-8')
    assert cli.main(['check', '--diff', '--format', 'json']) == 2
