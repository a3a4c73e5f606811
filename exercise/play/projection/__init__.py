"""The projection: what one team may know, in its own language, as a view. Secrets stay on this side of it.

A view is made of three things only: the happenings whose audience contains the team, what the engine offers it, and the
scenario's texts that it may see (its briefing, places, the road on paper of consignments known to it, labels, law).
"""

from exercise.play.projection.projection import Projection

__all__ = ["Projection"]
