"""A base on its way in: the file with its decisions, and its rows as they stand before anything is written."""

from imports.models.imported import Import, ImportState
from imports.models.profile import MappingProfile
from imports.models.staged import StagedRow, Verdict

__all__ = ["Import", "ImportState", "MappingProfile", "StagedRow", "Verdict"]
