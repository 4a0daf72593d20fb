"""docs/commands.md, README.md and CONTRIBUTING.md against the commands that there are."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from booklet.cli import ExitCode, commands
from booklet.cli.common import DEFAULT_LAYOUT

ROOT = Path(__file__).parents[1]
DOCUMENTED = (ROOT / 'docs' / 'commands.md').read_text('utf-8')
EVERYWHERE = {'-v', '--verbose', '-h', '--help'}  # documented once, for all commands


def sections() -> dict[str, str]:
    """The sections of docs/commands.md by the command they treat: 'build' for '## `booklet build [PROJECT]`'."""
    parts = re.split(r'^## (.+)$', DOCUMENTED, flags=re.MULTILINE)
    return dict(
        zip((head.strip('`').removeprefix('booklet').strip() for head in parts[1::2]), parts[2::2], strict=True)
    )


def by_name() -> dict[str, tuple[str, str]]:
    """Name of the command to its heading and text; the group itself is ''."""
    return {(head.split() or [''])[0]: (head, text) for head, text in sections().items() if head != 'Exit codes'}


def options(command: click.Command) -> set[str]:
    return {name for p in command.params if isinstance(p, click.Option) for name in (*p.opts, *p.secondary_opts)}


def rows(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith('| `')]


def test_every_command_and_no_other_is_documented() -> None:
    assert by_name().keys() == {'', *commands.commands}


@pytest.mark.parametrize('name', ['', *commands.commands])
def test_options_documented_are_those_there_are(name: str) -> None:
    command = commands.commands[name] if name else commands
    documented = {
        match for row in rows(by_name()[name][1]) for match in re.findall(r'(?<!\w)--?[a-z][a-z-]*', row.split('|')[1])
    }
    there = options(command) | (EVERYWHERE if not name else set())
    assert documented == (there if not name else there - EVERYWHERE)


@pytest.mark.parametrize('name', [*commands.commands])
def test_arguments_documented_are_those_there_are(name: str) -> None:
    wanted = ' '.join(
        f'{p.metavar or p.name.upper()}' if p.required else f'[{p.metavar or p.name.upper()}]'
        for p in commands.commands[name].params
        if isinstance(p, click.Argument) and p.name
    )
    assert by_name()[name][0] == f'{name} {wanted}'


@pytest.mark.parametrize('name', ['', *commands.commands])
def test_placeholders_are_those_of_the_help(name: str) -> None:
    for option in (commands.commands[name] if name else commands).params:
        if isinstance(option, click.Option) and option.metavar:
            assert f'`{option.opts[-1]} {option.metavar}`' in by_name()[name][1]


def test_exit_codes_documented_are_those_there_are() -> None:
    documented = {int(code) for code in re.findall(r'^\| (\d+) \|', sections()['Exit codes'], re.MULTILINE)}
    assert documented == {int(code) for code in ExitCode}


def test_defaults_documented_are_those_there_are() -> None:
    layout = next(p for p in commands.commands['check'].params if p.name == 'layout')
    assert layout.default == DEFAULT_LAYOUT == 'symposium'
    assert 'The default is `symposium`' in by_name()['build'][1]


def typed(page: str) -> list[str]:
    """The lines of a page's indented code blocks, without remarks."""
    text = (ROOT / page).read_text('utf-8')
    return [line.split('#')[0].strip() for line in re.findall(r'^ {4}(\S.*)$', text, re.MULTILINE)]


@pytest.mark.parametrize('page', ['README.md', 'CONTRIBUTING.md'])
def test_commands_of_the_pages_exist(page: str) -> None:
    targets = re.findall(r'^([a-z]+):', (ROOT / 'Makefile').read_text('utf-8'), re.MULTILINE)
    lines = typed(page)
    assert lines
    for line in lines:
        words = re.sub(r'^(py|python) -m ', '', line).split()
        if words[0] == 'make':
            assert words[1] in targets, line
        elif words[0] == 'booklet':
            command = commands.commands[words[1]]
            assert {word for word in words if word.startswith('-')} <= options(command), line
        else:
            assert words[:2] == ['pip', 'install'] or (ROOT / words[0]).is_file(), line


def test_readme_has_the_two_commands() -> None:
    assert {'make booklet', 'make test'} <= set(typed('README.md'))


@pytest.mark.parametrize('page', ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'docs/commands.md'])
def test_links_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text('utf-8')
    for link in re.findall(r'\]\(([^)#:]+)\)', text):
        assert ((ROOT / page).parent / link).exists(), link
