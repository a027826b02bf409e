"""The matcher: cards brought to the form in which they are compared, keys, weights, the words for a pair."""
