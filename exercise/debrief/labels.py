"""Labels: the words of the program itself on the pages of a debrief, in the reader's language."""

from __future__ import annotations

from exercise.debrief.document import Document
from exercise.model.language import Language, language


def labels(document: Document) -> dict[str, str]:
    """Return every label by its key."""
    words = language(document.language)
    said = {
        **_headings(words),
        **_of_decisions(words),
        **_of_tables(words),
        **_of_ratings(words),
        **_of_plan(words),
        **_notes(words),
    }
    said["kind"] = words.t("Debrief: extract for {team}", team=document.whom) if document.team else words.t("Debrief")
    said["undriven"] = words.t("planned, or not told to the team") if document.team else words.t("planned, not driven")
    return said


def _headings(words: Language) -> dict[str, str]:
    t = words.t
    return {
        "contents": t("Contents"),
        "outcome": t("What it came to"),
        "moments": t("Talk about these first"),
        "map": t("The road as it was driven"),
        "timeline": t("Timeline"),
        "decisions": t("Decisions"),
        "paper": t("The paper race"),
        "control": t("Control and custody"),
        "knowledge": t("Who knew what, and when"),
        "luck": t("Luck"),
        "objectives": t("Objectives and critical tasks"),
        "findings": t("Strengths and areas for improvement"),
        "plan": t("Improvement plan"),
        "questions": t("Questions for the hot wash"),
        "model_answer": t("The author's answer"),
        "notes": t("Notes of the staff"),
        "sources": t("Law and sources"),
        "chronicle": t("Chronicle"),
    }


def _of_decisions(words: Language) -> dict[str, str]:
    t = words.t
    return {
        "chosen": t("chosen"),
        "closed": t("closed"),
        "open": t("open, not chosen"),
        "why": t("Why"),
        "no_why": t("no reason given"),
        "law": t("Legal basis"),
        "no_law": t("none named"),
        "fits": t("fits"),
        "fits_not": t("not among those the author holds to fit"),
        "also_fits": t("The author also names"),
        "sure": t("How sure"),
        "decided_by": t("Decided by"),
        "waited": t("after {length}"),
        "takes": t("takes"),
        "signed": t("Signed by"),
        "votes": t("Vote in silence before"),
        "dissent": t("For the record, against"),
        "course": t("How it came about"),
        "own_words": t("In their own words"),
        "opened": t("Read before deciding"),
        "unopened": t("Held, not opened"),
        "held": t("Held"),
        "elsewhere": t("Held by others, not by this team"),
        "nothing": t("nothing"),
        "and_earlier": t("and {n} earlier"),
        "and_more": t("and {n} more"),
        "recommended": t("The author recommends"),
        "recommended_taken": t("As the author recommends"),
        "recommended_not": t("Not as the author recommends"),
        "advice": t("Allowed, but unwise"),
        "lesson": t("What is argued here"),
        "came_of_it": t("What came of it"),
        "at_the_end": t("at the end"),
        "attempts": t("Earlier attempts, not agreed"),
        "agreed_with": t("Had to be agreed with"),
        "programs": t("Decisions of programs"),
        "intro_programs": t("Teams that nobody played, each decision in one row; on screen every row opens in full."),
        "decision_title": t("Decision"),
        "team": t("Team"),
    }


def _of_tables(words: Language) -> dict[str, str]:
    t = words.t
    return {
        "request": t("Request"), "to": t("To"), "sent": t("Sent"), "answer": t("Answer"),
        "race": t("Against the load"), "missing": t("Missing"), "conditions": t("Conditions"), "mends": t("mends"),
        "time": t("Time"), "length": t("Length"), "load": t("Load"), "where": t("Where"), "lot": t("Lot"),
        "act": t("Act"), "by": t("By"), "protocol": t("Protocol"), "yes": t("yes"), "no": t("no"),
        "not_closed": t("never closed"), "item": t("Item"), "grading": t("Grading"), "what": t("What"),
        "chance": t("Chance"), "came": t("came true"), "came_not": t("did not come true"),
        "statement": t("Statement"), "source": t("Source"), "confidence": t("How sure"),
        "gaps": t("Gaps without control"), "custody_log": t("Custody log"),
        "transit": t("paper on its way"), "office": t("paper with the office"), "force": t("consent in force"),
        "way": t("on the way"), "still": t("standing, in store"), "stopped": t("held"),
        "gap": t("no control"), "under": t("under control"),
        "person": t("decided by people"), "program": t("by a program or by default"),
        "granted": t("granted"), "refused": t("returned or refused"),
        "crossing": t("entry with consent"), "bad": t("entry without consent, or no control"),
        "item_opened": words.p("paper", "opened"), "item_unopened": t("not opened"), "item_program": t("program"),
    }  # fmt: skip


def _of_ratings(words: Language) -> dict[str, str]:
    t = words.t
    return {
        "P": t("Performed without challenges"),
        "S": t("Performed with some challenges"),
        "M": t("Performed with major challenges"),
        "U": t("Unable to be performed"),
        "na": t("not applicable"),
        "P_means": t(
            "The critical tasks were completed in a manner that achieved the objective and did not harm other"
            " activities; it added no safety risk and was in line with plans, procedures and law."
        ),
        "S_means": t(
            "The objective was achieved without harm to other activities and in line with plans, procedures and law,"
            " but effectiveness or efficiency could be better."
        ),
        "M_means": t(
            "The objective was achieved, but one or more of these holds: it harmed other activities, it added safety"
            " risks, or it was not in line with plans, procedures or law."
        ),
        "U_means": t("The critical tasks were not performed in a manner that achieved the objective."),
        "na_means": t("The situation that the task is about never arose."),
        "purpose": t("Purpose of the training"),
        "capability": t("Capability"),
        "not_held": t("no longer at the end"),
        "withheld": t("Some of the evidence rests on what only others knew; the facilitator has it."),
        "ratings_key": t("What the ratings mean (HSEEP)"),
        "joint": t("Tasks measured on several teams together stand in the debrief of the whole exercise."),
        "no_tasks": t("No critical task measures this team alone."),
    }


def _of_plan(words: Language) -> dict[str, str]:
    t = words.t
    return {
        "strengths": t("Strengths"),
        "areas": t("Areas for improvement"),
        "reference": t("Reference"),
        "analysis": t("Analysis"),
        "rests_on": t("Rests on"),
        "decision": t("decision"),
        "issue": t("Area for improvement"),
        "action": t("Corrective action"),
        "action_draft": t("Draft"),
        "element": t("Element"),
        "elements": t("planning · organization · equipment · training · exercises"),
        "owner": t("Responsible organization"),
        "contact": t("Point of contact"),
        "start": t("Start"),
        "done": t("Completion"),
        "no_strengths": t("No critical task was rated “performed without challenges”."),
        "no_areas": t("No critical task was rated lower than “performed without challenges”."),
        "intro_findings": t(
            "Drafted from the ratings, for people to judge: a rating says whether a criterion was met, not why."
            " “Rests on” names decisions without which the rating would have been another, as everything else stood."
        ),
        "intro_plan": t(
            "Rows are drafted from the areas for improvement. Owner, contact and dates are for people to fill in;"
            " mark the element that fits."
        ),
        "intro_moments": t("Proposed from the record, in the order of time. Ask the team first what it saw and meant."),
        "targets": t("Persons and sites"),
    }


def _notes(words: Language) -> dict[str, str]:
    t = words.t
    return {
        "intro_map": t("Places inside towns are illustrative."),
        "intro_timeline": t("Numbers in the lanes of the teams are the decisions below."),
        "intro_decisions": t("Every decision with what the team had before it when it signed."),
        "sources_apart": t("The source of each legal basis stands under “Law and sources”."),
        "intro_paper": t("Each bar runs from sending to answer; the load above it does not wait."),
        "intro_knowledge": t("When each item reached a team, and whether it was opened."),
        "intro_luck": t(
            "What chance brought, apart from anybody's decision. A good decision can meet bad luck, and the other way"
            " round."
        ),
        "intro_questions": t("Players speak first; what went well before what could be better."),
        "intro_sources": t("Nothing is said of law without its source and how sure it is."),
        "no_gaps": t("There was no gap."),
        "no_custody": t("Nothing was recorded."),
        "no_luck": t("Chance decided nothing."),
        "no_decisions": t("No decision was taken."),
        "talk": t("Talk in the hall outside a call or a meeting is not recorded: “held” means held in the exercise."),
        "provisional": t(
            "The story was not played to its end: what had been done by the last minute is rated, "
            "what had not been done is not tested."
        ),
        "unknown_kinds": t(
            "The run holds happenings of kinds that this version does not know; they are named here and not told."
        ),
        "assumptions": t("Assumptions"),
        "order": t("Teams stand in the order of the scenario. Nothing here ranks states."),
        "run": t("Run"), "seal": t("seal"), "digest": t("digest"), "seed": t("seed"), "engine": t("engine"),
        "scenario": t("scenario"), "roles": t("This debrief names roles, not persons."),
        "whole": t("The author's answer stands in the debrief of the whole exercise."),
    }  # fmt: skip
