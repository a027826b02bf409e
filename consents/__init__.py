"""Legal ground of every message: documents, the ledger of consents, the gate, requests of people."""
