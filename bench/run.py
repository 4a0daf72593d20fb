"""Measures booklet against Typst on the same book: how fast, how evenly; or shows where booklet's time goes.

Run: `python bench/run.py [--sizes 28,300] [--rounds 3] [--all] [--corpora plain,mixed] [--write]`,
or `… --profile 300 [--write]`, or `… --quality [--write]`.

For each size the two engines take turns, each round beginning with the other one. All is printed as Markdown; --write
also puts it into docs/performance.md, or the table of --quality into docs/typography.md. Corpora, projects and PDFs
stay in bench/cache. The methods are told there, in `measure.py` and in `quality.py`.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from measure import Failed, Run, sampled, timed

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
CACHE = HERE / 'cache'
SYMPOSIUM = ROOT / 'tests' / 'data' / 'symposium.md'
REPORT = ROOT / 'docs' / 'performance.md'
TYPOGRAPHY = ROOT / 'docs' / 'typography.md'
FONTS = (ROOT / 'fonts', ROOT / 'tests' / 'fonts')  # what a mixed corpus needs besides bench/fonts
MADE_OF = (
    SYMPOSIUM,
    *(HERE / name for name in ('generate.py', 'mixed.py', 'mixed.yaml', 'convert.py', 'layouts/bench.yaml')),
)

ROUNDS = {28: 5, 300: 5, 3000: 3, 10000: 1}  # talks to rounds
USUAL = {'plain': (28, 300, 3000), 'mixed': (300, 3000)}  # corpora to numbers of talks
QUALITY = 300  # talks in the book whose lines are judged
MB, KB = 1e6, 1e3
COUNT_PAGES = 'import sys, pypdfium2; print(len(pypdfium2.PdfDocument(sys.argv[1])))'


@dataclass(frozen=True, slots=True)
class Aim:
    """What is to be reached: times as multiples of Typst's, memory in MB, PDF in kB."""

    wall: float
    cpu: float | None
    memory: float
    size: float


AIMS = {
    28: Aim(2.4, None, 90, 130),
    300: Aim(0.9, 0.8, 120, 760),
    3000: Aim(0.5, 0.45, 400, 7000),
    10000: Aim(0.4, None, 1000, 24000),
}


@dataclass
class Engine:
    """One way to set the book of one size, and what it took."""

    name: str
    command: Sequence[str]
    pdf: Path
    runs: list[Run] = field(default_factory=list)
    memory: int | None = None
    pages: int = 0

    @property
    def wall(self) -> float:
        return statistics.median(run.wall for run in self.runs)

    @property
    def cpu(self) -> float | None:
        known = [run.cpu for run in self.runs if run.cpu is not None]
        return statistics.median(known) if known else None

    @property
    def size(self) -> int:
        return self.pdf.stat().st_size


def version(distribution: str) -> str:
    """Of an installed distribution; '' if there is none."""
    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return ''


def made(script: str, *arguments: Path | str) -> None:
    """Runs a script of this folder as a process of its own: this one stays small."""
    subprocess.run([sys.executable, str(HERE / script), *map(str, arguments)], check=True)


def prepare(talks: int, corpus: str = 'plain') -> tuple[Path, Path]:
    """The corpus and the project of a size, made unless they are there."""
    plain, name = CACHE / f'{talks}.json', label(talks, corpus)
    words, project = CACHE / f'{name}.json', CACHE / name
    CACHE.mkdir(exist_ok=True)
    last = project / 'layouts'  # what is made last
    if not (words.exists() and last.is_dir()) or words.stat().st_mtime < max(p.stat().st_mtime for p in MADE_OF):
        made('generate.py', SYMPOSIUM, str(talks), plain)
        if corpus == 'mixed':
            made('mixed.py', plain, words)
        made('convert.py', words, project)
    return words, project


def label(talks: int, corpus: str) -> str:
    return f'{talks}' if corpus == 'plain' else f'{talks}-{corpus}'


def engines(talks: int, corpus: str = 'plain') -> list[Engine]:
    """booklet, and Typst where it is installed."""
    words, project = prepare(talks, corpus)
    ours, theirs = (CACHE / f'{label(talks, corpus)}-{engine}.pdf' for engine in ('booklet', 'typst'))
    build = [sys.executable, '-m', 'booklet', 'build', str(project), '--layout', 'bench', '--output', str(ours)]
    found = [Engine('booklet', build, ours)]
    if number := version('typst'):
        fonts = map(str, FONTS if corpus == 'mixed' else ())
        compile_ = [sys.executable, str(HERE / 'typst_run.py'), str(words), str(theirs), *fonts]
        found.append(Engine(f'Typst {number}', compile_, theirs))
    return found


def tex(talks: int) -> list[Engine]:
    """TeX's engines where they are installed."""
    words, _ = prepare(talks)
    found = []
    for command, name in (('lualatex', 'LuaLaTeX'), ('pdflatex', 'pdfLaTeX')):
        if shutil.which(command):
            pdf = CACHE / f'{talks}-{command}.pdf'
            line = [sys.executable, str(HERE / 'tex.py'), command, str(words), str(pdf)]
            found.append(Engine(f'{name} + microtype', line, pdf))
    return found


def measure(talks: int, rounds: int, corpus: str = 'plain') -> list[Engine]:
    """The engines of a size with their runs: one for memory, which also warms the caches, then `rounds` timed."""
    found = engines(talks, corpus)
    for engine in found:
        engine.memory = sampled(engine.command).memory
        pages = subprocess.run([sys.executable, '-c', COUNT_PAGES, str(engine.pdf)], capture_output=True, check=True)
        engine.pages = int(pages.stdout)
    for number in range(rounds):
        for engine in found if number % 2 == 0 else reversed(found):
            engine.runs.append(timed(engine.command))
    return found


def rows(talks: int, found: Sequence[Engine], plain: Sequence[Engine] | None = None) -> list[str]:
    """The lines of the table for one size. Those of a mixed corpus are set against the `plain` one, where it is known,
    and against no aims."""
    lines = []
    for number, engine in enumerate(found):
        least, most = min(run.wall for run in engine.runs), max(run.wall for run in engine.runs)
        cpu = '' if engine.cpu is None else f'{engine.cpu:.2f}'
        memory = '' if engine.memory is None else f'{engine.memory / MB:.0f}'
        per_page = f'{1000 * engine.wall / engine.pages:.1f}'
        wall = f'{engine.wall:.2f} ({least:.2f}–{most:.2f})'
        cells = (wall, cpu, memory, f'{engine.size / KB:.0f}', str(engine.pages), per_page)
        lines.append(_row('' if number else f'{talks:,}', engine.name, *cells))
    if len(found) == 2:
        lines.append(_ratios('booklet / Typst', *found))
    if plain is None:
        return [*lines, _aims(AIMS[talks], found)] if talks in AIMS else lines
    return [*lines, *(_ratios(f'mixed / plain, {m.name}', m, p) for m, p in zip(found, plain, strict=False))]


def _ratios(name: str, a: Engine, b: Engine) -> str:
    ratios = ((a.wall, b.wall), (a.cpu, b.cpu), (a.memory, b.memory), (a.size, b.size), (a.pages, b.pages))
    return _row('', f'*{name}*', *(f'*{x / y:.2f}*' if x and y else '' for x, y in ratios), '')


def _aims(aim: Aim, found: Sequence[Engine]) -> str:
    ours, theirs = found[0], found[1] if len(found) == 2 else None

    def cell(most: float | None, reached: float | None, unit: str = '') -> str:
        if most is None:
            return ''
        return f'≤ {most:g}{unit}' + ('' if reached is None or reached <= most else ', **missed**')

    wall = ours.wall / theirs.wall if theirs else None
    cpu = ours.cpu / theirs.cpu if theirs and ours.cpu and theirs.cpu else None
    memory = None if ours.memory is None else ours.memory / MB
    cells = (cell(aim.wall, wall, ' ×'), cell(aim.cpu, cpu, ' ×'), cell(aim.memory, memory))
    return _row('', 'aim', *cells, cell(aim.size, ours.size / KB), '', '')


def _row(*cells: str) -> str:
    return f'| {" | ".join(cells)} |'


HEAD = [
    _row('talks', 'set by', 'wall, s', 'CPU, s', 'peak, MB', 'PDF, kB', 'pages', 'ms a page'),
    '|--:|---' + '|--:' * 6 + '|',
]


def machine() -> str:
    """What it was measured on."""
    try:
        lines = Path('/proc/cpuinfo').read_text().splitlines()
        processor = next(line.split(':', 1)[1].strip() for line in lines if line.startswith('model name'))
    except (OSError, StopIteration):
        processor = platform.processor() or platform.machine()
    try:
        memory = f', {os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9:.0f} GB'
    except (AttributeError, OSError, ValueError):
        memory = ''
    python = f'{platform.python_implementation()} {platform.python_version()}'
    return f'{processor}, {os.cpu_count()} cores{memory}; {platform.system()}, {python}.'


def compare(
    sizes: Sequence[int], rounds: int | None, corpus: str, plain: Mapping[int, Sequence[Engine]]
) -> tuple[str, dict[int, Sequence[Engine]]]:
    """The whole table of a corpus, and what it is made of; each size is printed as soon as it is known."""
    lines = [machine(), '', *HEAD]
    if hasattr(os, 'getloadavg') and os.getloadavg()[0] > 0.5:
        print(f'The machine is busy (load {os.getloadavg()[0]:.1f}): do not trust the times.', file=sys.stderr)
    print(f'{corpus.capitalize()} corpus. ' + '\n'.join(lines), flush=True)
    known: dict[int, Sequence[Engine]] = {}
    for talks in sizes:
        known[talks] = measure(talks, rounds or ROUNDS.get(talks, 3), corpus)
        more = rows(talks, known[talks], plain.get(talks, ()) if corpus == 'mixed' else None)
        print('\n'.join(more), flush=True)
        lines += more
    counts = ', '.join(f'{rounds or ROUNDS.get(talks, 3)} ({talks:,} talks)' for talks in sizes)
    notes = [f'Medians of these rounds: {counts}; in brackets the least and the most.']
    if not version('typst'):
        notes.append('Typst is not installed, so that there is nothing to compare with: pip install typst.')
    print('', *notes, '', sep='\n')
    return '\n'.join([*lines, '', *notes]), known


def evenness(talks: int) -> str:
    """How evenly each engine sets the plain corpus."""
    import quality

    corpus, _ = prepare(talks)
    lines = [f'{talks:,} talks; {versions()}.', '', *quality.HEAD]
    print('\n'.join(lines), flush=True)
    for engine in (*engines(talks), *tex(talks)):
        timed(engine.command)
        lines.append(quality.row(engine.name, quality.quality(corpus, engine.pdf)))
        print(lines[-1], flush=True)
    return '\n'.join(lines)


def versions() -> str:
    """Of booklet, and of TeX where it is installed."""
    found = [f'booklet {version("program-booklet")}']
    for command in ('lualatex', 'pdflatex'):
        if shutil.which(command):
            said = subprocess.run([command, '--version'], capture_output=True, text=True, check=True)
            found.append(said.stdout.splitlines()[0].removeprefix('This is '))
    return '; '.join(found)


def profile(talks: int) -> str:
    """Where the time of one build goes, in one process."""
    import rooms

    _, project = prepare(talks)
    if hasattr(os, 'sched_setaffinity'):  # on one CPU there is no process pool, into which cProfile cannot see
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    arguments = ['build', str(project), '--layout', 'bench', '--output', str(CACHE / f'{talks}-profile.pdf')]

    def build() -> None:
        from booklet.cli import main  # late: its import is part of the build

        if code := main(arguments):
            raise Failed(f'booklet {" ".join(arguments)} ended with {code}')

    tables = rooms.tables(rooms.profile(build))
    text = f'{talks:,} talks, in one process, under cProfile.\n\n{tables}'
    print(text)
    return text


def write(report: Path, section: str, text: str) -> None:
    """Puts `text` between the marks of its section in a report."""
    old = report.read_text(encoding='utf-8')
    between = re.compile(f'(<!-- begin {section} -->\n).*(<!-- end {section} -->)', re.DOTALL)
    if not between.search(old):
        raise Failed(f'{report} has no marks for {section}')
    report.write_text(between.sub(lambda m: f'{m[1]}{text}\n{m[2]}', old), encoding='utf-8')


def results(arguments: argparse.Namespace) -> Iterator[tuple[Path, str, str]]:
    """What was asked for, each with the report and the section that it belongs to."""
    if arguments.profile:
        yield REPORT, 'profile', profile(arguments.profile)
    elif arguments.quality:
        yield TYPOGRAPHY, 'quality', evenness(QUALITY)
    else:
        asked = [int(n) for n in arguments.sizes.split(',')] if arguments.sizes else None
        plain: Mapping[int, Sequence[Engine]] = {}
        for corpus in arguments.corpora.split(','):
            sizes = [*(asked or USUAL[corpus]), *([10000] if arguments.all and corpus == 'plain' else [])]
            text, known = compare(sizes, arguments.rounds, corpus, plain)
            plain = known if corpus == 'plain' else plain
            yield REPORT, 'table' if corpus == 'plain' else corpus, text


def main() -> int:
    parser = argparse.ArgumentParser(description='Measure booklet against Typst on the same book.')
    parser.add_argument('--sizes', help='numbers of talks, with commas (default: 28,300,3000; mixed: 300,3000)')
    parser.add_argument('--all', action='store_true', help='10000 talks too; Typst takes 9 GB of memory for them')
    parser.add_argument('--rounds', type=int, help='rounds of each size (default: 5, 5, 3, 1)')
    parser.add_argument('--corpora', default='plain,mixed', help='which words are set (default: plain,mixed)')
    parser.add_argument('--profile', type=int, metavar='TALKS', help='show where the time goes instead')
    parser.add_argument('--quality', action='store_true', help='judge how evenly lines are set instead, by TeX too')
    parser.add_argument('--write', action='store_true', help='put the result into docs/')
    arguments = parser.parse_args()
    if unknown := set(arguments.corpora.split(',')) - set(USUAL):
        parser.error(f'no such corpus: {", ".join(sorted(unknown))}')
    try:
        for report, section, text in results(arguments):
            if arguments.write:
                write(report, section, text)
    except Failed as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == '__main__':
    sys.exit(main())
