"""Everything that leaves to clients leaves here: one contract, an adapter for each kind of gateway."""
