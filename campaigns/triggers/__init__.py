"""Campaigns that events set off: what to look for, who had it, a trial over days gone by, switching on and off."""
