"""All benches by name."""

from crm.benches import client_list, seed
from crm.benches.result import Bench

BENCHES: dict[str, Bench] = {"list": client_list.run, "seed": seed.run}
