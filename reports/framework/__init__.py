"""What every report shares: asking, keeping, drawing, the file. Packages declare theirs in core.registries.reports."""
