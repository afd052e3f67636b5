"""Load of our own making, on this machine alone: viewers on raw sockets, and requests on connections that stay open.

Cheap on purpose (no client library, several processes), so that what is measured is the server.
"""
