"""Campaigns of the demo base: some that are over, with all that came of them, one on its way, a draft."""

from campaigns.demo.part import register

__all__ = ["register"]
