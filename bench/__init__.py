"""The benchmarks: each measures against a peer in the same run and prints a ratio, for machines are noisy."""
