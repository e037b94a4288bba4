"""Domains as configuration (R1): what an organization calls things and which states it starts with.

The files beside this one are the domains that ship. Adding one needs a file and no code.
"""
