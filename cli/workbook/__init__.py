"""The Excel workbook of an improvement plan: written for a district, read back, returned marked.

Not here: whether a plan is as it should be (`domain/plan_check.py`). Source: C.G.S. § 10-262u(d).
"""
