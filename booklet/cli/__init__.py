"""The command `booklet`: one file a command, and what holds for all.

In: a command line. Out: a call of the room that does the work, what it found on stderr, and an exit code. Whatever is
heavy is imported inside the command that needs it, so that `booklet --help` answers at once.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from booklet import __version__
from booklet.cli.build import build
from booklet.cli.check import check
from booklet.cli.common import ExitCode, Settings, verbose
from booklet.cli.diff import diff
from booklet.cli.export import export
from booklet.cli.fonts import fonts
from booklet.cli.import_ import import_
from booklet.cli.layouts import layouts
from booklet.cli.new import new
from booklet.diagnostics import inert

__all__ = ['ExitCode', 'commands', 'main', 'run']


@click.group(context_settings={'help_option_names': ['-h', '--help'], 'max_content_width': 100})
@click.version_option(__version__, prog_name='booklet', message='%(prog)s %(version)s')
@verbose
def commands() -> None:
    """Set the programme of a conference as a booklet to print and to browse.

    A project is a folder with the programme in content/ and, if it wishes, layouts/ and fonts/ of its own.
    """


for _command in (new, import_, build, check, layouts, fonts, diff, export):
    commands.add_command(_command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line, sys.argv's if none is given; the exit code. Nothing but SystemExit leaves it."""
    settings = Settings()
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors='replace')  # a name that the terminal cannot show must not stop the work
    try:
        return int(commands.main(arguments, prog_name='booklet', standalone_mode=False, obj=settings) or ExitCode.DONE)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return _fail('Interrupted.', ExitCode.INTERRUPTED)
    except MemoryError:
        return _fail('The memory of this machine does not suffice.', ExitCode.COMMAND_LINE)
    except OSError as error:
        return _fail(_system_error(error), ExitCode.COMMAND_LINE)
    except Exception as error:
        return _internal_error(error, settings)


def run() -> NoReturn:
    """The command `booklet`: `main`, and out without taking the interpreter apart, which takes a tenth of a second."""
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _fail(message: str, code: ExitCode) -> int:
    click.echo(f'Error: {message}' if code is not ExitCode.INTERRUPTED else message, err=True)
    return code


def _system_error(error: OSError) -> str:
    reason = error.strerror or str(error) or type(error).__name__
    where = f'{inert(str(error.filename))}: ' if error.filename else ''
    hint = ' Is the file open in another program?' if isinstance(error, PermissionError) and os.name == 'nt' else ''
    return f'{where}{reason}.{hint}'


def _internal_error(error: Exception, settings: Settings) -> int:
    if settings.verbose:
        import traceback

        traceback.print_exception(error)
    advice = '' if settings.verbose else ' together with what booklet says when run with -v'
    return _fail(
        f'Internal error: {type(error).__name__}: {inert(str(error))}\n'
        f'This is a fault of booklet {__version__}, not of your content. Please report it{advice}.',
        ExitCode.INTERNAL,
    )
