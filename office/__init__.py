"""The administrator's pages: journal, operations, jobs, company, users. Imported by nobody but the project.

One folder for each page or group of pages; rules common to them stand beside this file.
"""
