"""The words around the tables of ``docs/scenario-reference.md``."""

from typing import Final

HEAD: Final = """# Scenario reference

Made from the models in `exercise/model`. A scenario is a folder with `scenario.yaml`, which may `include:`
further files of the folder and of the shared `library/`. Lists join, parts join by id, and an id that stands in
two files is a problem; only the keys of one team may be spread over several files. A list of one may be written
as its single value. Problems are listed in [problems.md](problems.md).

- **length of time**: `45m`, `6h`, `2d 4h`, `0`.
- **length of time, fixed or random**: also `2h..8h` (any between), `2h..3h..8h` (most often 3h), `about 4h cv
  1` (log-normal by mean and coefficient of variation), `every 6h on average`.
- **point in time**: `+6h` from the start, or `2026-03-02 18:00 +05:00`.
- **office hours**: `mon-fri 09:00-13:00, 14:00-18:00 +05:00`, `daily 22:00-02:00` over midnight, a list
  of them, `always`, or `open:` with `holidays: [2026-03-09]`. Without a zone, that of the clock's start counts.
- **text**: a text; by language `en: ...`, `ru: ...`; or `file: brief.md` for a file beside the scenario.
  `{name}` puts in a parameter, `{{` is a brace. A text in one language only is in the first of `languages:`.
  Quote a text that holds `: ` or ` #`, or that begins with a sign, or write it under `|`. Texts are plain: a
  blank line begins a paragraph; nothing is bold, italic or a link. On paper (briefing, debrief) lines that begin
  with `- ` become a list and one that begins with `#` a heading; on the screens they stand as written.
- **id**: small Latin letters, digits and `_`, a letter first.
- **effect**: one mapping, of which one key names the kind: `- inject: lab_result`.
- **short forms**: where only `label` must be given, the label may stand for the whole part; a fact may be
  written as its value at the start; a route as the list of its steps; a step as `drive: id`; a single route as
  `route:`, which every consignment follows that names none; a hazard's `rate: 0.2 an hour` or `rate: every 6h
  on average`.

## Conditions

```
not control.unbroken and adversary.alertness >= 60
decided.ask_kz == caricc or consent.kazakhstan in (granted, lapsed)
not stage in (request, movement)            not `stage not in`
consignment.on == to_almaty for 30m         has held for 30 minutes without a break
30m after consent.kazakhstan == granted     30 minutes have passed since it became true
```

Comparisons are `==`, `!=` and `in` for words and numbers, `<`, `<=`, `>` and `>=` for numbers; a fact that is true
or false stands alone (`late`, `not late`). `or` binds loosest, then `and`, then `for` and `after`, then `not`,
then comparisons, then `+` and `-`; brackets as usual. A number may be written as a length of time. `for` and
`after` count from the start of the exercise, wherever the condition stands; in `expects:` from the delivery. In
evaluation (the criteria of critical tasks) there are also:

```
first(a) before first(b)        a was first true strictly before b was; also written: a before b
first(a) within 4h of first(b)  at most 4 hours after it
first(a) <= 6h                  within six hours of the start
spread(a, b, c) <= 30m          all first true within half an hour of each other
```

Facts beside the declared ones. `C` is a consignment (left out, it is the first), `S` a state (or step, or
subject), `T` and `U` teams, `D` a decision point, `O` an option, `I` an inject or intel item, `P` a paper, `B`
a body, `R` a record.

"""
