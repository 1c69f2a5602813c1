"""The words, the law and the decisions of the Alliance District program, C.G.S. § 10-262u.

Pure and small: values (`money`, `fiscal_year`, `district`, `authority`), what is asked
(`commands`), what happened (`events`), what follows from it (`state`, `accounts`), what the law
says on a day (`statute`) and what it allows (`decisions`). Standard library only; no clock, no
files, no environment, no chance. Not here: how events are kept (`ledger`), read models
(`projections`), what people type (`cli`).
"""
