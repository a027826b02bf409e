"""May this message go to this contact now? One gate for every message; whoever asks keeps the answer.

`decide(requests)` for single messages, `judge(sending, audience, into=…)` for an audience at once: the same answers.
"""

from consents.gate.audience import Audience, count, judge
from consents.gate.deciding import decide
from consents.gate.values import Decision, Request, Sending, Verdict

__all__ = ["Audience", "Decision", "Request", "Sending", "Verdict", "count", "decide", "judge"]
