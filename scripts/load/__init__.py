"""Load: many managers at once, quiet and while an import, a scoring and a campaign go on (`docs/development.md`)."""
