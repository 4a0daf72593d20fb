"""Measures what has changed since a commit: `python bench/compare.py THEN [NOW] [--talks 3000] [--rounds 5]`.

In: one or two commits of this repository. Out: a table of CPU and wall times of the first and of the second, or of the
files as they are.

A commit is checked out into a worktree of its own, which is removed in the end. Each side makes its project with its
own bench/convert.py and layout, of the same corpus. The two take turns, each round beginning with the other one, after
a run each that does not count. On a machine that others use too, go by CPU time: by its least, and by the ratios of
the rounds.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from measure import Failed, Run, timed
from run import CACHE, KB, ROOT, machine, prepare

HEAD = [
    '| booklet of | least CPU, s | median CPU, s | least wall, s | median wall, s | largest process, MB | PDF, kB |',
    '|---' + '|--:' * 6 + '|',
]


@dataclass
class Side:
    """A state of the program, its book, and what its runs took."""

    name: str
    tree: Path
    command: list[str]
    pdf: Path
    runs: list[Run] = field(default_factory=list)

    def run(self) -> Run:
        return timed(self.command, self.tree)  # python -m finds the package in the folder that it is started in

    def figures(self) -> list[float]:
        cpu, wall = [run.cpu or 0.0 for run in self.runs], [run.wall for run in self.runs]
        memory, size = max(run.memory or 0 for run in self.runs), self.pdf.stat().st_size
        return [min(cpu), statistics.median(cpu), min(wall), statistics.median(wall), memory / 1e6, size / KB]


def git(*arguments: str) -> str:
    run = subprocess.run(['git', '-C', str(ROOT), *arguments], capture_output=True, text=True)
    if run.returncode:
        raise Failed(f'git {" ".join(arguments)}\n{run.stderr}')
    return run.stdout.strip()


@contextmanager
def tree_of(commit: str | None) -> Iterator[Path]:
    """A folder with the files of a commit, or that of the files as they are."""
    if commit is None:
        yield ROOT
        return
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder).resolve() / 'tree'
        git('worktree', 'add', '--detach', str(tree), commit)
        try:
            yield tree
        finally:
            git('worktree', 'remove', '--force', str(tree))


def side(name: str, tree: Path, corpus: Path, folder: Path) -> Side:
    project, pdf = folder / 'project', folder / 'book.pdf'
    convert = [sys.executable, str(tree / 'bench' / 'convert.py'), str(corpus), str(project)]
    subprocess.run(convert, check=True, cwd=tree)
    where = 'import booklet; print(booklet.__file__)'
    found = subprocess.run([sys.executable, '-c', where], cwd=tree, check=True, capture_output=True, text=True).stdout
    if not Path(found.strip()).is_relative_to(tree):
        raise Failed(f'{name}: booklet would be taken from {found}')
    build = [sys.executable, '-m', 'booklet', 'build', str(project), '--layout', 'bench', '--output', str(pdf)]
    return Side(name, tree, build, pdf)


def alternate(sides: list[Side], rounds: int, say: Callable[[str], object]) -> None:
    for each in sides:
        each.run()
    for number in range(rounds):
        for each in sides if number % 2 == 0 else reversed(sides):
            each.runs.append(each.run())
        say(f'round {number + 1}: ' + ', '.join(f'{s.name} {s.runs[-1].cpu or 0:.2f} s' for s in sides))


def table(sides: list[Side]) -> str:
    lines = [*HEAD]
    for each in sides:
        cells = (f'{figure:.2f}' if figure < 100 else f'{figure:.0f}' for figure in each.figures())
        lines.append(f'| {each.name} | {" | ".join(cells)} |')
    before, now = (each.figures() for each in sides)
    ratios = (f'*{b / a:.3f}*' if a else '' for a, b in zip(before, now, strict=True))
    return '\n'.join([*lines, f'| *ratio* | {" | ".join(ratios)} |', '', paired(*sides)])


def paired(then: Side, now: Side) -> str:
    """The ratios of the two runs of each round, for these stood under nearly the same load."""
    pairs = zip(then.runs, now.runs, strict=True)
    ratios = [b.cpu / a.cpu if a.cpu and b.cpu else b.wall / a.wall for a, b in pairs]
    least, most = min(ratios), max(ratios)
    return f'Ratios of CPU time, round by round: {statistics.median(ratios):.3f} ({least:.3f}–{most:.3f}).'


def main() -> int:
    parser = argparse.ArgumentParser(description='Measure what has changed since a commit.')
    parser.add_argument('then', help='a commit')
    parser.add_argument('now', nargs='?', help='another one (default: the files as they are)')
    parser.add_argument('--talks', type=int, default=3000)
    parser.add_argument('--rounds', type=int, default=5)
    arguments = parser.parse_args()
    corpus, _ = prepare(arguments.talks)
    try:
        asked = (arguments.then, arguments.now)
        commits = [git('rev-parse', '--short', commit) if commit else None for commit in asked]
        with ExitStack() as stack:
            sides = []
            for commit in commits:
                tree = stack.enter_context(tree_of(commit))
                folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=CACHE)))
                sides.append(side(commit or 'now', tree, corpus, folder))
            alternate(sides, arguments.rounds, lambda text: print(text, file=sys.stderr, flush=True))
            print(f'{arguments.talks:,} talks, {arguments.rounds} rounds. {machine()}\n\n{table(sides)}')
    except Failed as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == '__main__':
    sys.exit(main())
