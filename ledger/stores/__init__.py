"""Where events are kept: one recorder contract, in memory, in an SQLite file, in PostgreSQL.

`common` states the contract, `sql` the reading that both databases share, `open` picks a recorder
from an address. Nothing is imported here, so that an SQLite user never loads the PostgreSQL driver.

Not here: what the bytes mean (`ledger/record.py`, `ledger/codec.py`) and who may write.
"""
