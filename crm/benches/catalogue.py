"""All benches by name."""

from crm.benches import client_list, history, import_base, journal, search, seed, timeline, today, undo
from crm.benches.result import Bench

BENCHES: dict[str, Bench] = {
    "list": client_list.run,
    "card": client_list.run_card,
    "search": search.run,
    "seed": seed.run,
    "journal": journal.run,
    "history": history.run,
    "undo": undo.run,
    "import": import_base.run,
    "today": today.run,
    "timeline": timeline.run,
}
