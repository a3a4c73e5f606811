"""The registry of problem codes: what each means, what mends it, and an example. ``docs/problems.md`` is made from it.

E1xx the YAML itself, E2xx keys and shapes, E3xx values, E4xx conditions, E5xx files, E6xx what belongs together;
W7xx warnings: the scenario plays, but something in it is probably not meant.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Code(NamedTuple):
    """One problem code."""

    title: str
    meaning: str
    mend: str
    example: str


CODES: Final[dict[str, Code]] = {
    "E101": Code("tab", "A line is indented with a tab.", "Indent with spaces.", "a tab before `title:`"),
    "E102": Code(
        "text needs quotes",
        'A text holds a sign that means something to YAML: `: `, or `[ { ! & * ? > | % @ "` at its beginning.',
        "Put the whole text in quotes, or write it under `|`.",
        "question: Urgent: ask now",
    ),
    "E103": Code(
        "quotation mark",
        "A quotation mark is not closed, is closed by one inside the text, or a backslash stands in double quotes.",
        "Close the quotation mark; use single quotes around a backslash.",
        'title: "Two Signatures',
    ),
    "E104": Code(
        "bracket",
        "A bracket is not closed, closes nothing, or a comma inside `{ }` splits a value.",
        "Close the bracket, or write one value a line.",
        "to: [uzbekistan, kazakhstan",
    ),
    "E105": Code(
        "forbidden character",
        "A control, direction or invisible character stands in the file.",
        "Delete the character; it usually comes from copying.",
        "a NUL, an escape character, U+202E",
    ),
    "E106": Code(
        "indentation",
        "A line stands further right or left than the lines that it belongs to.",
        "Move the line under its neighbours, two spaces a level.",
        "  title: A\n subtitle: B",
    ),
    "E107": Code(
        "key twice",
        "The same key stands twice in one part; only one of the two could count.",
        "Remove one, or rename it.",
        "title: A\ntitle: B",
    ),
    "E108": Code(
        "tag", "A value begins with `!`, which YAML takes for a tag.", "Put the text in quotes.", "label: !stop"
    ),
    "E109": Code(
        "repetition",
        "Anchors (`&`), aliases (`*`) and merge keys (`<<`) are not part of the scenario language.",
        "Write the part out, or keep it in a file that both scenarios include.",
        "label: *first",
    ),
    "E110": Code("key missing", "A key is empty, or is a list.", "Write a word before the colon.", ": two hours"),
    "E111": Code(
        "several documents",
        "A line `---` begins a second document in one file, or a line `...` ends the first.",
        "Delete the line, or use a second file and include it.",
        "---",
    ),
    "E112": Code("too deep", "Parts are nested deeper than any scenario needs.", "Check the brackets.", "[[[[[[ ..."),
    "E113": Code(
        "too many values", "The scenario holds more values than can be meant.", "Split or shorten it.", "200,001 values"
    ),
    "E114": Code(
        "colon missing",
        "A line in a list of keys has no colon, or no space behind it.",
        "Write `key: value`.",
        "title Two Signatures",
    ),
    "E115": Code(
        "not UTF-8", "The file is saved in another encoding.", "Save the file as UTF-8.", "a file in Windows-1251"
    ),
    "E116": Code(
        "too large", "A file or the scenario is larger than any scenario needs.", "Shorten it.", "a file of 5 MiB"
    ),
    "E117": Code(
        "text cut off",
        "YAML takes ` #` and all that follows for a comment and cuts it off the text.",
        "Put the text in quotes; a comment goes on a line of its own.",
        "label: Take exhibit # 2",
    ),
    "E201": Code(
        "unknown key",
        "This part has no such key.",
        "Check the spelling; docs/scenario-reference.md lists the keys.",
        "optoins:",
    ),
    "E202": Code("key wanted", "A part lacks a key that it must have.", "Add it.", "a decision point without `team:`"),
    "E203": Code(
        "wrong shape",
        "A list, a mapping or a single value stands where another is wanted.",
        "See the form in docs/scenario-reference.md.",
        "options: wait",
    ),
    "E204": Code("empty", "A key has no value.", "Write a value, or delete the key.", "label:"),
    "E205": Code(
        "format", "The scenario does not say `format: 1`, or is of another version.", "Write `format: 1`.", "format: 2"
    ),
    "E206": Code(
        "id", "An id is not in snake_case.", "Use small Latin letters, digits and _, a letter first.", "Ask-UZ:"
    ),
    "E207": Code(
        "effect", "An effect does not name exactly one kind.", "Write one effect a list item.", "- sett: lab_ordered"
    ),
    "E301": Code("number", "A number is wanted here.", "Write digits only.", "weight: heavy"),
    "E302": Code("yes or no", "`true` or `false` is wanted here.", "Write true or false.", "blocking: sometimes"),
    "E303": Code(
        "word", "The value is not one of the words possible here.", "Use one of the words named.", "precedence: urgent"
    ),
    "E304": Code(
        "length of time",
        "A length of time cannot be read.",
        "Write 45m, 6h, 2d 4h; random ones 2h..8h, 2h..3h..8h, about 4h cv 1, every 6h on average.",
        "takes: 1:30",
    ),
    "E305": Code(
        "point in time",
        "A point in time cannot be read.",
        "Write +6h from the start, or 2026-03-02 18:00 +05:00.",
        "at: 2026-03-02",
    ),
    "E306": Code(
        "office hours", "Office hours cannot be read.", "Write mon-fri 09:00-18:00 +05:00.", "hours: mornings"
    ),
    "E307": Code(
        "out of range",
        "The value is outside what is possible here.",
        "Use a value within the limits named.",
        "lat: 130",
    ),
    "E308": Code("too long a number", "A number has more digits than can be meant.", "Shorten it.", "10,000 digits"),
    "E309": Code(
        "parameter",
        "A text names a parameter in braces that `parameters:` does not hold.",
        "Declare it under parameters, or write {{ for a brace.",
        "text: Call {officer}",
    ),
    "E310": Code(
        "language",
        "A text, a language of the scenario or a folder of translation files is not named by a language tag, or by one "
        "that is not translated into.",
        "Use en, ru, kk, uz, tg, ky, tk ...",
        "label: {english: Wait}, languages: [english], translations/russian/",
    ),
    "E401": Code(
        "condition",
        "A condition cannot be read.",
        "See the grammar in docs/scenario-reference.md.",
        "when: control.now and",
    ),
    "E402": Code(
        "unknown fact",
        "A condition reads a fact that does not exist.",
        "Check the spelling, or declare the fact under facts.",
        "when: contol.now",
    ),
    "E403": Code(
        "types",
        "A condition compares or joins things of different types.",
        "Compare numbers with numbers, words with words.",
        "when: adversary.alertness == high",
    ),
    "E404": Code(
        "word of a fact",
        "A fact is compared with a word that it never is.",
        "Use one of its words.",
        "when: stage == deliverry",
    ),
    "E405": Code(
        "condition too long",
        "A condition is longer or deeper than can be meant.",
        "Split it with facts.",
        "2,001 characters",
    ),
    "E406": Code(
        "evaluation only",
        "first, before, within and spread can stand in evaluation only.",
        "Use `for` or `after`, or move it to a task.",
        "when: first(ended) <= 6h",
    ),
    "E501": Code(
        "outside",
        "An include leads out of the scenario's folder and the library.",
        "Copy the file into the folder.",
        "include: [../other.yaml]",
    ),
    "E502": Code("file missing", "A file that is named does not exist.", "Check the name.", "include: [injcts.yaml]"),
    "E503": Code(
        "not a file",
        "A name leads to a folder, a device, a pipe or a link.",
        "Name an ordinary file.",
        "include: [pipe.yaml]",
    ),
    "E504": Code(
        "include loop",
        "A file includes itself, directly or through others.",
        "Remove one include.",
        "a.yaml includes b.yaml includes a.yaml",
    ),
    "E505": Code(
        "twice in two files",
        "The same id, or one key of a team, stands in two files.",
        "Remove or rename one. What a library sheet says cannot be overridden: delete your own line, or include a copy "
        "of the sheet in your folder instead and change that.",
        "inject: in a.yaml and b.yaml",
    ),
    "E506": Code(
        "letter case",
        "The file's name has other capitals; this fails on another computer.",
        "Write the name as the file has it.",
        "include: [Injects.yaml]",
    ),
    "E507": Code(
        "too many files",
        "The scenario includes more files, or more deeply, than can be meant.",
        "Join some.",
        "401 files",
    ),
    "E508": Code(
        "translation file",
        "A .po file cannot be read, or gives a text twice.",
        "Write msgid and msgstr, each with a text in quotes.",
        'msgstr "Ждать',
    ),
    "E509": Code(
        "parameters of a translation",
        "A translation lacks a parameter in braces, or names one that the scenario does not have.",
        "Use the names of the original, or others under parameters.",
        'msgid "{kilos} kg", msgstr "{kilo} кг"',
    ),
    "E601": Code(
        "unknown id", "Something is named that does not exist.", "Check the spelling, or add it.", "team: uzbekitsan"
    ),
    "E602": Code(
        "id twice",
        "Two steps of the routes have one id but differ, or two teams have one code.",
        "Give each step its own id, each team its own code.",
        "- drive: north (twice)",
    ),
    "E603": Code(
        "default",
        "The default of a decision point is not one of its options, or is too many of them.",
        "Name an option.",
        "default: wiat",
    ),
    "E604": Code(
        "secret",
        "A condition that a team sees reads a fact that the team cannot know.",
        "Add the team to the `known_to` of a fact of your own; in place of any other (`decided`, `chose`, `adversary`) "
        "set a fact of your own by an effect and read that.",
        "requires: adversary.alertness < 50",
    ),
    "E605": Code(
        "source",
        "A statement about law has an empty source.",
        "Name where it was read, or why it is assumed.",
        'source: ""',
    ),
    "E606": Code(
        "last outcome",
        "The last outcome has a condition, so that a run could end without one.",
        "Remove its `when`.",
        "outcomes: the last with when:",
    ),
    "E607": Code(
        "contingency",
        "A contingency has a time of its own, is one of a group, or is named by two expectations.",
        "Use an inject of its own for each expectation.",
        "else: contact_lost (twice)",
    ),
    "E608": Code(
        "deadline without default", "A decision point has a deadline and no default.", "Add `default:`.", "deadline: 2h"
    ),
    "E609": Code(
        "impossible time",
        "A deadline, a planned time or a departure lies beyond the end of the exercise.",
        "Shorten it, or let the exercise last longer.",
        "deadline: 9d",
    ),
    "E610": Code(
        "two triggers",
        "An inject, or a group, has both a planned time and a condition.",
        "Keep one of `at` and `when`.",
        "at: +2h and when: ...",
    ),
    "E611": Code(
        "choose", "A decision point lets more options be taken than it has.", "Lower `choose`.", "choose: at most 5"
    ),
    "E612": Code(
        "value of a fact",
        "A fact is set to a value that it can never be, or an item reveals one that is not true or false.",
        "Set a value of its type.",
        "set: trust, to: high",
    ),
    "E613": Code(
        "route",
        "The steps of a route do not join, or one changes the state without being a crossing.",
        "Let each step begin where the one before ends, and put a `cross` step where the state changes.",
        "to: oybek, then from: chust",
    ),
    "E614": Code(
        "hazard",
        "A hazard has neither a rate nor a chance, or both.",
        "Give `rate:`, or `chance:` with `at_each:`.",
        "hazard without rate",
    ),
    "E615": Code(
        "request without sender",
        "An effect sends a request where no team decides, and does not say for whom.",
        "Add `by:` with the team that asks.",
        "injects: request: consent, to: uzbekistan",
    ),
    "E616": Code(
        "content called language",
        "A content of a paper is called `language`: that word stands for the language of the paper itself.",
        "Give the content another id.",
        "contents: language",
    ),
    "E617": Code(
        "group",
        "A member of a group has a time, condition or stage that does not count, or lacks the condition that would.",
        "Chance and the facilitator choose at the time of the group: its members have no `at`, `when` or `stage`. "
        "With `first_true` each member has a `when`.",
        "groups: luck chosen_by: chance, a member with when: ...",
    ),
    "E618": Code(
        "nobody answers",
        "A decision point waits for a team that nobody plays, or names its own team once more; or no team is played.",
        "Name a team that is played, or write `played: true` for it.",
        "cosigners: [uzbekistan], which has played: false",
    ),
    "E619": Code(
        "request that cannot go",
        "An effect sends a request that its paper does not allow: this sender, state, channel, variant or language.",
        "Write what the paper and the channel allow, or change them.",
        "request: consent, to: the team that sends it",
    ),
    "E620": Code(
        "set and add",
        "An effect both sets a fact to a value and adds to it.",
        "Keep one of `to` and `add`.",
        "set: trust, to: 4, add: 1",
    ),
    "E621": Code(
        "nothing said",
        "An expectation says nothing of what is expected, or a chance leads to nothing.",
        "Write `decided:` or `when:`; `then:` or `else:`.",
        "expects: {within: 2h}",
    ),
    "W701": Code("never read", "A fact is set and never read.", "Read it, or remove it.", "facts: {noise: false}"),
    "W702": Code("never set", "A declared fact is read and never set.", "Set it by an effect.", "when: lab_ready"),
    "W703": Code(
        "stage out of reach",
        "Nothing enters a stage.",
        "Give it `enters:`, or an effect `stage:`.",
        "stages: the third without enters",
    ),
    "W704": Code(
        "dead option",
        "An option has no effect and nothing reads that it was taken.",
        "Give it an effect, or read `chose.point.option`.",
        "wait: {label: Wait}",
    ),
    "W705": Code(
        "no recommendation",
        "No option of a decision point is recommended.",
        "Say why one option is, in `recommended:`.",
        "decisions: ask",
    ),
    "W706": Code(
        "nobody hears",
        "An inject has a text and no audience, or goes to teams only that nobody plays.",
        "Add `to:` with a team that is played.",
        "injects: call without to",
    ),
    "W707": Code(
        "long text",
        "A text is longer than its place on the screen at 100x30.",
        "Shorten it, or move part to `detail`.",
        "label of 60 characters",
    ),
    "W708": Code(
        "translation",
        "A text lacks one of the scenario's languages.",
        "Translate it.",
        "languages: [en, ru], label: Wait",
    ),
    "W709": Code(
        "never comes",
        "An inject, group or decision point can never come up.",
        "Give it a trigger, or an effect that names it.",
        "when: false, and no open:",
    ),
    "W710": Code(
        "no evaluation",
        "The scenario has no objectives.",
        "Add objectives with critical tasks.",
        "a scenario without objectives",
    ),
    "W711": Code(
        "stale translation",
        "A translation file translates a text that the scenario does not have, or no longer has.",
        "Correct its msgid; `exercise texts` brings the file up to date and puts it at the end.",
        "a text changed after it was translated",
    ),
    "W712": Code(
        "never known",
        "A consignment or an item can become known to no team that is played.",
        "Add `known_to:` (a consignment) or `holders:` (an item), or an effect that gives it.",
        "consignments: load without known_to",
    ),
    "W713": Code(
        "never or always",
        "A condition, or part of one, can never hold, or always does.",
        "Join what cannot hold together by `or`, or correct the value.",
        "when: adversary.alertness > 100",
    ),
    "W714": Code(
        "country",
        "The map knows no country of this name.",
        "Write its English name as the map has it, or leave `country:` out.",
        "country: Tadjikistan",
    ),
    "W715": Code(
        "variant not said",
        "An effect sends a request that names a variant, and does not say which.",
        "Write variant: intact, partial or full.",
        "request: consent, of a paper with variants: true",
    ),
    "W716": Code(
        "own library",
        "A folder `library` beside the scenario is not read: `library/` leads to the library of the program.",
        "Give the folder another name, and include its files by that name.",
        "my_case/library/law.yaml",
    ),
}
