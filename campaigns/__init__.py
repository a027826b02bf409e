"""Audiences, campaigns, triggers, results."""
