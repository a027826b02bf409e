"""All benches by name."""

from crm.benches import client_list, history, journal, seed, undo
from crm.benches.result import Bench

BENCHES: dict[str, Bench] = {
    "list": client_list.run,
    "seed": seed.run,
    "journal": journal.run,
    "history": history.run,
    "undo": undo.run,
}
