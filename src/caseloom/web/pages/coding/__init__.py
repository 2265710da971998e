"""The codebook, one code's definition, and the passages coded with it."""
