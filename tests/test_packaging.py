"""The wheel, the locked requirements and the Makefile: what stands between a fresh machine and a booklet."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOCKS = ('requirements.txt', 'requirements-build.txt', 'requirements-dev.txt', 'requirements-bench.txt')
PROJECT = tomllib.loads((ROOT / 'pyproject.toml').read_text('utf-8'))
RUNTIME: list[str] = PROJECT['project']['dependencies']
EXTRAS: dict[str, list[str]] = PROJECT['project']['optional-dependencies']
BUILD: list[str] = PROJECT['dependency-groups']['build']
POSIX = pytest.mark.skipif(os.name != 'posix', reason='needs make and a POSIX shell')


@pytest.fixture(scope='module')
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp('wheel')
    run(sys.executable, '-m', 'hatchling', 'build', '--target', 'wheel', '--directory', str(folder), folder=ROOT)
    (file,) = folder.glob('*.whl')
    return file


@pytest.fixture(scope='module')
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command `booklet` in a clean environment that has the wheel and, lent by this one, what it depends on."""
    home = tmp_path_factory.mktemp('clean')
    venv.create(home, with_pip=False, symlinks=os.name != 'nt')
    scripts = home / ('Scripts' if os.name == 'nt' else 'bin')
    install = ('-m', 'pip', '--python', str(scripts / 'python'), 'install', '--quiet', '--no-index', '--no-deps')
    run(sys.executable, *install, str(wheel), folder=home)
    packages = Path(
        run(str(scripts / 'python'), '-c', 'import sysconfig; print(sysconfig.get_path("purelib"))').strip()
    )
    # Behind the clean environment's own packages, and without this one's .pth files, so without the source tree.
    lent = {sysconfig.get_path('purelib'), sysconfig.get_path('platlib')}
    (packages / 'lent.pth').write_text('\n'.join(sorted(lent)), 'utf-8')
    assert Path(
        run(str(scripts / 'python'), '-c', 'import booklet; print(booklet.__file__)', folder=home)
    ).is_relative_to(home)
    return scripts / 'booklet'


def run(*command: str, folder: Path | None = None) -> str:
    """What it says on stdout; fails with all it says when it fails. Of this environment it sees nothing."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(('PYTHON', 'VIRTUAL_ENV'))}
    done = subprocess.run(command, cwd=folder, env=clean, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_wheel_holds_what_a_booklet_needs_and_no_more(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        files = {name for name in archive.namelist() if not name.endswith('/')}
    for folder in ('layouts', 'fonts'):
        stock = {path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob('*') if path.is_file()}
        assert stock
        assert {f'booklet/_stock/{name}' for name in stock} <= files
    template = ROOT / 'booklet' / 'template'
    assert {path.relative_to(ROOT).as_posix() for path in template.rglob('*') if path.is_file()} <= files
    catalogues = {path.relative_to(ROOT).as_posix() for path in (ROOT / 'booklet' / 'locale').rglob('*.mo')}
    assert catalogues
    assert catalogues == {name for name in files if name.startswith('booklet/locale/')}
    assert {name.split('/')[0] for name in files if '.dist-info/' not in name} == {'booklet'}
    licences = {name.split('.dist-info/licenses/')[1] for name in files if '.dist-info/licenses/' in name}
    assert 'LICENSE' in licences
    families = {path.name for path in (ROOT / 'fonts').iterdir() if path.is_dir()}
    assert {name.split('/')[1] for name in licences if name.startswith('fonts/')} == families


def test_installed_wheel_sets_a_new_project_from_another_folder(installed: Path, tmp_path: Path) -> None:
    run(str(installed), 'new', 'x', folder=tmp_path)
    said = run(str(installed), 'build', 'x', '--strict', folder=tmp_path)
    pdf = tmp_path / 'x' / 'output' / 'symposium.pdf'
    assert str(Path('x', 'output', 'symposium.pdf')) in said
    assert pdf.read_bytes().startswith(b'%PDF-')
    assert b'%%EOF' in pdf.read_bytes()[-32:]


def test_installed_wheel_sets_a_new_project_in_every_stock_layout(installed: Path, tmp_path: Path) -> None:
    run(str(installed), 'new', 'x', folder=tmp_path)
    names = sorted(path.stem for path in (ROOT / 'layouts').glob('*.yaml'))
    assert {'symposium', 'large-print'} <= set(names)
    for name in names:
        run(str(installed), 'build', 'x', '--layout', name, '--output', 'pdfs', folder=tmp_path)
    assert sorted(path.stem for path in (tmp_path / 'pdfs').iterdir()) == names


def test_installed_wheel_finds_its_fonts(installed: Path, tmp_path: Path) -> None:
    assert 'LibertinusSerif-Regular.otf' in run(str(installed), 'fonts', folder=tmp_path)


def pinned(lock: str) -> dict[str, str]:
    text = (ROOT / lock).read_text('utf-8')
    return dict(re.findall(r'^([A-Za-z0-9._-]+)==([^\s;]+)', text, re.MULTILINE))


def name_of(requirement: str) -> str:
    match = re.match(r'[A-Za-z0-9._-]+', requirement)
    assert match
    return re.sub(r'[._-]+', '-', match[0]).lower()


@pytest.mark.parametrize('lock', LOCKS)
def test_lock_has_hashes_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text('utf-8')
    assert '://' not in text
    assert not re.search(r'^\s*-', re.sub(r'^ +--hash=sha256:[0-9a-f]{64}( \\)?$', '', text, flags=re.M), re.M)
    for entry in re.split(r'\n(?=[a-z])', re.sub(r'^\s*#.*\n', '', text, flags=re.M).strip()):
        assert '==' in entry.splitlines()[0]
        assert '--hash=sha256:' in entry


@pytest.mark.parametrize(
    ('lock', 'wanted'),
    [
        ('requirements.txt', RUNTIME),
        ('requirements-build.txt', BUILD),
        ('requirements-dev.txt', [*RUNTIME, *BUILD, *EXTRAS['dev']]),
        ('requirements-bench.txt', [*RUNTIME, *EXTRAS['bench']]),
    ],
)
def test_lock_is_up_to_date_with_the_project(lock: str, wanted: list[str]) -> None:
    from packaging.requirements import Requirement

    versions = pinned(lock)
    for requirement in map(Requirement, wanted):
        assert requirement.name.lower() in versions, f'{requirement.name} is not in {lock}: run make lock'
        assert requirement.specifier.contains(versions[requirement.name.lower()]), f'{requirement}: run make lock'


def test_locks_agree() -> None:
    everything = pinned('requirements-dev.txt')
    for lock in ('requirements.txt', 'requirements-build.txt'):
        assert pinned(lock).items() <= everything.items()
    bench = pinned('requirements-bench.txt')
    assert {name: bench[name] for name in bench.keys() & everything.keys()}.items() <= everything.items()


@pytest.mark.parametrize('requirement', [*RUNTIME, *BUILD, *(each for extra in EXTRAS.values() for each in extra)])
def test_versions_are_bounded(requirement: str) -> None:
    assert re.search(r'<|==', requirement)


def makefile_alone(folder: Path, programs: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """`make booklet` in a folder with the Makefile and the locks, on a machine that has only these programs."""
    for name in ('Makefile', 'pyproject.toml', *LOCKS):
        shutil.copy(ROOT / name, folder / name)
    programs_folder = folder / 'programs'
    programs_folder.mkdir()
    for tool in ('sh', 'touch', 'mkdir', 'echo'):
        (programs_folder / tool).symlink_to(shutil.which(tool) or tool)
    for name, script in programs.items():
        (programs_folder / name).write_text(f'#!/bin/sh\n{script}\n', 'utf-8')
        (programs_folder / name).chmod(0o755)
    make = shutil.which('make')
    if make is None:
        pytest.skip('make is not here')
    environment = {'PATH': str(programs_folder), 'LC_ALL': 'C'}
    command = [make, 'booklet']
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@POSIX
@pytest.mark.parametrize('programs', [{}, {'python3': 'exit 1'}], ids=['no Python', 'an old Python'])
def test_make_without_a_suitable_python_says_so(tmp_path: Path, programs: dict[str, str]) -> None:
    done = makefile_alone(tmp_path, programs)
    assert done.returncode != 0
    assert 'needs Python 3.11 or newer' in done.stderr
    assert not (tmp_path / '.venv').exists()


MADE_BY = """
case "$*" in
  *venv*) mkdir -p .venv/bin; echo 'echo "$@" >> log; test "$2 $3" != "pip --version"' > .venv/bin/python
          /bin/chmod +x .venv/bin/python; echo "made by NAME" >> log;;
  --version) echo Python;;
esac
"""


@POSIX
def test_make_takes_the_newest_python_and_installs_once(tmp_path: Path) -> None:
    pythons = {name: MADE_BY.replace('NAME', name) for name in ('python3', 'python3.11', 'python3.13')}
    done = makefile_alone(tmp_path, pythons)
    assert done.returncode == 0, done.stderr
    log = (tmp_path / 'log').read_text('utf-8').splitlines()
    assert log[0] == 'made by python3.13'
    assert sum(' install ' in line for line in log) == 2
    assert log[-1] == '-m booklet build'
    environment = {'PATH': str(tmp_path / 'programs')}
    subprocess.run([str(shutil.which('make')), 'booklet'], cwd=tmp_path, env=environment, check=True)
    again = (tmp_path / 'log').read_text('utf-8').splitlines()[len(log) :]
    assert again == ['-m booklet build']
