"""Analysis: what a run shows when it is read afterwards. Reads the record alone, never an engine."""
