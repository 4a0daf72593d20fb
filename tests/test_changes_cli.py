"""`booklet diff`: where programmes are read from, what is said where they are not, and the exit codes of diff."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from test_changes import programme, talk

from booklet import editions
from booklet.build import build
from booklet.cli import main
from booklet.diagnostics import Sink
from booklet.editions import revisions
from booklet.editions.revisions import NoRevision, checked_out
from booklet.load import load
from booklet.unload import unload

ROOT = Path(__file__).resolve().parents[1]
PRINTED, CURRENT = ROOT / 'tests' / 'slip' / 'printed', ROOT / 'tests' / 'slip' / 'current'
Said = Callable[[], tuple[str, str]]


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    return lambda: tuple(capsys.readouterr())  # type: ignore[return-value]


def git(folder: Path, *arguments: str) -> str:
    identity = ('-c', 'user.name=Nobody', '-c', 'user.email=nobody@example.org', '-c', 'commit.gpgsign=false')
    command = ['git', *identity, *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two commits: what was printed, tagged v1, and what has become of it. The files lie in a folder of their own."""
    for name in ('GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE'):
        monkeypatch.delenv(name, raising=False)
    project = tmp_path / 'repository' / 'conference'
    shutil.copytree(PRINTED, project)
    (project / 'content' / 'logo.svg').write_text('<svg/>')
    git(project.parent, 'init', '-q', '-b', 'main')
    git(project.parent, 'add', '.')
    git(project.parent, 'commit', '-q', '-m', 'As printed')
    git(project.parent, 'tag', 'v1')
    shutil.copytree(CURRENT, project, dirs_exist_ok=True)
    git(project.parent, 'commit', '-q', '-a', '-m', 'As it is')
    monkeypatch.chdir(project)
    return project


# --- exit codes and forms ---


def test_the_same_is_0_and_a_difference_1(said: Said) -> None:
    assert main(['diff', str(PRINTED), str(PRINTED)]) == 0
    assert said() == ('Nothing has changed.\n', '')
    assert main(['diff', str(PRINTED), str(CURRENT)]) == 1
    out, err = said()
    assert out.startswith('6 changes and 2 corrections, from ')
    assert err == ''


def test_content_in_error_is_2(tmp_path: Path, said: Said) -> None:
    (tmp_path / 'content').mkdir()
    (tmp_path / 'content' / 'event.yaml').write_text('format: 1\nevent: {titel: Meeting}\n')
    assert main(['diff', str(tmp_path), str(CURRENT)]) == 2
    out, err = said()
    assert out == ''
    assert 'event.yaml:2' in err
    assert 'title' in err


@pytest.mark.parametrize('form', ['markdown', 'json'])
def test_other_forms(form: str, said: Said) -> None:
    assert main(['diff', str(PRINTED), str(CURRENT), '--format', form]) == 1
    out, _ = said()
    if form == 'json':
        assert [change['kind'] for change in json.loads(out)['changes']].count('talk') == 5
    else:
        assert '- **14:00** session “Engines at sea”: moved from 09:00 to 14:00' in out


# --- from where ---


def test_revisions(repository: Path, said: Said) -> None:
    for old in ('v1', 'HEAD~1', 'main~1', 'v1:conference'):
        assert main(['diff', old]) == 1
        assert said()[0].startswith(f'6 changes and 2 corrections, from {old} to the content here\n')
    assert main(['diff', 'HEAD']) == 0
    assert main(['diff', 'v1', 'HEAD']) == 1
    assert main(['diff', str(PRINTED), 'v1']) == 0
    assert git(repository, 'status', '--porcelain') == ''


def test_revisions_are_those_of_the_repository_that_the_project_stands_in(
    repository: Path, said: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(['diff', 'v1', str(repository)]) == 1


def test_a_folder_comes_before_a_revision_of_its_name(repository: Path, said: Said) -> None:
    shutil.copytree(CURRENT, repository / 'v1')
    assert main(['diff', 'v1']) == 0


@pytest.mark.parametrize(
    ('given', 'message'),
    [
        ('v2', "there is no folder, file or git revision 'v2'"),
        ('v1:elsewhere', 'v1:elsewhere holds no folder elsewhere/content/'),
        ('gone.pdf', 'there is no file gone.pdf'),
        ('gone.json', 'there is no file gone.json'),
        (':x', "':x' is no folder, no file and no revision"),
        ('..', 'holds no folder content/, so it is no project'),
        ('content/logo.svg', 'content/logo.svg is no content file and no PDF'),
        ('v1^{tree}', "there is no folder, file or git revision 'v1^{tree}'"),
    ],
)
def test_what_is_no_programme_is_said_with_what_to_do(repository: Path, said: Said, given: str, message: str) -> None:
    assert main(['diff', given]) == 2
    out, err = said()
    assert out == ''
    assert f'error: {message}' in err or message in err
    assert 'hint: ' in err


def test_where_there_is_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: Said) -> None:
    monkeypatch.setenv('GIT_CEILING_DIRECTORIES', str(tmp_path.parent))
    shutil.copytree(CURRENT, tmp_path / 'project')
    monkeypatch.chdir(tmp_path / 'project')
    assert main(['diff', 'HEAD~1']) == 2
    assert 'stands in no git repository' in said()[1]


def test_where_there_is_no_git(repository: Path, monkeypatch: pytest.MonkeyPatch, said: Said) -> None:
    monkeypatch.setenv('PATH', '')
    assert main(['diff', 'v1']) == 2
    assert 'git is not installed' in said()[1]


def test_an_error_in_a_revision_is_told_by_its_place_there(repository: Path, said: Said) -> None:
    file = repository / 'content' / 'programme.yaml'
    text = file.read_text('utf-8')
    file.write_text(text.replace('speakers: [quill]', 'speakers: [nobody]'), 'utf-8')
    git(repository, 'commit', '-q', '-a', '-m', 'Wrong')
    file.write_text(text, 'utf-8')
    assert main(['diff', 'HEAD']) == 2
    assert 'HEAD:content/programme.yaml:' in said()[1]


def test_links_and_options_and_what_leads_out_are_not_followed(repository: Path) -> None:
    (repository / 'content' / 'secret.yaml').symlink_to('/etc/passwd')
    git(repository, 'add', '.')
    git(repository, 'commit', '-q', '-m', 'A link')
    with checked_out('HEAD', repository) as folder:
        assert sorted(path.name for path in (folder / 'content').iterdir()) == ['logo.svg', 'programme.yaml']
        assert (folder / 'content' / 'logo.svg').read_bytes() == b''
    assert not folder.exists()
    with pytest.raises(NoRevision), checked_out('--output=x', repository):
        pass
    blob = git(repository, 'rev-parse', 'v1:conference/content/programme.yaml').strip()
    inner = git_tree(repository, f'100644 blob {blob}\tout.yaml')
    middle = git_tree(repository, f'040000 tree {inner}\t..')
    top = git_tree(repository, f'040000 tree {middle}\tcontent')
    commit = git(repository, 'commit-tree', '-m', 'Out', git_tree(repository, f'040000 tree {top}\tconference')).strip()
    with pytest.raises(NoRevision, match=r'leads out of content/'), checked_out(commit, repository):
        pass


def git_tree(folder: Path, entry: str) -> str:
    answer = subprocess.run(['git', 'mktree'], cwd=folder, input=entry, capture_output=True, text=True, check=True)
    return answer.stdout.strip()


def test_a_content_that_is_too_large_is_refused(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(revisions, '_MOST_BYTES', 100)
    with pytest.raises(NoRevision, match='too large'), checked_out('v1', repository):
        pass


def test_a_content_file_serves(tmp_path: Path, said: Said) -> None:
    event = load(PRINTED, Sink())
    assert event is not None
    file = tmp_path / 'printed.json'
    file.write_text(json.dumps(unload(event)), 'utf-8')
    assert main(['diff', str(file), str(PRINTED)]) == 0
    assert main(['diff', str(file), str(CURRENT)]) == 1


# --- printed ---


def test_a_printed_book_names_the_pages_that_are_no_longer_right(tmp_path: Path, said: Said) -> None:
    sink = Sink()
    for project in (PRINTED, CURRENT):
        assert build(project, 'symposium', tmp_path / f'{project.name}.pdf', sink) is not None, sink.items
    old, new = tmp_path / 'printed.pdf', tmp_path / 'current.pdf'
    assert main(['diff', str(old), str(PRINTED)]) == 0
    said()
    assert main(['diff', str(old), str(CURRENT)]) == 1
    out, _ = said()
    assert '“Brass wheels in damp weather” (Edmund Tarn)  [p. 7]' in out
    with pypdfium2.PdfDocument(old) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    told = json.loads(shown(said, 'diff', str(old), str(CURRENT), '--format', 'json'))
    wrong = [number for number, text in enumerate(texts, 1) if 'Brass wheels' in text or 'Segde' in text]
    assert {str(number) for number in wrong} <= {*told['pages']['old']}
    assert '1' not in told['pages']['old']
    both = json.loads(shown(said, 'diff', str(old), str(new), '--format', 'json'))
    assert both['pages']['old'] == told['pages']['old']
    assert both['pages']['new'] != []


def shown(said: Said, *arguments: str) -> str:
    said()
    assert main([*arguments]) == 1
    return said()[0]


def test_a_pdf_without_a_programme_is_refused(tmp_path: Path, said: Said) -> None:
    document = pypdfium2.PdfDocument.new()
    document.new_page(100, 100)
    document.save(tmp_path / 'other.pdf')
    assert main(['diff', str(tmp_path / 'other.pdf'), str(CURRENT)]) == 2
    assert 'hint: ' in said()[1]


# --- the slip ---


def test_the_slip_is_written(tmp_path: Path, said: Said) -> None:
    slip = tmp_path / 'deep' / 'slip.pdf'
    assert main(['diff', str(PRINTED), str(CURRENT), '--slip', str(slip)]) == 1
    assert said()[1] == f'The slip is {slip} (1 page).\n'
    with pypdfium2.PdfDocument(slip) as document:
        assert len(document) == 1
        assert 'Changes to the programme' in ' '.join(document[0].get_textpage().get_text_range().split())


def test_no_slip_where_nothing_has_changed(tmp_path: Path, said: Said) -> None:
    slip = tmp_path / 'slip.pdf'
    assert main(['diff', str(PRINTED), str(PRINTED), '--slip', str(slip)]) == 0
    assert not slip.exists()
    assert 'nothing to put on a slip' in said()[1]


def test_what_does_not_fit_one_page_or_is_not_seen_on_paper_is_said(tmp_path: Path, said: Said) -> None:
    before, after = programme(), programme()
    for number in range(15):
        talk(after, number).update(room='attic', talk=f'Another title {number}', abstract='Anew.')
    after['event']['url'] = 'https://example.org'
    for name, document in (('old', before), ('new', after)):
        (tmp_path / f'{name}.json').write_text(json.dumps(document), 'utf-8')
    slip = tmp_path / 'slip.pdf'
    arguments = ['diff', str(tmp_path / 'old.json'), str(tmp_path / 'new.json'), '--slip', str(slip)]
    assert main([*arguments, '--layout', 'large-print']) == 1
    err = said()[1]
    assert 'note: the changes do not fit one page; the slip has ' in err
    assert 'note: one change is not on the slip' in err


@pytest.mark.parametrize(
    ('arguments', 'message'),
    [
        (['--slip', 'slip.txt'], 'does not end in .pdf'),
        (['--slip', '.'], 'is a folder'),
        (['--slip', 'slip.pdf', '--layout', 'simposium'], "Did you mean 'symposium'?"),
    ],
)
def test_a_slip_that_cannot_be_is_refused_before_the_work(arguments: list[str], message: str, said: Said) -> None:
    assert main(['diff', str(PRINTED), str(CURRENT), *arguments]) == 2
    out, err = said()
    assert out == ''
    assert message in err


def test_a_date_that_is_none_is_an_error(tmp_path: Path, said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv('SOURCE_DATE_EPOCH', 'today')
    slip = tmp_path / 'slip.pdf'
    assert main(['diff', str(PRINTED), str(CURRENT), '--slip', str(slip)]) == 2
    assert 'SOURCE_DATE_EPOCH' in said()[1]
    assert not slip.exists()


def test_warnings_of_the_content_are_for_check(tmp_path: Path) -> None:
    shutil.copytree(CURRENT, tmp_path / 'project')
    (tmp_path / 'project' / 'content' / 'abstracts').mkdir()
    (tmp_path / 'project' / 'content' / 'abstracts' / 'unused.md').write_text('Nobody names it.')
    sink = Sink()
    assert editions.read(str(tmp_path / 'project'), tmp_path, sink) is not None
    assert sink.items == []
