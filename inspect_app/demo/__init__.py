"""What is invented: a tablet that speaks the whole protocol, and the country that it writes.

It lies in the package and not beside the tests because an installed demo writes with it, through
the same doors as a real tablet.
"""
