"""Gateways as an administrator sees them: adding, keys, trial messages, balance; and the inbox of the trial."""
