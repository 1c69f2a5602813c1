"""Read models: tables that answer questions and can be thrown away and rebuilt.

Each is a fold over the ledger's events, kept in its own schema or file, with its position saved in
the same transaction as its rows. They answer the questions of C.G.S. § 10-262u(c) to (f): who
holds how much, which duty is met, what is carried forward. Not here: decisions, which never read
a projection, and the record itself (`ledger`).
"""
