"""Templates of messages: what may stand in them, how they are filled for a client, what they look like sent."""

from messaging.letters.checking import Problem, check
from messaging.letters.rendering import Rendered, render

__all__ = ["Problem", "Rendered", "check", "render"]
