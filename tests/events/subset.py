"""Cuts Noto Serif CJK down to what the specimens of scripts say, and renames it.

Run by hand when their texts have changed, with fontTools installed:
`python tests/events/subset.py FOLDER`, which holds NotoSerifCJK-Regular.ttc and -Bold.ttc.
In: the content of a project, all of it for each language. Out: `fonts/TestSerifCJK…` of that project.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection

from booklet import scripts

HERE = Path(__file__).resolve().parent
NUMBERS = {'JP': 0, 'KR': 1, 'SC': 2}  # of the faces in a collection
PROJECTS = {'scripts': ('JP', 'KR', 'SC'), 'cjk': ('JP', 'SC')}
# What the catalogues and the letters of indexes say besides.
BOOK = (
    '年月日時分第章頁曜火水木金土星期上下午早晚今明プログラムセッション要旨講演者索引目次題助～'
    '休憩司会昼食开幕会议议程日程目录摘要报告人茶歇关键词：主席座長キーワード所属中止未定発表週'
    '間主催共催協賛後援脚注続くᄀᄂᄃᄅᄆᄇᄉᄋᄌᄎᄏᄐᄑᄒㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ'
)
FEATURES = ['halt', 'palt', 'vert', 'vrt2', 'locl', 'fwid', 'hwid', 'kern', 'ccmp', 'liga', 'ljmo', 'vjmo', 'tjmo']


def cut(source: Path, language: str, text: str, target: Path) -> None:
    """One face of a collection, with the text's East Asian characters and, for Japanese, all kana."""
    weight = source.stem.partition('-')[2]
    face = TTCollection(source, lazy=True).fonts[NUMBERS[language]]
    options = Options(
        layout_features=FEATURES,
        name_IDs=[1, 2, 3, 4, 5, 6, 13, 14],
        notdef_outline=True,
        hinting=False,
        desubroutinize=False,
    )
    options.drop_tables += ['vhea', 'vmtx', 'VORG', 'BASE', 'DSIG']
    subsetter = Subsetter(options)
    subsetter.populate(text=text)
    subsetter.subset(face)
    family, postscript = f'Test Serif CJK {language}', f'TestSerifCJK{language.lower()}-{weight}'
    names = {1: family, 2: weight, 3: postscript, 4: f'{family} {weight}', 6: postscript}
    for record in list(face['name'].names):
        if record.nameID in names:
            record.string = names[record.nameID]
    cff = face['CFF '].cff
    cff.fontNames = [postscript]
    cff.topDictIndex[0].FullName, cff.topDictIndex[0].FamilyName = names[4], family
    face['head'].modified = face['head'].created
    face.recalcTimestamp = False
    face.save(target)


def main(folder: Path) -> None:
    for project, languages in PROJECTS.items():
        files = sorted((HERE / project / 'content').rglob('*.*'))
        said = BOOK + ''.join(path.read_text(encoding='utf-8') for path in files)
        letters = (
            {c for c in said if ord(c) >= 0x1100}
            | {*map(chr, range(0x20, 0x7F))}
            | set('‘’“”—…、。（）「」『』《》：；，！？％℃')
        )
        kana = {*map(chr, range(0x3041, 0x3100))}
        (HERE / project / 'fonts').mkdir(exist_ok=True)
        for language in languages:
            hangul = {c for c in letters if scripts.of(c) == 'Hang'}
            wanted = (letters | kana) if language == 'JP' else letters - kana
            wanted = wanted if language == 'KR' else wanted - hangul
            for weight in ('Regular', 'Bold'):
                target = HERE / project / 'fonts' / f'TestSerifCJK{language}-{weight}.otf'
                cut(folder / f'NotoSerifCJK-{weight}.ttc', language, ''.join(sorted(wanted)), target)


if __name__ == '__main__':
    main(Path(sys.argv[1]))
