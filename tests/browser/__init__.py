"""Journeys in Debian's Chromium, under the policy that production sends."""
