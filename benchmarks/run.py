"""Every benchmark, one table: python benchmarks/run.py. Exit code 1 where a goal is missed."""

import sys

import append
import startup
import whole_record
from medians import show

if __name__ == "__main__":
    found = [
        result for benchmark in (whole_record, append, startup) for result in benchmark.measured()
    ]
    show(found)
    sys.exit(0 if all(result.met for result in found) else 1)
