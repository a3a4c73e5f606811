"""The commands. Each imports what it needs when called: ``check``, ``list`` and ``verify`` never load a screen."""

from __future__ import annotations

import enum
import sys
from pathlib import Path
from typing import Annotated, Final

import typer

PROGRAM: Final = "exercise"

app = typer.Typer(
    name=PROGRAM,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="""A tabletop exercise on cross-border controlled delivery, played in a terminal.

    Without a command the home screen opens.

    \b
    A first look, alone, about half an hour:
      exercise play first_parcel --team kyrgyzstan
    One table, several teams, each called to the keyboard in turn:
      exercise play first_parcel
    A hall in front of one screen, nothing hidden:
      exercise play first_parcel --pace open
    Go on after a break or a power cut, then write the debrief:
      exercise runs
      exercise resume RUN
      exercise debrief RUN
    """,
)


class Tag(enum.StrEnum):
    """A language of the program."""

    en = "en"
    ru = "ru"


class Bots(enum.StrEnum):
    """How the teams decide that nobody plays."""

    recommended = "recommended"
    random = "random"
    default = "default"


class Format(enum.StrEnum):
    """What a debrief is written as."""

    html = "html"
    json = "json"


Lang = Annotated[Tag | None, typer.Option("--lang", help="Language of screens and papers.")]
RunName = Annotated[
    str, typer.Argument(metavar="RUN", help="A name that 'exercise runs' lists, or the path of a run file.")
]
CopyTo = Annotated[
    Path | None, typer.Option("--copy-to", help="Keep a second copy there (a stick), to go on from another machine.")
]


@app.callback(invoke_without_command=True)
def home(context: typer.Context, lang: Lang = None) -> None:
    """Open the home screen unless a command is named."""
    if context.invoked_subcommand is None:
        from exercise.cli.home import open_home

        open_home(_tag(lang))


@app.command("list")
def list_scenarios(lang: Lang = None) -> None:
    """List the scenarios that come with the program."""
    from exercise.cli.listing import scenario_lines

    _print(scenario_lines(_tag(lang)))


@app.command()
def play(  # noqa: PLR0917
    scenario: Annotated[
        str, typer.Argument(metavar="SCENARIO", help="A name that 'exercise list' shows, or a folder.")
    ],
    team: Annotated[
        list[str] | None,
        typer.Option("--team", "-t", help="A team that people play; repeat it. Left out: all of them."),
    ] = None,
    pace: Annotated[
        str, typer.Option(help="rounds, live:RATE (story minutes a second) or open (one screen, nothing hidden).")
    ] = "rounds",
    bots: Annotated[Bots, typer.Option(help="How the other teams decide.")] = Bots.recommended,
    seed: Annotated[int | None, typer.Option(help="The same seed gives the same chance. Left out: a new one.")] = None,
    run: Annotated[Path | None, typer.Option("--run", help="Keep the run in this file.")] = None,
    copy_to: CopyTo = None,
    lang: Lang = None,
    plain: Annotated[
        bool, typer.Option("--plain", help="Lines of text, for screen readers and plain terminals.")
    ] = False,
    auto: Annotated[
        bool, typer.Option("--auto", help="Let bots play every team, at once, and say how it ended.")
    ] = False,
    talk: Annotated[float | None, typer.Option(min=0, help="Minutes of talk in a round; 0: no limit.")] = None,
) -> None:
    r"""Play a scenario.

    \b
    Alone as one team, bots for the rest:
      exercise play first_parcel --team kazakhstan
    Two teams of people, ten minutes of talk a round, a copy on a stick:
      exercise play first_parcel -t kyrgyzstan -t kazakhstan --talk 10 --copy-to /media/stick
    """
    from exercise.cli.playing import Wish, play_scenario

    wish = Wish(tuple(team or ()), pace, bots.value, seed, talk, _tag(lang), auto)
    play_scenario(scenario, wish, run, copy_to, plain=plain)


@app.command()
def resume(
    run: RunName,
    copy_to: CopyTo = None,
    lang: Lang = None,
    plain: Annotated[bool, typer.Option("--plain", help="Lines of text instead of screens.")] = False,
) -> None:
    """Go on with a run where it stood."""
    from exercise.cli.playing import resume_run

    resume_run(run, copy_to, lang.value if lang else None, plain=plain)


@app.command()
def runs(lang: Lang = None) -> None:
    """List the runs on this machine, the latest first."""
    from exercise.cli.listing import run_lines

    _print(run_lines(_tag(lang)))


@app.command()
def verify(run: RunName, lang: Lang = None) -> None:
    """Check that a run file is whole and plays again to the same end."""
    from exercise.cli.checking import verify_run

    whole, lines = verify_run(run, _tag(lang))
    _print(lines)
    raise typer.Exit(0 if whole else 1)


@app.command()
def debrief(
    run: RunName,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Where to write it; left out: beside you.")
    ] = None,
    team: Annotated[str | None, typer.Option("--team", "-t", help="The extract for one team.")] = None,
    lang: Lang = None,
    format: Annotated[Format, typer.Option("--format", help="A page to read and print, or data.")] = Format.html,
) -> None:
    """Write the debrief of a run: what happened, who knew what when, and what else could have been."""
    from exercise.cli.checking import write_debrief

    _print([write_debrief(run, output, team, _tag(lang), "json" if format is Format.json else "html")])


@app.command()
def check(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Scenario folders, or shipped names.")],
) -> None:
    """Check scenarios: every problem with its file, line, column and mend. Exit 1 if one cannot be played."""
    from exercise.cli.checking import check_scenarios

    sound, lines = check_scenarios(paths)
    _print(lines)
    raise typer.Exit(0 if sound else 1)


@app.command()
def sheets(
    scenario: Annotated[
        str, typer.Argument(metavar="SCENARIO", help="A name that 'exercise list' shows, or a folder.")
    ],
    output: Annotated[
        Path, typer.Option("-o", "--output", help="The folder to write them into; made where it is not there.")
    ],
    lang: Lang = None,
) -> None:
    """Write what a hall needs on paper: briefings, round sheets, forms, checklist, list of events, feedback."""
    from exercise.cli.sheets import write_sheets

    _print([write_sheets(scenario, output, _tag(lang))])


def main() -> None:
    """Run the program; whatever goes wrong is one sentence and an exit code: 2 asked for amiss, 1 else."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a console without Cyrillic shows a sign instead of failing
    from exercise.play.record import RunProblem

    try:
        app(prog_name=PROGRAM)
    except RunProblem as problem:
        _fail(problem.text(_tag(None)), 2)
    except LookupError as unknown:  # a scenario, team or run that is not there says so itself
        from exercise.cli.playing import Unknown

        if not _is_told(unknown, Unknown):
            _fail_inside(unknown)
        _fail(str(unknown.args[0]), 2)
    except BrokenPipeError:
        sys.stderr.close()  # the reader went away: nothing more to say
        raise SystemExit(1) from None
    except Exception as failure:
        _fail_inside(failure)


def _is_told(error: LookupError, own: type[LookupError]) -> bool:
    from exercise.scenario.library import ScenarioNotFoundError

    return isinstance(error, own | ScenarioNotFoundError)


def _fail(sentence: str, code: int) -> None:
    typer.echo(sentence, err=True)
    raise SystemExit(code)


def _fail_inside(failure: BaseException) -> None:
    """Tell of a fault of the program itself; its traceback goes to a file, never to the screen."""
    from exercise.cli.faults import keep_traceback
    from exercise.model.language import language

    words, kept = language(_tag(None)), keep_traceback(failure)
    said = words.t("Something went wrong inside the program; what was decided is kept in the run file.")
    _fail(f"{said} {words.t('Details: {path}', path=kept)}" if kept else f"{said} ({failure})", 1)


def _tag(lang: Tag | None) -> str:
    """Return the language asked for, else that of the system where the program has it."""
    if lang is not None:
        return lang.value
    import os

    system = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "ru" if system.lower().startswith("ru") else "en"


def _print(lines: list[str]) -> None:
    from exercise.model.text import clean

    for line in lines:
        typer.echo(clean(line))
