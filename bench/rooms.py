"""Where the time of a build goes, room by room.

In: what cProfile saw of a build in one process. Out: Markdown tables. A room is a module or package of `booklet`; other
packages count by their names, and so does the standard library. Time in built-in functions, C extensions and generated
methods is the own time of the room that calls them. cProfile makes calls dearer than they are: the shares tell where to
look, not how long a build takes.
"""

from __future__ import annotations

import cProfile
import pstats
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

Function: TypeAlias = tuple[str, int, str]  # file, line, name
Edge: TypeAlias = tuple[int, int, float, float]  # calls, primitive calls, own and cumulative seconds
Stats: TypeAlias = Mapping[Function, tuple[int, int, float, float, Mapping[Function, Edge]]]

PACKAGE = Path(__file__).resolve().parent.parent / 'booklet'
LEAST_SHARE = 0.005
FUNCTIONS = 12


def profile(work: Callable[[], Any]) -> Stats:
    profiler = cProfile.Profile()
    profiler.runcall(work)
    stats: Stats = pstats.Stats(profiler).stats  # type: ignore[attr-defined]  # typeshed does not know it
    return stats


def room(file: str) -> str:
    """The room that a file belongs to; '' for code that has no file of its own."""
    if file == '~' or (file.startswith('<') and not file.startswith('<frozen')):
        return ''
    path = Path(file)
    if path.is_relative_to(PACKAGE):
        return f'booklet.{path.relative_to(PACKAGE).parts[0].removesuffix(".py")}'
    if 'site-packages' in path.parts:
        return path.parts[path.parts.index('site-packages') + 1].removesuffix('.py')
    return 'import' if 'importlib' in file else 'standard library'


def owner(function: Function, stats: Stats) -> str:
    """The room of a function; for a built-in one that of the caller who spent most time in it."""
    seen: set[Function] = set()
    while function not in seen and function in stats:
        if name := room(function[0]):
            return name
        seen.add(function)
        callers = stats[function][4]
        if not callers:
            break
        function = max(callers, key=lambda caller: callers[caller][3])
    return 'built-in'


def by_room(stats: Stats) -> dict[str, tuple[float, float]]:
    """Own and cumulative seconds of each room; cumulative is the time in calls from other rooms."""
    own: defaultdict[str, float] = defaultdict(float)
    cumulative: defaultdict[str, float] = defaultdict(float)
    owners = {function: owner(function, stats) for function in stats}
    for function, (_, _, seconds, _, callers) in stats.items():
        if room(function[0]) or not callers:
            own[owners[function]] += seconds
        for caller, (_, _, part, whole) in callers.items():
            if not room(function[0]):
                own[owners[caller]] += part
            elif owners[caller] != owners[function]:
                cumulative[owners[function]] += whole
    total = sum(own.values())
    return {name: (own[name], min(total, max(own[name], cumulative[name]))) for name in own}


def tables(stats: Stats) -> str:
    """The rooms by own time, then the functions that took most."""
    rooms = by_room(stats)
    total = sum(own for own, _ in rooms.values())
    lines = ['| room | own, s | share | with what it calls, s |', '|---|--:|--:|--:|']
    rest = 0.0
    for name, (own, cumulative) in sorted(rooms.items(), key=lambda item: -item[1][0]):
        if own < LEAST_SHARE * total:
            rest += own
        else:
            lines.append(f'| {name} | {own:.3f} | {own / total:.0%} | {cumulative:.3f} |')
    lines += [f'| all others | {rest:.3f} | {rest / total:.0%} | |', f'| in all | {total:.3f} | | |']
    lines += ['', '| function | calls | own, s |', '|---|--:|--:|']
    most = sorted(stats.items(), key=lambda item: -item[1][2])[:FUNCTIONS]
    for function, (_, calls, seconds, _, _) in most:
        place = owner(function, stats)
        name = function[2].removeprefix('<').removesuffix('>').replace('|', '\\|')
        lines.append(f'| {place}: `{name}` | {calls:,} | {seconds:.3f} |')
    return '\n'.join(lines)
