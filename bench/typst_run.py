"""Sets the benchmark's book by Typst: `python typst_run.py CORPUS.json OUT.pdf [FONTS …]`.

FONTS are folders beside bench/fonts, for a mixed corpus.
"""

import sys
from pathlib import Path

import typst

HERE = Path(__file__).resolve().parent

typst.compile(
    str(HERE / 'booklet.typ'),
    output=sys.argv[2],
    root='/',
    font_paths=[str(HERE / 'fonts'), *sys.argv[3:]],
    ignore_system_fonts=True,
    sys_inputs={'corpus': str(Path(sys.argv[1]).resolve())},
)
