"""The commands. Each imports what it needs when called: ``check``, ``list`` and ``verify`` never load a screen."""

from __future__ import annotations

import enum
from pathlib import Path
from typing import Annotated

import typer

from exercise.cli.start import PROGRAM, system_tag

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
        typer.Option(
            "--team",
            "-t",
            metavar="TEAM[:LANG]",
            help="A team that people play, with its language if it is not --lang; repeat it. Left out: all teams.",
        ),
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
    talk: Annotated[
        float | None,
        typer.Option(
            min=0,
            metavar="MINUTES",
            help="Minutes of talk in a round; then the story clock creeps. 0: no limit. Left out: 8 for several teams.",
        ),
    ] = None,
    facilitated: Annotated[
        bool | None,
        typer.Option(
            "--facilitated/--no-facilitator",
            help="Whether somebody steers and rules at a desk of his own. Left out: where several teams play.",
        ),
    ] = None,
    pin: Annotated[
        str, typer.Option(help="Lock the facilitator's desk with these 4 to 12 digits. Left out: some are made up.")
    ] = "",
) -> None:
    """Play a scenario.

    \b
    Alone as one team, bots for the rest:
      exercise play first_parcel --team kazakhstan
    Two teams of people, ten minutes of talk a round, a copy on a stick:
      exercise play first_parcel -t kyrgyzstan -t kazakhstan --talk 10 --copy-to /media/stick
    """  # noqa: D301  (\b tells the help to leave the lines as they are)
    from exercise.cli.playing import Wish, play_scenario, teams_of

    teams, languages = teams_of(team or ())
    wish = Wish(teams, pace, bots.value, seed, talk, _tag(lang), auto, facilitated, pin, languages)
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
def rewind(
    run: RunName,
    round_: Annotated[int, typer.Argument(metavar="ROUND", help="The round to go back to, from its beginning.")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="The new run file; left out: beside the others.")
    ] = None,
    lang: Lang = None,
) -> None:
    """Go back to a round in a run of its own, by the same fate; the run so far stays as it is, notes survive."""
    from exercise.cli.playing import rewind_run

    _print(rewind_run(run, round_, output, _tag(lang)))


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


def _tag(lang: Tag | None) -> str:
    """Return the language asked for, else that of the system where the program has it."""
    return lang.value if lang is not None else system_tag()


def _print(lines: list[str]) -> None:
    from exercise.model.cleaning import clean

    for line in lines:
        typer.echo(clean(line))
