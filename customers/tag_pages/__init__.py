"""The company's tags: renamed, recoloured, merged, put away; by those who manage the company."""
