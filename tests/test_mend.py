"""What is mended, what is left alone, and that the files say the same but for what was mended."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from booklet.diagnostics import Severity, Sink
from booklet.mend import Mender, Vocabulary, apply
from booklet.mending import MendedFile, reasons, survey, unified, write
from booklet.source import Mapping, Node, Scalar, Sequence, Source, parse

KNOWN = Mender(
    Vocabulary(
        ['An efficient engine, a short-term loan, different looms; König, Kühlschrank. The technology of music.']
    )
)

MENDED = {
    # torn words
    'differ- ent': 'different',
    'differ-\nent looms': 'different looms',
    'differ-\r\n  ent looms': 'different looms',
    'differ\u00ad\nent': 'different',
    'weav\u00ad ing': 'weaving',
    'short- term': 'short-term',
    'short\u00ad\nterm': 'short-term',
    'the integra- tion': 'the integration',
    'end\u00ad.': 'end.',
    # lost ligatures
    'e\ufffdcient': 'efficient',
    'e cient': 'efficient',
    'E cient': 'Efficient',
    'di erent': 'different',
    'a signi cant part': 'a significant part',
    'the \ufffdrst': 'the first',
    'e\x0ecient': 'efficient',
    '\ufb01nal o\ufb03ce': 'final office',
    # accents
    'e\u0301tude': 'étude',
    'nu\u0308chtern': 'nüchtern',
    'Vie\u0323\u0302t': 'Việt',
    'M¨uller': 'Müller',
    'K¨ onig': 'König',
    'Ko¨nig': 'König',
    'Poincar´e': 'Poincaré',
    'Fran¸cois': 'François',
    'Dvoˇr´ak': 'Dvořák',
    'Erd˝os': 'Erdős',
    'na¨ıve': 'naïve',
    'N´u˜nez': 'Núñez',
    '10 ˚A': '10 Å',
    # the wrong encoding
    'donâ€™t': 'don’t',
    'cafÃ©': 'café',
    '20 Â°C': '20 °C',
    'â€œyesâ€\x9d': '“yes”',
    'â€œyesâ€ and': '“yes” and',
    'mills â€" looms': 'mills – looms',
    'millsâ€"looms': 'mills—looms',
    'LuÄ‡iÄ‡ and DvoÅ™Ã¡k': 'Lućić and Dvořák',
    'voilÃ le travail': 'voilà le travail',
    'voilÃ\xa0 le travail': 'voilà le travail',
    # what cannot be seen
    'pipe\u200bline': 'pipeline',
    'a \u200bb': 'a b',
    '\ufeffEngines': 'Engines',
    'en\u2060gine': 'engine',
    'en\u200dgine': 'engine',
    'a\ufe0f': 'a',
    '\u200eAda\u200f': 'Ada',
    '\u202aAda\u202c': 'Ada',
    'Tech\x02nology': 'Technology',
    'end\x08 of': 'end of',
    '\ud83d\ude00': '\U0001f600',
    # no-break spaces
    'a loom of\u00a0the mill': 'a loom of the mill',
    'the end.\u00a0 Then': 'the end. Then',
    'the end.\u00a0\nThen': 'the end.\nThen',
    '\u00a0\nThen': '\nThen',
    'one\u00a0\u00a0two': 'one two',
}

KEPT = [
    *('pre- and post-test', 'two- or three-fold', 'Haupt- und Nebensatz', 'ein- bis zweimal', 'mono- et polyphonie'),
    *('a well-known loom', 'ways- homophones', 'non- existent', 'x- ray', 'dis- unit'),
    *('soft\u00adhyphen', 'be it', 'of er', 'an air loom', 'let a x be'),
    *('می\u200cروم', 'क्\u200dष', '\U0001f469\u200d\U0001f52c', '❤\ufe0f', '1\ufe0f\u20e3', 'Auf\u200clage'),
    *('สวัสดี\u200bชาวโลก', 'שלום\u200f!', '(\u200eעברית)', 'and\u200b/or', '5\u2060–\u20607'),
    *('l´amour', 'it´s', 'don´t', 'students´ looms', '´quoted´', 'O´Brien', 'd´une', 'x ¨u', 'a ˆ b'),
    *(
        'Dr.\u00a0Lovelace',
        'New\u00a0York',
        '10\u00a0km',
        'p.\u00a05',
        '«\u00a0oui\u00a0»',
        'quoi\u00a0?',
        'I\u00a0am',
        'fig.\u00a0a',
    ),
    *('`cafÃ©`', '$e cient$', '\\(differ- ent\\)', '```\ndiffer- ent\n```', 'https://x.org/cafÃ©', '[a](b/Ã©)'),
    *('\\begin{equation}differ- ent\\end{equation}', 'caf\\\'e na\\"{\\i}ve \\v{S}', '<a title="e cient">', '&eacute;'),
    *(
        'a\tb',
        'a  b',
        'a\r\nb',
        'INFORMAÇÃO',
        'São João',
        'Ångström',
        'the operators Â and Ã act on a',
        '',
        ' ',
        '\n',
        '-',
        '- ',
    ),
]

# The first article of the Universal Declaration of Human Rights, or the beginning of it.
LANGUAGES = {
    'en': 'All human beings are born free and equal in dignity and rights. They’re endowed with reason—and conscience.',
    'de': 'Alle Menschen sind frei und gleich an Würde und Rechten geboren. Sie sind mit Vernunft und Gewissen begabt.',
    'fr': 'Tous les êtres humains naissent libres et égaux en dignité et en droits\u00a0: «\u00a0oui\u00a0», c’est ça.',
    'es': 'Todos los seres humanos nacen libres e iguales en dignidad y derechos… ¿Razón? ¡Corazón!',
    'it': 'Tutti gli esseri umani nascono liberi ed eguali in dignità e diritti; perciò è così.',
    'pt': 'Todos os seres humanos nascem livres e iguais em dignidade e direitos. NÃO À SEPARAÇÃO, às ações.',
    'nl': 'Alle mensen worden vrij en gelijk in waardigheid en rechten geboren, coöperatie en één.',
    'pl': 'Wszyscy ludzie rodzą się wolni i równi w\u00a0swej godności i\u00a0prawach. Źdźbło, łąka.',
    'cs': 'Všichni lidé rodí se svobodní a\u00a0sobě rovní co do důstojnosti a\u00a0práv. Příliš žluťoučký kůň.',
    'hr': 'Sva ljudska bića rađaju se slobodna i jednaka u dostojanstvu i pravima. Šećer, žuđeno.',
    'hu': 'Minden emberi lény szabadon születik és egyenlő méltósága és joga van. Árvíztűrő tükörfúrógép.',
    'tr': 'Bütün insanlar hür, haysiyet ve haklar bakımından eşit doğarlar. Iğdır’ın ışığı.',
    'ro': 'Toate ființele umane se nasc libere și egale în demnitate și în drepturi.',
    'sv': 'Alla människor är födda fria och lika i värde och rättigheter. Åse på ön.',
    'vi': 'Tất cả mọi người sinh ra đều được tự do và bình đẳng về nhân phẩm và quyền lợi.',
    'el': 'Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι στην αξιοπρέπεια. Ἐν ἀρχῇ ἦν ὁ λόγος.',
    'ru': 'Все люди рождаются свободными и\u00a0равными в\u00a0своём достоинстве и\u00a0правах.',
    'uk': 'Всі люди народжуються вільними і рівними у своїй гідності та правах. Ґанок, її.',
    'ar': 'يولد جميع الناس أحرارًا متساوين في الكرامة والحقوق.',
    'fa': 'تمام افراد بشر آزاد به دنیا می\u200cآیند و از لحاظ حیثیت و حقوق با هم برابرند.',
    'he': 'כל בני אדם נולדו בני חורין ושווים בערכם ובזכויותיהם.',
    'hi': 'सभी मनुष्यों को गौरव और अधिकारों के मामले में जन्मजात स्वतन्त्रता और समानता प्राप्त है।',
    'th': 'มนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกันในเกียรติศักดิ์และสิทธิ',
    'ja': 'すべての人間は、生れながらにして自由であり、かつ、尊厳と権利とについて平等である。',
    'zh': '人人生而自由，在尊严和权利上一律平等。',
    'ko': '모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다.',
}


@pytest.mark.parametrize('text', MENDED, ids=ascii)
def test_what_is_broken_is_mended_once(text: str) -> None:
    mended = KNOWN.mend(text)
    assert mended.text == MENDED[text]
    assert apply(text, mended.edits) == mended.text
    assert all(edit.reason for edit in mended.edits)
    assert KNOWN.mend(mended.text).edits == ()


@pytest.mark.parametrize('text', KEPT, ids=ascii)
def test_what_may_be_meant_is_kept(text: str) -> None:
    assert KNOWN.mend(text).text == text


@pytest.mark.parametrize('language', LANGUAGES)
def test_sound_text_is_a_fixed_point(language: str) -> None:
    text = LANGUAGES[language]
    mender = Mender(Vocabulary([text]))
    assert mender.mend(text, language).edits == ()
    assert mender.mend(text, 'en').edits == ()
    assert Mender(Vocabulary(LANGUAGES.values())).mend(text, language).doubts == ()


@given(st.lists(st.sampled_from(' '.join(LANGUAGES.values()).split(' ')), max_size=30))
def test_sound_words_in_any_order_are_a_fixed_point(words: list[str]) -> None:
    text = ' '.join(words)
    assert Mender(Vocabulary(LANGUAGES.values())).mend(text).text == text


@pytest.mark.parametrize('language', ['de', 'fr', 'pt', 'cs', 'el', 'ru', 'tr'])
def test_what_was_read_in_the_wrong_encoding_comes_back(language: str) -> None:
    text = LANGUAGES[language].replace('\u00a0', ' ')
    assert KNOWN.mend(text.encode().decode('latin-1'), language).text == text


PIECES = [*MENDED, *KEPT, *'aeiou fil-\u00ad\u200b\u200c\u200d\u00a0´¨ˇ˚Ãâ€™©\u202e\u0301\n`$\\<>\ufffd\x0c']


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12), st.sampled_from(['', ' ', '\n']))
def test_a_mended_text_is_a_fixed_point(pieces: list[str], between: str) -> None:
    text = between.join(pieces)
    mended = KNOWN.mend(text)
    assert apply(text, mended.edits) == mended.text
    assert all(0 <= doubt.start <= doubt.end <= len(text) for doubt in mended.doubts)
    assert KNOWN.mend(mended.text).text == mended.text


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_survives(text: str) -> None:
    mended = KNOWN.mend(text)
    assert apply(text, mended.edits) == mended.text
    assert KNOWN.mend(mended.text).text == mended.text


@pytest.mark.parametrize(
    'unit',
    [
        'a',
        ' ',
        '-',
        'é',
        '\ufb01',
        'ab- ',
        '\u00a0',
        ' \u00a0',
        '`',
        '$a',
        '\\(',
        '´a',
        '\u00ad',
        'Ã©',
        'e ',
        '\u200b',
        'a@',
        '<a',
        '](',
    ],
)
def test_time_is_linear(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    begun = time.perf_counter()
    Mender(Vocabulary([text])).mend(text)
    assert time.perf_counter() - begun < 20  # a quadratic pass takes minutes


def test_doubts_are_told() -> None:
    said = [
        doubt.reason
        for text in ('dis- unit', 'lo\ufffdt', 'Wro´nski', '\u202eabc')
        for doubt in KNOWN.mend(text).doubts
    ]
    assert len(said) == 4


def test_words_of_the_content_prove_words() -> None:
    text = 'The zymur- gist and the bu\ufffder'
    assert Mender(Vocabulary([text])).mend(text).edits == ()
    assert Mender(Vocabulary([text, 'A zymurgist buffer'])).mend(text).text == 'The zymurgist and the buffer'


# --- in the files ---

HEAD = 'format: 1 # differ- ent, kept\nevent: {title: Looms, language: en}\n'
CONTENT = (
    HEAD
    + """\
people:
  differ- ent: {name: M¨uller Anna, url: "https://x.org/cafÃ©"}
  ada: &ada Ada  Byr\u00adon\u200b
days:
- date: 2030-05-01
  title: 'It''s di erent:  e cient'   # e cient
  items:
  - talk: On e cient lim-
      its, and others
    speakers: [differ- ent, "Cafe\\u0301 Noir"]
    abstract: |
      We study the integra-
      tion of di erent pre- and
      post things, `e cient`.

        indented e cient
  - talk: "double \\"e cient\\" cafÃ© lim-\\
      its\\u00e9\\tand"
    abstract: >
      A folded di erent

      paragraph of e cient
      lim-
      its
        more di erent

      end
    note: |2-

        e cient
      x
  - {break: limits, note: different efficient limits}
  - talk: A plain
      e cient
      scalar

      of di erent lines
    abstract_file: one.md
"""
)
MENDED_CONTENT = (
    HEAD
    + """\
people:
  differ- ent: {name: Müller Anna, url: "https://x.org/cafÃ©"}
  ada: &ada Ada  Byr\u00adon
days:
- date: 2030-05-01
  title: 'It''s different:  efficient'   # e cient
  items:
  - talk: On efficient limits, and others
    speakers: [differ- ent, "Café Noir"]
    abstract: |
      We study the integration of different pre- and
      post things, `e cient`.

        indented efficient
  - talk: "double \\"efficient\\" café lim-\\
      its\\u00e9\\tand"
    abstract: >
      A folded different

      paragraph of efficient
      limits
        more different

      end
    note: |2-

        efficient
      x
  - {break: limits, note: different efficient limits}
  - talk: A plain
      efficient
      scalar

      of different lines
    abstract_file: one.md
"""
)


def project(folder: Path, text: str, abstract: bytes = b'') -> Path:
    (folder / 'content' / 'abstracts').mkdir(parents=True)
    (folder / 'content' / 'event.yaml').write_bytes(text.encode())
    if abstract:
        (folder / 'content' / 'abstracts' / 'one.md').write_bytes(abstract)
    return folder


def mend(folder: Path) -> tuple[list[MendedFile], Sink]:
    sink = Sink()
    return write(folder, survey(folder, sink), sink)


def said(sink: Sink) -> list[tuple[str, int]]:
    return [(item.message, item.span.line if item.span else 0) for item in sink.items]


def test_nothing_but_the_words_changes(tmp_path: Path) -> None:
    project(tmp_path, CONTENT, b'\xef\xbb\xbfHello\xe2\x80\x8b differ-\r\nent `e cient`\r\n')
    files, sink = mend(tmp_path)
    assert [Path(file.source.file).name for file in files] == ['one.md', 'event.yaml']
    assert (tmp_path / 'content' / 'event.yaml').read_text(encoding='utf-8') == MENDED_CONTENT
    assert (tmp_path / 'content' / 'abstracts' / 'one.md').read_bytes() == b'\xef\xbb\xbfHello different `e cient`\r\n'
    assert [item.severity for item in sink.items] == []
    assert mend(tmp_path)[0] == []


def test_line_ends_and_marks_stay(tmp_path: Path) -> None:
    project(tmp_path, '\ufeff' + (HEAD + 'days:\n- date: 2030-05-01\n  title: e cient\n').replace('\n', '\r\n'))
    mend(tmp_path)
    text = (tmp_path / 'content' / 'event.yaml').read_bytes().decode()
    assert text == '\ufeff' + (HEAD + 'days:\n- date: 2030-05-01\n  title: efficient\n').replace('\n', '\r\n')


def test_an_edit_that_would_change_the_reading_is_not_made(tmp_path: Path) -> None:
    # Without the invisible sign the first would be a comment, the second an alias; the third is harmless.
    items = '  items:\n  - break: A \u200b# b\n  - break: \u200b*b\n  - break: e cient\n'
    project(tmp_path, HEAD + 'days:\n- date: 2030-05-01\n' + items)
    files, sink = mend(tmp_path)
    text = (tmp_path / 'content' / 'event.yaml').read_text(encoding='utf-8')
    assert text.endswith('  items:\n  - break: A \u200b# b\n  - break: \u200b*b\n  - break: efficient\n')
    assert [(item.severity, item.span.line) for item in sink.items if item.span] == [
        (Severity.WARNING, 6),
        (Severity.WARNING, 7),
    ]
    assert len(files) == 1


def test_broken_content_is_not_touched(tmp_path: Path) -> None:
    text = HEAD + 'days:\n- date: 2030-05-01\n  title: e cient\n   x: [\n'
    project(tmp_path, text)
    files, sink = mend(tmp_path)
    assert files == []
    assert sink.has_errors
    assert (tmp_path / 'content' / 'event.yaml').read_text(encoding='utf-8') == text


SMALL = HEAD + 'days:\n- date: 2030-05-01\n  title: e cient\n'


def test_a_file_that_changes_meanwhile_is_not_written(tmp_path: Path) -> None:
    project(tmp_path, SMALL)
    sink = Sink()
    files = survey(tmp_path, sink)
    path = tmp_path / 'content' / 'event.yaml'
    path.write_text(SMALL + '# new\n', encoding='utf-8')
    written, sink = write(tmp_path, files, sink)
    assert written == []
    assert 'changed in the meantime' in said(sink)[0][0]
    assert path.read_text(encoding='utf-8') == SMALL + '# new\n'


def test_a_read_only_file_is_an_error(tmp_path: Path) -> None:
    project(tmp_path, SMALL)
    path = tmp_path / 'content' / 'event.yaml'
    path.chmod(0o444)
    written, sink = mend(tmp_path)
    path.chmod(0o644)
    assert written == []
    assert 'read-only' in said(sink)[0][0]
    assert path.read_text(encoding='utf-8') == SMALL


@pytest.mark.skipif(os.name != 'posix', reason='links need rights elsewhere')
def test_no_link_leads_out(tmp_path: Path) -> None:
    project(tmp_path, SMALL)
    sink = Sink()
    files = survey(tmp_path, sink)
    path = tmp_path / 'content' / 'event.yaml'
    path.rename(tmp_path / 'outside.yaml')
    path.symlink_to(tmp_path / 'outside.yaml')
    written, sink = write(tmp_path, files, sink)
    assert written == []
    assert 'leads out' in said(sink)[0][0]
    assert (tmp_path / 'outside.yaml').read_text(encoding='utf-8') == SMALL


def test_many_edits_of_a_file_take_linear_time(tmp_path: Path) -> None:
    project(tmp_path, HEAD + 'days:\n- date: 2030-05-01\n  title: "' + 'word\u00a0' * 20_000 + 'end"\n')
    begun = time.perf_counter()
    files, sink = mend(tmp_path)
    assert time.perf_counter() - begun < 15  # comparing every edit with every other takes minutes
    assert (len(files[0].edits), sink.items) == (20_000, [])


def test_doubts_are_told_at_their_places(tmp_path: Path) -> None:
    project(tmp_path, HEAD + 'days:\n- date: 2030-05-01\n  title: e cient dis- unit\n')
    _, sink = mend(tmp_path)
    assert said(sink) == [('left as it is: perhaps a torn word', 5)]
    assert sink.items[0].span is not None
    assert sink.items[0].span.column == len('  title: efficient dis') + 1


def test_diff_is_a_patch_with_reasons(tmp_path: Path) -> None:
    project(tmp_path, CONTENT, b'x')
    (file,) = survey(tmp_path, Sink())
    lines = unified(file, 'content/event.yaml')
    assert lines[:2] == ['--- content/event.yaml', '+++ content/event.yaml']
    assert patched(CONTENT, lines) == MENDED_CONTENT
    told = list(reasons(file, 'content/event.yaml'))
    assert len(told) == len(file.edits)
    assert 'content/event.yaml:8:19: “di erent:” → “different:”: a lost ligature' in told
    assert any('<U+200B>' in line for line in told)


def patched(text: str, lines: list[str]) -> str:
    """What a unified diff makes of a text; every line that it keeps or removes must be there."""
    old, new, at = text.splitlines(), [], 0
    for line in lines[2:]:
        if line.startswith('@@'):
            start = int(line[4:].split(',')[0]) - 1
            new += old[at:start]
            at = start
            assert int(line.split('+')[1].split(',')[0]) == len(new) + 1
        elif line[0] in ' -':
            assert old[at] == line[1:]
            at += 1
            new += [line[1:]] if line[0] == ' ' else []
        else:
            new.append(line[1:])
    return '\n'.join([*new, *old[at:]]) + '\n'


def values(node: Node | None) -> list[str]:
    if isinstance(node, Mapping):
        return [text for key, one in node.values.items() for text in (key, *values(one))]
    if isinstance(node, Sequence):
        return [text for one in node.items for text in values(one)]
    return [node.text] if isinstance(node, Scalar) else []


WORDS = [
    'e cient',
    'di erent',
    'lim-',
    'its',
    'cafÃ©',
    'a\u200b',
    '\u200b#',
    "it's",
    '"so"',
    'x:',
    '\\',
    'of\u00a0the',
    'M¨uller',
    'one',
]


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=9), min_size=1, max_size=5), st.integers(0, 2**16)
)
def test_files_say_what_their_values_say_mended(
    tmp_path_factory: pytest.TempPathFactory, texts: list[list[str]], seed: int
) -> None:
    """Values in every style: what is read from the mended file is what the mended value says."""
    chance = random.Random(seed)
    text = HEAD + 'days:\n- date: 2030-05-01\n  items:\n'
    for words in texts:
        text += '  - break: ' + typed(words, chance.randrange(5), chance)
    before = parse(Source('x', text), sink := Sink())
    if before is None or sink.items:
        return
    folder = project(tmp_path_factory.mktemp('mend'), text)
    files, sink = mend(folder)
    after = parse(Source('x', (folder / 'content' / 'event.yaml').read_text(encoding='utf-8')), Sink())
    old, new = values(before), values(after)
    assert len(old) == len(new)
    if not any(item.severity is Severity.WARNING for item in sink.items):
        mender = Mender(Vocabulary(old))
        assert [mender.mend(mender.mend(one).text).text for one in new] == new
    assert survey(folder, Sink()) == []
    assert bool(files) == (old != new)


def typed(words: list[str], style: int, chance: random.Random) -> str:
    """A value in YAML: plain, in single or double quotes, literal, folded."""

    def joined() -> str:
        return ''.join(word + chance.choice((' ', ' ', '\n      ')) for word in words).rstrip()

    if style == 0:
        return joined() + '\n'
    if style == 1:
        return "'" + joined().replace("'", "''") + "'\n"
    if style == 2:
        return '"' + joined().replace('\\', '\\\\').replace('"', '\\"') + '"\n'
    return ('|\n      ' if style == 3 else '>\n      ') + joined() + '\n'


REAL = Path(__file__).parents[2] / 'shared' / 'real'


@pytest.mark.skipif(not REAL.is_dir(), reason='the real programmes are not here')
def test_real_texts_are_hardly_changed() -> None:
    """Whole files as texts: what is mended stays mended, and nine in ten thousand characters at most change."""
    for path in sorted((*REAL.rglob('*.md'), *REAL.rglob('*.tex'))):
        text = path.read_bytes().decode('utf-8', 'replace').replace('\ufffd', '')
        mender = Mender(Vocabulary([text]))
        mended = mender.mend(text)
        assert sum(edit.end - edit.start for edit in mended.edits) <= 9 * len(text) / 10_000 + 2, path
        assert mender.mend(mended.text).edits == (), path
