"""What the debrief screen may do beyond looking: write the report, keep a note in the run file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from exercise.model.cleaning import clean
from exercise.model.language import language


class Writing:
    """Writes beside a run (see :class:`exercise.ui.debriefing.Debriefing`)."""

    def write(self, run: Path, team: str | None, tag: str) -> str:
        """Write the report into the folder one works in, else beside the run; return where, as a sentence."""
        from exercise.debrief import write  # here, not above: the home screen is painted before records can be read
        from exercise.play.record import RunProblem, read_record

        name = f"{run.stem}{f'-{team}' if team else ''}.html"
        here, beside = Path.cwd() / name, run.absolute().with_name(name)
        try:
            record = read_record(run)
            try:
                write(record, here, team=team, language=tag)
            except OSError:
                write(record, beside, team=team, language=tag)
                here = beside
        except RunProblem as problem:
            raise ValueError(problem.text(tag)) from problem
        return language(tag).t("The debrief is in {path}.", path=here)

    def note(self, run: Path, row: int, team: str, text: str, tag: str) -> str:
        """Keep a note in the run file; return a sentence on it."""
        from exercise.play.record import RunProblem
        from exercise.session.journal import Journal

        try:
            journal = Journal.open(run)
        except RunProblem as problem:
            raise ValueError(problem.text(tag)) from problem
        try:
            said = {"sees": row, "team": team, "tags": (), "text": clean(text)}
            wall = datetime.now(UTC).astimezone().isoformat(timespec="seconds")
            journal.append("note", journal.rows[-1].minute, wall, said)
        except RunProblem as problem:
            raise ValueError(problem.text(tag)) from problem
        finally:
            journal.close()
        return language(tag).t("The note is kept in the run.")
