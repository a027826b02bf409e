"""All benches by name."""

from crm.benches import (
    client_list,
    dedup,
    gate,
    history,
    import_base,
    import_purchases,
    import_read,
    journal,
    own_fields,
    purchases,
    rfm,
    search,
    seed,
    segments,
    timeline,
    today,
    undo,
)
from crm.benches.result import Bench

BENCHES: dict[str, Bench] = {
    "list": client_list.run,
    "card": client_list.run_card,
    "own_fields": own_fields.run,
    "search": search.run,
    "purchases": purchases.run,
    "rfm": rfm.run,
    "seed": seed.run,
    "journal": journal.run,
    "history": history.run,
    "undo": undo.run,
    "gate": gate.run,
    "import": import_base.run,
    "import_purchases": import_purchases.run,
    "dedup": dedup.run,
    "import_read": import_read.run,
    "segments": segments.run,
    "today": today.run,
    "timeline": timeline.run,
}
