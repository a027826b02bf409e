"""Who is who: segments, RFM, ABC, base types, and how they change."""
