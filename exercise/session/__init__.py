"""The session: one engine, a clock on the wall, a journal, and the seats at the table."""
