"""The second factor: codes of an app, codes on paper, passkeys. Allauth does the work; words and policy are ours."""
