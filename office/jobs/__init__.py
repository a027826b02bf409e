"""Background jobs as people see them: what runs, what ran, what comes round."""
