"""Everything that leaves to clients leaves here; only the outbox, gateways' pages, delivery and checks of `messaging` come in."""
