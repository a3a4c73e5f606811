"""Play: what a live session and an analysis share - what a team knows, bots, the runner, records and replay."""
