"""The look: what templates, tags, scripts and error pages promise."""
