"""Whom a campaign is meant for: counted beforehand, frozen when it is launched."""
