"""What is there: scenarios and runs, as lines of text."""

from __future__ import annotations

from datetime import datetime

from exercise.model.language import Language, language
from exercise.model.scenario import Scenario
from exercise.scenario.cache import load_kept
from exercise.scenario.library import shipped
from exercise.session.runs import RunInfo, directory, list_runs


def scenario_lines(tag: str) -> list[str]:
    """Return a line or two for each shipped scenario."""
    words = language(tag)
    lines: list[str] = []
    for name, path in shipped():
        scenario = load_kept(path).scenario
        lines += (
            _scenario(name, scenario, words) if scenario else [f"{name}  {words.t('(cannot be played; see check)')}"]
        )
    return lines or [words.t("No scenarios are installed.")]


def _scenario(name: str, scenario: Scenario, words: Language) -> list[str]:
    teams = ", ".join(scenario.played)
    length = words.length(scenario.playing_minutes)
    teaser = (scenario.teaser or scenario.summary).in_(words.tag)
    return [f"{name}  {scenario.title.in_(words.tag)}  ({length}; {teams})", f"    {' '.join(teaser.split())}"]


def run_lines(tag: str) -> list[str]:
    """Return a line for each run of this user."""
    words = language(tag)
    lines = [_run(run, words) for run in list_runs()]
    return lines or [words.t("No runs yet; they will be kept in {path}.", path=directory())]


def only_unfinished(tag: str) -> str:
    """Return the name of the only run that can be gone on with; where there are more, or none, that is the problem."""
    from exercise.cli.playing import Unknown  # the home screen lists runs without loading what plays them

    words = language(tag)
    open_runs = [run for run in list_runs() if not run.finished and not run.problem]
    if not open_runs:
        raise Unknown(words.t("There is no run to go on with; 'exercise play' begins one."))
    if len(open_runs) > 1:
        listed = "\n".join(f"  {_run(run, words)}" for run in open_runs)
        raise Unknown(words.t("Say which run to go on with:") + f"\n{listed}")
    return open_runs[0].path.stem


def _run(run: RunInfo, words: Language) -> str:
    if run.problem:
        return f"{run.path.stem}  {run.problem.text(words.tag)}"
    teams = ", ".join(name.in_(words.tag) for name in run.names) or words.t("bots alone")
    story = words.t("finished") if run.finished else words.clock(run.starts, run.minute)
    saved = words.t("saved {when}", when=saved_text(run.saved))
    return f"{run.path.stem}  {run.title.in_(words.tag)}  {teams}  {story}  {saved}"


def saved_text(stamp: str) -> str:
    """Return the local date and time of a stamp in a run file, as short as it sorts."""
    try:
        return f"{datetime.fromisoformat(stamp).astimezone():%Y-%m-%d %H:%M}"
    except ValueError:
        return stamp
