"""Sets the abstracts of a corpus by TeX, to compare how evenly: `python tex.py lualatex|pdflatex CORPUS.json OUT.pdf`.

In: a corpus of `generate.py`. Out: a PDF with the measure, face and size of the benchmark's book, but without agenda,
contents and index. microtype has its own defaults, protrusion and expansion by up to 2 %. Spaces after full stops are
as wide as others: wider ones would count as uneven. pdfTeX cannot read Liberation Serif as it is: it gets TeX Gyre
Termes, whose letters and spaces are as wide.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FONTS = Path(__file__).resolve().parent / 'fonts'
FACES = {
    'lualatex': rf"""\usepackage{{fontspec}}
\setmainfont{{LiberationSerif}}[Path={FONTS}/, Extension=.ttf, UprightFont=*-Regular, BoldFont=*-Bold,
  ItalicFont=*-Italic, BoldItalicFont=*-BoldItalic]""",
    'pdflatex': r"""\usepackage[T1]{fontenc}
\usepackage{tgtermes}""",
}
PREAMBLE = r"""\documentclass[9pt]{extarticle}
\usepackage[paperwidth=148mm, paperheight=210mm, top=15mm, right=15mm, bottom=15mm, left=18mm]{geometry}
%s
\usepackage[english]{babel}
\usepackage{microtype}
\AtBeginDocument{\fontsize{9bp}{11.5bp}\selectfont}
\setlength{\parindent}{0pt}
\setlength{\parskip}{3bp}
\setlength{\topskip}{8bp}
\frenchspacing
\widowpenalty=10000
\clubpenalty=10000
\raggedbottom
\pagestyle{empty}
\begin{document}
"""
_SPECIAL = re.compile(r'[\\{}$&#^_%~]')
_ESCAPED = {'\\': r'\textbackslash{}', '^': r'\textasciicircum{}', '~': r'\textasciitilde{}'}


def escape(text: str) -> str:
    """TeX that reads as `text`."""
    return _SPECIAL.sub(lambda m: _ESCAPED.get(m[0], f'\\{m[0]}'), text)


def document(engine: str, corpus: dict[str, Any]) -> str:
    return '\n'.join([PREAMBLE % FACES[engine], *_body(corpus), r'\end{document}', ''])


def _body(corpus: dict[str, Any]) -> Iterator[str]:
    for day in corpus['days']:
        yield '\\newpage\n'
        for talk in (item for item in day['items'] if item['kind'] == 'talk'):
            head = f'{talk["time"]} \\textbf{{{escape(", ".join(talk["speakers"]))}}} — {escape(talk["affiliation"])}'
            title = f'\\textbf{{\\itshape {escape(talk["title"])}}}'
            yield f'{{\\raggedright\\vskip 10bp plus 2bp {head}\\par\\nobreak {title}\\par\\nobreak}}\n'
            yield from (f'{escape(paragraph)}\n' for paragraph in talk['abstract'])


def main() -> int:
    engine, corpus, out = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    text = document(engine, json.loads(corpus.read_text(encoding='utf-8')))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / 'book.tex').write_text(text, encoding='utf-8')
        command = [engine, '-interaction=nonstopmode', '-halt-on-error', 'book.tex']
        run = subprocess.run(command, cwd=folder, capture_output=True, text=True, errors='replace')
        if run.returncode:
            print(run.stdout[-3000:], file=sys.stderr)
            return run.returncode
        shutil.copyfile(folder / 'book.pdf', out)
    return 0


if __name__ == '__main__':
    sys.exit(main())
