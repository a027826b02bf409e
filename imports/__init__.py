"""A base comes in: file → readers → mapping → staging → preview → one operation that can be taken back."""
