"""The client's own pages: refusing, choosing, confirming, agreeing. No password, no JavaScript, no cookies."""
