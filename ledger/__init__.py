"""How the events of the domain are recorded, ordered, sealed and proved.

Append only: one contiguous position per record, a hash chain, a conflict when somebody wrote
first. SQLite for one office, PostgreSQL for several. Serves the audit duty behind the expenditure
reports of C.G.S. § 10-262u(e): a figure must be shown to be what was recorded. Not here: any rule
of the program (`domain`), any table that can be thrown away (`projections`).
"""
