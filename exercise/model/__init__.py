"""The nouns of an exercise: the compiled scenario, decisions, happenings and views. No behaviour beyond their own."""
