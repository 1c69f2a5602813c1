"""Payments leave for the other system and come back: vouchers, files, answers, month end, cures.

Pure functions over values; the one thing read is a file. Not here: events, commands and screens.
What is said of Core-CT rests on copies of its job aids and is UNVERIFIED until the Comptroller's
office confirms it. Source: C.G.S. § 10-262u(c)(2), § 10-262i(b).
"""
