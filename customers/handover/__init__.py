"""All clients of a person who leaves, given to one, to several evenly, or by city; one operation that can be undone."""
