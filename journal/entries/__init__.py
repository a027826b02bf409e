"""Writing the journal: `journal.record`, `journal.record_many`, erasing of details, the verbs of this package."""
