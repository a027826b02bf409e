"""The search for duplicates: over the whole base, among what changed, by job and by command."""
