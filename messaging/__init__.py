"""Templates, the outbox, gateways, answers, the client's own pages."""
