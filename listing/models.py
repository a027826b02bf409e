"""Saved views of lists, and exports."""

from listing.exports.models import Export, ExportLimit

__all__ = ["Export", "ExportLimit"]
