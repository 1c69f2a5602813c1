"""What people type and see: the command `alliance`.

One file per noun turns options into one command or one question and its answer into a receipt, a
table or JSON; `wiring` puts the parts together, `group` maps errors to exit codes. Every answer
names its clause of C.G.S. § 10-262u. Not here: any rule, any SQL.
"""
