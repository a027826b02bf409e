"""The ledger of consents: writing events, reading states, rebuilding them."""
