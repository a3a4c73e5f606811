"""The commands. Each imports what it needs when called: ``check``, ``list`` and ``verify`` never load a screen."""

from __future__ import annotations

import inspect
import sys
from argparse import SUPPRESS, ArgumentParser, ArgumentTypeError, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

from exercise import __version__
from exercise.cli.start import PROGRAM, system_tag

if TYPE_CHECKING:
    # Loaded where they are wanted.
    from exercise.cli.playing import Wish
    from exercise.session.session import Session
    from exercise.ui.widgets.map_picture import SignSet

_ABOUT: Final = """A tabletop exercise on cross-border controlled delivery, played in a terminal.

Without a command the home screen opens.

A first look, alone, about half an hour:
  exercise play first_parcel --team kyrgyzstan
One table, several teams, each called to the keyboard in turn:
  exercise play first_parcel
A hall in front of one screen, nothing hidden:
  exercise play first_parcel --pace open
Go on after a break or a power cut, then write the debrief:
  exercise runs
  exercise resume
  exercise debrief RUN
"""
_SCENARIO: Final = "A folder, or a name that 'exercise list' shows; a folder of that name here comes first."
_RUN: Final = "A name that 'exercise runs' lists, or the path of a run file."
_COPY: Final = "Keep a second copy there (a stick), to go on from another machine."


class Parser(ArgumentParser):
    """Reads what was typed; what is amiss is said in one sentence, with where to read more."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(allow_abbrev=False, formatter_class=RawDescriptionHelpFormatter, **settings)

    def error(self, message: str) -> NoReturn:
        """Say what is amiss, and leave."""
        self.exit(2, f"{message[:1].upper()}{message[1:]}; see '{self.prog} --help'.\n")

    def scenario(self) -> None:
        """Take a scenario."""
        self.add_argument("scenario", metavar="SCENARIO", help=_SCENARIO)

    def run(self) -> None:
        """Take a run."""
        self.add_argument("run", metavar="RUN", help=_RUN)

    def language(self) -> None:
        """Take the language of screens and papers; left out, it is that of the system where the program has it."""
        # A language before the command is one after it too, unless that says another.
        self.add_argument("--lang", choices=("en", "ru"), default=SUPPRESS, help="Language of screens and papers.")

    def signs(self) -> None:
        """Take the set of signs that the screens use."""
        self.add_argument(
            "--signs", choices=("full", "wgl4"), default=SUPPRESS,
            help="Signs of the screens: full, or the fewer that old consoles have. Left out: what this one shows.",
        )  # fmt: skip

    def output(self, help: str, *, required: bool = False) -> None:
        """Take the file or folder to write."""
        self.add_argument("-o", "--output", metavar="PATH", type=Path, required=required, help=help)

    def sitting(self, plain: str) -> None:
        """Take how people sit down: the second copy of the run, and lines of text in place of screens."""
        self.add_argument("--copy-to", metavar="PATH", type=Path, help=_COPY)
        self.add_argument("--plain", action="store_true", help=plain)
        self.signs()


def main(arguments: Sequence[str]) -> int:
    """Do what *arguments* ask and return the exit code; leaves at once where they are amiss, or ask for help."""
    options = _parser().parse_args(arguments)
    command: Callable[[Namespace], int] = options.command
    return command(options)


def _parser() -> Parser:
    parser = Parser(prog=PROGRAM, description=_ABOUT)
    parser.language()
    parser.signs()
    parser.add_argument("--version", action="version", version=f"{PROGRAM} {__version__}", help="Say which one it is.")
    parser.set_defaults(command=_home)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", parser_class=Parser)
    for name, (command, ask) in _COMMANDS.items():
        about = inspect.getdoc(command) or ""
        added = commands.add_parser(name, help=about.partition("\n")[0], description=about)
        ask(added)
        added.set_defaults(command=command)
    return parser


def _home(options: Namespace) -> int:
    """Open the home screen."""
    from exercise.cli.home import open_home

    open_home(_tag(options), _signs(options))
    return 0


def _list(options: Namespace) -> int:
    """List the scenarios that come with the program."""
    from exercise.cli.listing import scenario_lines

    return _print(scenario_lines(_tag(options)))


def _play(options: Namespace) -> int:
    """Play a scenario.

    Alone as one team, bots for the rest:
      exercise play first_parcel --team kazakhstan
    Two teams of people, ten minutes of talk a round, a copy on a stick:
      exercise play first_parcel -t kyrgyzstan -t kazakhstan --talk 10 --copy-to /media/stick
    How often each ending comes, with each kind of bots, by the seeds 1 to 20:
      exercise play first_parcel --auto --seeds 20
    """
    _say_which(options.scenario, tag=_tag(options))
    if options.seeds is not None:
        return _try_out(options)
    if not (options.plain or options.auto) and _has_screens(options):
        from exercise.cli.seating import seat

        seat(options.scenario, lambda: _begin(options), _tag(options), signs=_signs(options))
    else:
        from exercise.cli.playing import play_scenario

        play_scenario(options.scenario, _wish(options), options.run, options.copy_to, plain=options.plain)
    return 0


def _try_out(options: Namespace) -> int:
    from exercise.cli.playing import Unknown
    from exercise.cli.trying import KINDS, try_out

    if not options.auto or options.seed is not None or options.run or options.copy_to or options.team:
        raise Unknown("--seeds goes with --auto and keeps no run: leave out --seed, --run, --copy-to and --team.")
    return _print(try_out(options.scenario, options.seeds, (options.bots,) if options.bots else KINDS, _tag(options)))


def _begin(options: Namespace) -> Session:
    from exercise.cli.playing import begin_run

    return begin_run(options.scenario, _wish(options), options.run, options.copy_to)


def _wish(options: Namespace) -> Wish:
    from exercise.cli.playing import Wish, teams_of

    teams, languages = teams_of(options.team or ())
    return Wish(
        teams, options.pace, options.bots or "recommended", options.seed, options.talk, _tag(options), options.auto,
        options.facilitated, options.pin, languages,
    )  # fmt: skip


def _ask_to_play(parser: Parser) -> None:
    add = parser.add_argument
    parser.scenario()
    add(
        "-t", "--team", metavar="TEAM[:LANG]", action="append",
        help="A team that people play, with its language if it is not --lang; repeat it. Left out: all teams.",
    )  # fmt: skip
    add(
        "--pace", default="rounds", metavar="PACE",
        help="rounds, live:RATE (story minutes a second) or open (one screen, nothing hidden).",
    )  # fmt: skip
    add(
        "--bots", choices=("recommended", "random", "default"),
        help="How other teams decide. Left out: recommended; with --seeds: each of them.",
    )  # fmt: skip
    add("--seed", type=int, metavar="N", help="The same seed gives the same chance. Left out: a new one.")
    add("--seeds", type=_count, metavar="N", help="With --auto: play by the seeds 1 to N, and count the endings.")
    add("--run", type=Path, metavar="PATH", help="Keep the run in this file.")
    parser.sitting("Lines of text, for screen readers and plain terminals.")
    parser.language()
    add("--auto", action="store_true", help="Let bots play every team, at once, and say how it ended.")
    add(
        "--talk", type=_minutes, metavar="MINUTES",
        help="Minutes of talk in a round; then the story clock creeps. 0: no limit. Left out: 8 for several teams.",
    )  # fmt: skip
    add(
        "--facilitated", action="store_true", default=None,
        help="Somebody steers and rules at a desk of his own; as is usual where several teams play.",
    )  # fmt: skip
    add("--no-facilitator", dest="facilitated", action="store_false", default=None, help="Nobody does.")
    add(
        "--pin", default="", metavar="DIGITS",
        help="Lock the facilitator's desk with these 4 to 12 digits. Left out: some are made up.",
    )  # fmt: skip


def _resume(options: Namespace) -> int:
    """Go on with a run where it stood."""
    asked = getattr(options, "lang", "")
    if not options.run:
        from exercise.cli.listing import only_unfinished

        options.run = only_unfinished(asked or system_tag())
    if options.plain or not _has_screens(options):
        from exercise.cli.playing import resume_run

        resume_run(options.run, options.copy_to, asked, plain=options.plain)
        return 0
    from exercise.cli.seating import NobodyPlays, seat

    try:
        seat(options.run, lambda: _reopen(options), asked, resumed=True, signs=_signs(options))
    except NobodyPlays as run:
        from exercise.cli.playing import finish_alone

        finish_alone(run.session, asked)
        run.session.release()
    return 0


def _reopen(options: Namespace) -> Session:
    from exercise.cli.playing import reopen_run

    return reopen_run(options.run, options.copy_to)


def _ask_to_resume(parser: Parser) -> None:
    parser.add_argument(
        "run", metavar="RUN", nargs="?", default="", help=f"{_RUN} Left out: the only one that is not finished."
    )
    parser.sitting("Lines of text instead of screens.")
    parser.language()


def _rewind(options: Namespace) -> int:
    """Go back to a round in a run of its own; the run so far stays as it is, notes survive."""
    from exercise.cli.playing import rewind_run

    return _print(rewind_run(options.run, options.round, options.output, _tag(options), new_fate=options.new_fate))


def _ask_to_rewind(parser: Parser) -> None:
    parser.run()
    parser.add_argument("round", metavar="ROUND", type=int, help="The round to go back to, from its beginning.")
    parser.add_argument(
        "--new-fate", action="store_true", help="Chance falls anew from there on; left out: as it fell."
    )
    parser.output("The new run file; left out: beside the others.")
    parser.language()


def _runs(options: Namespace) -> int:
    """List the runs on this machine, the latest first."""
    from exercise.cli.listing import run_lines

    return _print(run_lines(_tag(options)))


def _verify(options: Namespace) -> int:
    """Check that a run file is whole and plays again to the same end."""
    from exercise.cli.checking import verify_run

    whole, lines = verify_run(options.run, _tag(options))
    _print(lines)
    return 0 if whole else 1


def _ask_to_verify(parser: Parser) -> None:
    parser.run()
    parser.language()


def _debrief(options: Namespace) -> int:
    """Write the debrief of a run: what happened, who knew what when, and what came of each decision."""
    from exercise.cli.checking import write_debrief

    return _print([write_debrief(options.run, options.output, options.team, _tag(options), options.format)])


def _ask_to_debrief(parser: Parser) -> None:
    parser.run()
    parser.output("Where to write it; left out: beside you.")
    parser.add_argument("-t", "--team", metavar="TEAM", help="The extract for one team.")
    parser.language()
    parser.add_argument("--format", choices=("html", "json"), default="html", help="A page to read and print, or data.")


def _new(options: Namespace) -> int:
    """Write a scenario to begin with: a small one that plays, with a comment to each part."""
    from exercise.cli.authoring import begin_scenario

    return _print(begin_scenario(options.folder, _tag(options)))


def _ask_for_new(parser: Parser) -> None:
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="The folder to write it into; made if not there.")
    parser.language()


def _check(options: Namespace) -> int:
    """Check scenarios: every problem with its file, line, column and mend. Exit 1 if one cannot be played."""
    from exercise.cli.checking import check_scenarios

    _say_which(*options.paths, tag=system_tag())
    sound, lines = check_scenarios(options.paths)
    _print(lines)
    return 0 if sound else 1


def _ask_to_check(parser: Parser) -> None:
    parser.add_argument("paths", metavar="PATH", nargs="+", help="Scenario folders, or shipped names.")


def _sheets(options: Namespace) -> int:
    """Write what a hall needs on paper: briefings, round sheets, forms, checklist, list of events, feedback."""
    from exercise.cli.sheets import write_sheets

    _say_which(options.scenario, tag=_tag(options))
    return _print([write_sheets(options.scenario, options.output, _tag(options))])


def _ask_for_sheets(parser: Parser) -> None:
    parser.scenario()
    parser.output("The folder to write them into; made where it is not there.", required=True)
    parser.language()


def _texts(options: Namespace) -> int:
    """Write the texts of a scenario for translators, as .po files; what they have translated stays."""
    from exercise.cli.texts import write_texts

    _say_which(options.scenario, tag=system_tag())
    return _print(write_texts(options.scenario, options.into, options.output, system_tag()))


def _ask_for_texts(parser: Parser) -> None:
    parser.scenario()
    into = "The language to translate into: ru, kk, uz ..."
    parser.add_argument("--lang", dest="into", metavar="TAG", required=True, help=into)
    parser.output("The folder to write into; left out: translations/TAG of the scenario.")


_COMMANDS: Final[dict[str, tuple[Callable[[Namespace], int], Callable[[Parser], None]]]] = {
    "list": (_list, Parser.language),
    "play": (_play, _ask_to_play),
    "resume": (_resume, _ask_to_resume),
    "rewind": (_rewind, _ask_to_rewind),
    "runs": (_runs, Parser.language),
    "verify": (_verify, _ask_to_verify),
    "debrief": (_debrief, _ask_to_debrief),
    "new": (_new, _ask_for_new),
    "check": (_check, _ask_to_check),
    "sheets": (_sheets, _ask_for_sheets),
    "texts": (_texts, _ask_for_texts),
}
"""What each command does, and what it asks for."""


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text[:6]) <= 10_000:
        raise ArgumentTypeError(f"'{text}' is no number of seeds")
    return int(text)


def _minutes(text: str) -> float:
    try:
        minutes = float(text)
    except ValueError:
        minutes = -1.0
    if not 0 <= minutes < 10_000:
        raise ArgumentTypeError(f"'{text}' is no number of minutes")
    return minutes


def _has_screens(options: Namespace) -> bool:
    """Tell whether this terminal can show the screens."""
    from exercise.model.language import language
    from exercise.ui.run import unfit

    return not unfit(language(_tag(options)))


def _say_which(*names: str, tag: str) -> None:
    """Say of each name that is both a folder here and a shipped scenario that the folder is taken."""
    for name in names:
        if (Path(name) / "scenario.yaml").exists():
            from exercise.model.language import language
            from exercise.scenario.library import hidden

            if hidden(name):
                words = language(tag)
                print(
                    words.t("'{name}' is the folder here, not the scenario of that name that comes with the program.",
                            name=name), file=sys.stderr,
                )  # fmt: skip


def _tag(options: Namespace) -> str:
    """Return the language asked for, else that of the system where the program has it."""
    return getattr(options, "lang", "") or system_tag()


def _signs(options: Namespace) -> SignSet | None:
    """Return the set of signs asked for; ``None``: the one that fits the console."""
    return getattr(options, "signs", None)


def _print(lines: Sequence[str]) -> int:
    from exercise.model.cleaning import clean

    for line in lines:
        print(clean(line), flush=True)
    return 0
