"""What people agree to: the operator, purposes, channels, processors, and published versions of texts."""
