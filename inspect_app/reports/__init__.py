"""The printed report: a model of plain values, a page of HTML, and one archival, accessible PDF.

WeasyPrint is imported in the worker process only, so that a machine without its libraries can do
everything else, and so that a page that eats memory or time takes nothing with it.
"""
