"""The inbox and the paper that is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from exercise.model.language import day_and_hour
from exercise.model.views import MessageView, TeamView
from exercise.ui.look import Look
from exercise.ui.rows import BLANK, Row, row
from exercise.ui.text import Part, flat, paragraphs, say


def newest_first(view: TeamView) -> tuple[MessageView, ...]:
    """Return the papers, the latest on top."""
    return tuple(reversed(view.inbox))


def unopened(view: TeamView) -> int:
    """Return how many papers for this team nobody has opened."""
    return sum(not paper.opened for paper in view.inbox)


def inbox_rows(papers: Sequence[MessageView], look: Look, ink_of: Callable[[str], str]) -> Iterator[Row]:
    """Return two lines a paper: when, how urgent and from whom; then its subject."""
    if not papers:
        yield row((look.t("No paper has come yet."), "faint"), lead=" ")
    days = [day_and_hour(paper.clock)[0] for paper in papers]
    for number, paper in enumerate(papers):
        if len(set(days)) > 1 and days[number] != (days[number - 1] if number else ""):
            yield row((flat(days[number]), "faint"), lead=" ")
        ink = ink_of(paper.key)
        sign = (look.signs.unopened, "wait") if not paper.opened else (" ", "own")
        urgent = paper.precedence != "routine" and not paper.opened
        lead = say(" ", (look.signs.wait, "wait") if urgent else sign, " ")
        how = {"routine": "", "priority": look.t("PRIORITY"), "flash": look.t("FLASH")}[paper.precedence]
        what = look.t("to {whom}", whom=flat(paper.sender)) if paper.kind == "sent" else flat(paper.sender)
        weight = "own" if paper.opened else "strong"
        tail = (how, "wait" if urgent else "faint")
        yield Row(say((f"{day_and_hour(paper.clock)[1]}  ", "faint"), (what, weight)), lead, say(tail), paper.key, ink)
        yield row((flat(paper.subject), weight), lead="    ", item=paper.key, ink=ink)


def reading_rows(paper: MessageView | None, look: Look, hints: bool) -> Iterator[Row]:
    """Return a paper in full; *hints*: with what can be done with it."""
    if paper is None:
        yield row((look.t("Choose a paper in the inbox and press Enter."), "faint"), lead=" ")
        return
    who = look.t("TO") if paper.kind == "sent" else look.t("FROM")
    yield row((flat(paper.sender), "strong"), lead=say(" ", (f"{who}  ", "faint")), tail=(paper.clock, "faint"))
    if paper.precedence != "routine":
        word = look.t("FLASH") if paper.precedence == "flash" else look.t("PRIORITY")
        yield row((word, "wait"), lead=(f" {look.signs.wait} ", "wait"))
    yield row((flat(paper.subject), "title"), lead=" ")
    yield BLANK
    for line in paragraphs(paper.text):
        yield row(line, lead=" ")
    if paper.cause.strip():
        yield BLANK
        yield row((flat(paper.cause), "strong"), lead=" ")
    notes = [flat(note) for note in (grade(paper.grading, look), paper.handling) if note]
    if notes:
        yield BLANK
        yield row((" · ".join(notes), "faint"), lead=" ")
    if hints:
        yield BLANK
        share: list[Part] = [look.key("s"), " " + look.t("share it") + "   "] if paper.item else []
        mend: list[Part] = [look.key("r"), " " + look.t("the request") + "   "] if paper.request else []
        yield row(*share, *mend, ("Esc", "key"), " " + look.t("back"), lead=" ")


def grade(grading: str, look: Look) -> str:
    """Return the grading in words: source A-F and information 1-6."""
    if len(grading) != 2:
        return flat(grading)
    return look.t("source {source}, information {information}", source=grading[0], information=grading[1])
