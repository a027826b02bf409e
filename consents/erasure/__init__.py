"""Erasure of a person: plan, two persons, act, journal of destruction, replay after a restore."""
