"""While time runs: the day bar, the feed, and the card that stops it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from exercise.model.language import day_and_hour
from exercise.model.views import ClockView, FeedView, MessageView, TeamView
from exercise.ui.look import Look
from exercise.ui.rows import BLANK, Row, row
from exercise.ui.text import flat, paragraphs, say

DAY = 24
"""Cells of the day bar: one an hour."""


def hour_text(clock: ClockView) -> str:
    """Return the time of day of a story time, ``20:43``."""
    return day_and_hour(clock.text)[1]


def day_bar(clock: ClockView, look: Look) -> Content:
    """Return the day as a bar of 24 hours, filled as far as it has passed, with the word for the time of day."""
    hour = max(0, min(DAY - 1, clock.hour))
    word = (
        look.t("night")
        if hour < 6
        else look.t("morning")
        if hour < 12
        else look.t("afternoon")
        if hour < 18
        else look.t("evening")
    )
    return say(
        ("00 ", "faint"),
        (look.signs.full * (hour + 1), "road"),
        (look.signs.empty * (DAY - hour - 1), "faint"),
        (" 24  ", "faint"),
        word,
    )


def feed_rows(view: TeamView, look: Look, opened: frozenset[str]) -> Iterator[Row]:
    """Return the feed in the order in which it reached this team, and where time is now."""
    day = ""
    for entry in view.feed:
        if (now := day_and_hour(entry.clock)[0]) != day and day:
            yield row((flat(now), "faint"), lead=" ")
        day = now
        yield _entry(entry, look, entry.key not in opened)
    if view.clock.state == "runs":
        yield row(("▌", "key"), lead=say(" ", (hour_text(view.clock), "strong"), "   "))


def _entry(entry: FeedView, look: Look, waits: bool) -> Row:
    sign, ink = look.sign(entry.sign)
    urgent = entry.precedence != "routine" and waits
    lead = say(
        " ", (day_and_hour(entry.clock)[1], "faint"), " ", (look.signs.wait, "wait") if urgent else (sign, ink), " "
    )
    return row((flat(entry.text), "strong" if urgent else "own"), lead=lead, item=entry.key)


def stop_rows(view: TeamView, came: Sequence[FeedView], look: Look) -> Iterator[Row]:
    """Return the card: what came, with its cause where the team would know it, and what Enter does."""
    flash = any(entry.precedence == "flash" for entry in came)
    title, ink = (look.t("FLASH: THIS CONCERNS YOU"), "flash") if flash else (look.t("THIS CONCERNS YOU"), "wait")
    yield row((title, ink), lead=(f" {look.signs.wait} ", ink), tail=(_when(came, view), "strong"))
    papers = {paper.key: paper for paper in view.inbox}
    several = len({entry.clock for entry in came}) > 1
    for entry in came:
        yield BLANK
        yield from _came(entry, papers.get(entry.key), look, dated=several)
    yield BLANK
    first = next((papers[entry.key] for entry in came if entry.key in papers and not papers[entry.key].opened), None)
    what = look.t("opens it (time stands)") if first is not None else look.t("go on to what is asked (time stands)")
    yield row((look.t("Enter"), "key"), f"  {what}", lead=" ")


def _when(came: Sequence[FeedView], view: TeamView) -> str:
    """Return the time of day at which the last of it came."""
    return day_and_hour(came[-1].clock)[1] if came else hour_text(view.clock)


def _came(entry: FeedView, paper: MessageView | None, look: Look, *, dated: bool) -> Iterator[Row]:
    time = (day_and_hour(entry.clock)[1] + "  ", "faint") if dated else ""
    yield row(time, (flat(entry.text), "strong"), lead=" ")
    if paper is None:
        return
    if flat(paper.subject) not in flat(entry.text):
        yield row(f"{flat(paper.sender)}: {flat(paper.subject)}", lead="   ")
    if paper.cause.strip():
        for line in paragraphs(paper.cause):
            yield row((line, "faint"), lead="   ")
