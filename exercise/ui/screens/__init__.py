"""The screens: home, curtain, team, hall, debrief, help."""
