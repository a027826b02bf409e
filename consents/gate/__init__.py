"""May this message go to this contact now? One gate for every message; whoever asks keeps the answer.

`decide(requests)` for single messages, `judge(sending, audience, into=…)` for an audience at once: the same answers.
`explain(customer)` says for a card what may be sent to a client by each channel.
"""

from consents.gate.audience import ADDRESS, Audience, count, judge
from consents.gate.deciding import decide
from consents.gate.explaining import explain
from consents.gate.values import Decision, Request, Sending, Verdict

__all__ = ["ADDRESS", "Audience", "Decision", "Request", "Sending", "Verdict", "count", "decide", "explain", "judge"]
