import asyncio
from dataclasses import replace

from textual.geometry import Region
from textual.widget import Widget

from exercise.model.decisions import SOMETHING_ELSE, Answer, Enquire, File, Refusal
from exercise.model.views import FeedView, OptionView
from exercise.ui.app import ExerciseApp
from exercise.ui.desk import Desk
from exercise.ui.parts.agenda import agenda_items
from exercise.ui.screens.team import TeamScreen
from exercise.ui.widgets.map import MapPanel
from exercise.ui.widgets.seen import ClockBar
from tests.ui.fakes import ANSWER, FORMS, INBOX, POINT, RUNNING, SEALED, SECOND, STOPPED, VIEW, FakeSeat, solo
from tests.ui.screen import screen_text
from tests.ui.sitting import at_table, press, settle, standing_app


def team(app: ExerciseApp) -> TeamScreen:
    assert isinstance(app.screen, TeamScreen)
    return app.screen


ALL_READ = replace(VIEW, inbox=tuple(replace(paper, opened=True) for paper in INBOX))


async def test_a_view_that_comes_while_the_screen_is_taken_down_is_dropped():
    async with at_table(solo()) as (app, _):
        screen = team(app)
        going = asyncio.ensure_future(_popped(app))
        while not going.done():
            screen.view = replace(VIEW, waits=f"{screen.view and screen.view.waits}.")
            screen.left = "inbox" if screen.left == "do" else "do"
            await asyncio.sleep(0)
        assert not screen.is_whole


async def _popped(app: ExerciseApp) -> None:
    await app.pop_screen()


async def test_a_screen_that_is_taken_down_at_once_mounts_nothing_more():
    app = standing_app()
    async with app.run_test(size=(100, 30)) as pilot:
        for _ in range(3):
            await app.push_screen(TeamScreen(FakeSeat(VIEW), app.look, Desk(), str))
            await app.pop_screen()
        await settle(pilot)
        assert app.screen is app.screen_stack[0]


async def test_six_keys_sign_a_decision():
    table = solo(ALL_READ)
    async with at_table(table) as (_, pilot):
        await press(pilot, "2", "enter", "1", "2", "3", "enter")
    assert table.fake.acts == [(ANSWER, "head")]


async def test_unopened_papers_are_named_and_ask_for_enter_once_more():
    table = solo()
    async with at_table(table) as (app, pilot):
        await press(pilot, "2", "enter", "1", "2", "3", "enter")
        assert table.fake.acts == []
        assert "2 papers for you are still unopened. Enter once more" in " ".join(screen_text(app).split())
        await press(pilot, "enter")
    assert table.fake.acts == [(ANSWER, "head")]


async def test_the_signature_says_what_it_does_costs_and_whether_it_can_be_taken_back():
    async with at_table(solo(replace(ALL_READ, room=replace(VIEW.room, pace="live"))), (80, 24)) as (app, pilot):
        await press(pilot, "2", "enter", "1", "2", "3")
        text = " ".join(screen_text(app).replace("│", " ").split())
    assert "Request direct to the duty office. It takes 30 m of story; it cannot be taken" in text


async def test_the_prosecutor_signs_where_picked():
    table = solo(ALL_READ)
    async with at_table(table) as (_, pilot):
        await press(pilot, "2", "enter", "1", "2", "3", "2", "enter")
    assert table.fake.acts == [(ANSWER, "prosecutor")]


async def test_after_signing_the_next_open_decision_comes_then_the_agenda():
    table = solo(ALL_READ)
    async with at_table(table) as (app, pilot):
        await press(pilot, "2", "enter", "1", "2", "3", "enter")
        draft = team(app).deciding.draft
        assert draft is not None
        assert draft.point.id == "tell"
        await press(pilot, "1", "enter", "1", "4", "enter")
        assert team(app).doing == "agenda"
    assert [act.point for act, _ in table.fake.acts if isinstance(act, Answer)] == ["ask", "tell"]


async def test_a_refused_act_is_said_and_what_was_filled_in_stays():
    table = solo(ALL_READ)
    table.fake.refuses = Refusal("too_late")
    async with at_table(table) as (app, pilot):
        await press(pilot, "2", "enter", "1", "2", "3", "enter")
        assert "too_late" in screen_text(app)
        draft = team(app).deciding.draft
        assert draft is not None
        assert draft.options == ("direct",)


async def test_own_words_are_kept_as_they_are_typed_and_go_with_the_answer():
    table = solo(ALL_READ)
    async with at_table(table) as (_, pilot):
        await press(pilot, "2", "enter", "5", "n", "o", "m", "escape")
        assert table.fake.drafts["point:ask"] == "nom"
        await press(pilot, "enter", "2", "3", "enter")
    answer = table.fake.acts[0][0]
    assert isinstance(answer, Answer)
    assert (answer.why, answer.why_text) == (("own_words",), "nom")


ELSE = OptionView(SOMETHING_ELSE, "Something else", "", 0, True, "", "")


async def test_what_is_done_instead_is_written_at_once_and_restated_before_it_is_signed():
    point = replace(POINT, options=(*POINT.options[:2], ELSE))
    table = solo(replace(ALL_READ, points=(point,)))
    async with at_table(table) as (app, pilot):
        await press(pilot, "3", "p", "a", "y", "escape")
        assert "«pay»" in screen_text(app)
        await press(pilot, "enter", "1", "2", "3")
        assert "You sign: Something else: «pay»" in screen_text(app)
        assert table.paused == []
        await press(pilot, "enter")
    assert table.fake.acts == [(Answer("ask", (SOMETHING_ELSE,), ("evidence",), "", ("bilateral",), 3, "pay"), "head")]


async def test_what_is_done_instead_must_be_written():
    point = replace(POINT, options=(*POINT.options[:2], ELSE))
    table = solo(replace(ALL_READ, points=(point,)))
    async with at_table(table) as (app, pilot):
        await press(pilot, "3", "escape", "enter", "1", "2", "3")
        assert "What you do instead is not written yet" in screen_text(app)
        await press(pilot, "enter", "p", "escape", "enter")
    assert [act.text for act, _ in table.fake.acts if isinstance(act, Answer)] == ["p"]


async def test_a_kept_draft_is_there_again():
    table = solo(ALL_READ)
    table.fake.drafts["point:ask"] = "the duty list is old"
    async with at_table(table) as (app, _):
        draft = team(app).deciding.draft
        assert draft is not None
        assert draft.words == "the duty list is old"


async def test_escape_goes_one_field_back_and_at_last_to_the_agenda():
    async with at_table(solo()) as (app, pilot):
        await press(pilot, "2", "enter", "1", "escape")
        draft = team(app).deciding.draft
        assert draft is not None
        assert draft.field == "why"
        await press(pilot, "escape", "escape")
        assert team(app).doing == "agenda"


async def test_opening_a_paper_tells_the_seat_and_shows_all_of_it():
    table = solo()
    async with at_table(table, (80, 24)) as (app, pilot):
        await press(pilot, "b", "down", "enter")
        assert "Without a protocol we record receipt but give no opinion." in screen_text(app)
        await press(pilot, "escape")
        assert app.screen.focused is not None
        assert app.screen.focused.id == "inbox"
        await press(pilot, "escape")
        assert team(app).left == "do"
    assert table.fake.papers == ["m3"]


async def test_a_request_is_filed_with_its_contents():
    table = solo()
    async with at_table(table) as (_, pilot):
        await press(pilot, "f", "enter", "enter", "enter", "2", "enter", "enter", "enter")
    assert table.fake.acts == [(File("consent", "kz", "liaison", {"facts": "", "abort": "both"}), "")]


async def test_a_returned_request_is_mended_from_the_requests_pane():
    async with at_table(solo(), (140, 45)) as (app, pilot):
        await press(pilot, "r", "enter", "enter")
        filling = team(app).forming.filling
        assert filling is not None
        assert filling.value("content:facts") == ("filled",)


async def test_an_enquiry_by_arrows_tab_enter_and_escape_alone():
    table = solo(SEALED)
    async with at_table(table) as (_, pilot):
        await press(pilot, "home", "down", "down", "down", "enter", "down", "enter", "enter", "enter")
    assert table.fake.acts == [(Enquire("ncb", "sender"), "")]


async def test_carrying_on_waits_for_what_must_be_signed():
    table = solo()
    async with at_table(table) as (app, pilot):
        await press(pilot, "escape", "o")
        assert team(app).doing == "decide"
    assert table.fake.readied == []


async def test_carrying_on_until_a_time():
    table = solo(SEALED)
    async with at_table(table) as (_, pilot):
        await press(pilot, "right", "right", "o")
    assert table.fake.readied == [163 + 180]


async def test_a_sealed_act_is_taken_back():
    table = solo(SEALED)
    async with at_table(table) as (_, pilot):
        await press(pilot, "home", "backspace")
    assert table.fake.withdrawn == [1]


async def test_the_panel_opens_with_the_decision_that_is_asked_for_first():
    first, second = ALL_READ.points[0], ALL_READ.points[1]
    late = replace(first, deadline=(second.deadline or 0) + 600)
    async with at_table(solo(replace(ALL_READ, points=(late, second, *ALL_READ.points[2:])))) as (app, _):
        draft = team(app).deciding.draft
        assert draft is not None
        assert draft.point.id == second.id


async def test_backspace_from_elsewhere_first_goes_to_the_act_sealed_last():
    table = solo(SEALED)
    async with at_table(table) as (_, pilot):
        await press(pilot, "end", "backspace")
        assert table.fake.withdrawn == []
        await press(pilot, "backspace")
    assert table.fake.withdrawn == [len(SEALED.sealed)]


async def test_a_digit_marks_beside_an_open_inbox_where_both_are_on_the_screen():
    async with at_table(solo(ALL_READ), (140, 45)) as (app, pilot):
        await press(pilot, "b", "2", "enter")
        draft = team(app).deciding.draft
        assert draft is not None
        assert (draft.options, draft.field) == (("direct",), "why")


async def test_space_hurries_and_p_pauses():
    table = solo(RUNNING)
    table.first = replace(table.first, phase="runs")
    async with at_table(table) as (_, pilot):
        await press(pilot, "space", "p")
    assert (table.hurried, table.paused) == (1, [True])


async def test_the_stop_card_opens_what_came_and_is_then_put_away():
    table = solo(RUNNING)
    async with at_table(table) as (app, pilot):
        assert app.screen.focused is not None
        assert app.screen.focused.id == "feed"
        table.fake.push(STOPPED)
        await settle(pilot)
        assert "THIS CONCERNS YOU" in screen_text(app)
        await press(pilot, "enter")
        assert "The parcel is booked on the van of 15:00 to Bishkek" in screen_text(app)
        await press(pilot, "escape", "escape")
        assert team(app).doing == "decide"
    assert table.fake.papers == ["m4"]


async def test_the_stop_card_stays_while_the_clock_creeps_on():
    table = solo(STOPPED)
    async with at_table(table) as (app, pilot):
        table.fake.push(replace(STOPPED, clock=replace(STOPPED.clock, minute=164, text="Mon 2 Mar 10:44")))
        await settle(pilot)
        assert "THIS CONCERNS YOU" in screen_text(app)
        await press(pilot, "enter")
        assert "The parcel is booked on the van of 15:00 to Bishkek" in screen_text(app)


FLASH = FeedView(150, "10:30", "bad", "The courier was shot at.", "flash", "m5")


async def test_a_flash_stops_a_team_that_is_deciding():
    table = solo(ALL_READ)
    async with at_table(table) as (app, pilot):
        table.fake.push(replace(ALL_READ, feed=(*ALL_READ.feed, FLASH)))
        await settle(pilot)
        assert "FLASH: THIS CONCERNS YOU" in screen_text(app)
        assert "The courier was shot at." in screen_text(app)


def test_what_was_urgent_while_the_team_was_away_is_named_when_it_comes_back():
    desk, later = Desk(), FeedView(170, "10:50", "wait", "A new question.", "priority")
    desk.leave(VIEW)
    back = replace(VIEW, clock=replace(VIEW.clock, minute=170), feed=(*VIEW.feed, FLASH, later))
    assert desk.came(back) == (FLASH, later)
    desk.look(back)
    assert desk.came(back) == ()


def test_after_a_stop_of_the_program_a_flash_that_nobody_opened_is_named():
    unread = replace(INBOX[-1], key="m5", precedence="flash")
    view = replace(VIEW, inbox=(*INBOX, unread), feed=(*VIEW.feed, FLASH))
    assert Desk().came(view) == (FLASH,)
    assert Desk().came(VIEW) == ()


async def test_the_panel_that_opens_by_itself_shows_what_the_ask_bar_asks_first():
    soon = replace(POINT, id="soon", number=7, title="The nearest deadline", deadline=200)
    table = solo(replace(ALL_READ, points=(POINT, SECOND)))
    async with at_table(table) as (app, pilot):
        table.fake.push(replace(RUNNING, inbox=ALL_READ.inbox, points=(POINT, SECOND)))
        await settle(pilot)
        table.fake.push(replace(ALL_READ, points=(POINT, SECOND, soon)))
        await settle(pilot)
        draft = team(app).deciding.draft
        assert draft is not None
        assert draft.point.id == "soon"
        assert agenda_items(replace(ALL_READ, points=(POINT, SECOND, soon)))[0] == "point:soon"


async def test_the_map_gets_what_the_team_may_know():
    async with at_table(solo(), (140, 45)) as (app, _):
        assert app.screen.query_one(MapPanel).view == VIEW.map


async def test_a_form_that_went_away_leaves_the_agenda_not_an_error():
    table = solo(SEALED)
    async with at_table(table) as (app, pilot):
        await press(pilot, "e")
        table.fake.push(replace(SEALED, forms=FORMS[:1]))
        await settle(pilot)
        assert team(app).doing == "agenda"


async def test_a_point_closed_meanwhile_gives_way():
    table = solo()
    async with at_table(table) as (app, pilot):
        table.fake.push(replace(VIEW, points=(replace(POINT, sealed=True),)))
        await settle(pilot)
        assert team(app).doing == "agenda"


async def test_leaving_closes_the_table():
    table = solo()
    async with at_table(table) as (_, pilot):
        await press(pilot, "ctrl+q")
    assert table.closed


async def test_only_lines_that_changed_are_repainted(monkeypatch):
    async with at_table(solo(SEALED)) as (app, pilot):
        agenda = team(app).agenda
        await press(pilot, "home")
        refreshed = watch_refreshes(monkeypatch)
        await press(pilot, "down")
        assert set(refreshed) == {agenda}
        lines = {y + agenda.scroll_offset.y for region in refreshed[agenda] for y in region.line_range}
        assert {agenda.page.lines[number].item for number in lines} == {"sealed:1", "form:share"}


async def test_an_arrow_among_the_options_repaints_lines_of_the_decision_and_nothing_else(monkeypatch):
    async with at_table(solo()) as (app, pilot):
        deciding = team(app).deciding
        refreshed = watch_refreshes(monkeypatch)
        await press(pilot, "down")
        assert set(refreshed) == {deciding}
        assert refreshed[deciding]
        assert sum(region.height for region in refreshed[deciding]) < deciding.size.height


def watch_refreshes(monkeypatch) -> dict[Widget, list[Region]]:
    """Return what will be refreshed from now on, by widget, but the clocks; no region stands for all of it."""
    seen: dict[Widget, list[Region]] = {}
    refresh = Widget.refresh

    def watched(widget, *regions, **how):
        if not isinstance(widget, ClockBar):
            seen.setdefault(widget, []).extend(regions or (widget.size.region,))
        return refresh(widget, *regions, **how)

    monkeypatch.setattr(Widget, "refresh", watched)
    return seen


async def test_every_act_has_its_name_in_the_palette():
    async with at_table(solo()) as (app, _):
        names = {command.title for command in app.get_system_commands(app.screen)}
        assert {
            "Share",
            "Call or meet",
            "Enquire",
            "File a request",
            "Carry on",
            "Inbox",
            "Map",
            "Help",
            "Leave",
        } <= names


LONG = "A long account of what is known, enough of it to fill the panel and more. " * 14
TWO_LONG = tuple(replace(POINT, id=f"p{n}", number=n, question=f"Question {n}?", detail=LONG) for n in (1, 2))


async def test_another_decision_begins_at_its_top_also_when_it_was_put_there_out_of_sight():
    table = solo(replace(ALL_READ, points=TWO_LONG))
    async with at_table(table, (80, 24)) as (app, pilot):
        panel = team(app).deciding
        await press(pilot, "down", "down", "down")
        assert panel.scroll_offset.y > 0
        await press(pilot, "right")
        assert panel.scroll_offset.y == 0
        assert "Question 2?" in screen_text(app)
        await press(pilot, "down", "down", "down", "escape", "home", "enter")
        assert panel.draft is not None
        assert panel.draft.point.id == "p1"
        assert "Question 1?" in screen_text(app)


async def test_the_same_decision_comes_back_with_what_is_being_filled_in_in_sight():
    table = solo(replace(VIEW, points=TWO_LONG))
    async with at_table(table, (80, 24)) as (app, pilot):
        await press(pilot, "down", "down", "down")
        label = POINT.options[3].label
        assert label in screen_text(app)
        await press(pilot, "b", "down", "enter", "escape", "escape")
        assert team(app).doing == "decide"
        assert label in screen_text(app)


async def test_enter_leaves_no_ballot_without_a_vote_and_one_vote_lets_on():
    async with at_table(solo(replace(ALL_READ, points=(replace(POINT, vote=True),)))) as (app, pilot):
        panel = team(app).deciding
        await press(pilot, "enter", "enter")
        assert panel.draft is not None
        assert panel.draft.field == "vote"
        assert "No vote is cast yet: a digit votes." in screen_text(app)
        await press(pilot, "2", "enter")
        assert panel.draft.field == "option"


async def test_a_digit_in_a_field_of_one_choice_goes_on_and_space_stays_as_the_keys_say():
    async with at_table(solo(SEALED)) as (app, pilot):
        await press(pilot, "e")
        assert "1-9 mark, go on  Space mark, stay" in screen_text(app)
        filling = team(app).forming.filling
        await press(pilot, "down", "space")
        filling = team(app).forming.filling
        assert filling is not None
        assert (filling.value("body"), filling.number) == (("ncb",), 0)
        await press(pilot, "1")
        filling = team(app).forming.filling
        assert filling is not None
        assert (filling.value("body"), filling.number) == (("post",), 1)
        await press(pilot, "escape", "escape", "s")
        assert "1-9 mark  Enter next" in screen_text(app)


async def test_why_a_request_is_refused_is_written_on_a_sheet_of_its_own():
    refuse = replace(POINT.options[0], id="refuse", label="Refuse", takes=0)
    point = replace(POINT, id="respond_r1", options=(refuse,), law=(), roles=(), argue=False)
    table = solo(replace(ALL_READ, points=(point,)))
    async with at_table(table) as (app, pilot):
        await press(pilot, "1", "enter", "1", "3", "f4", *"Away.")
        assert "To those who asked" in screen_text(app)
        await press(pilot, "escape", "enter")
    ((act, _),) = table.fake.acts
    assert act.text == "Away."
    assert table.fake.drafts == {"reason:respond_r1": "Away."}
