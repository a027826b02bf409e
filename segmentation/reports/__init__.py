"""Pages of scores: RFM, ABC and XYZ, base types, moves between two days, cohorts; each reads what runs counted."""
