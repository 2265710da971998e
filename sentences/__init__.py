"""The program's sentences: found in the code, kept in catalogues, looked over for what they lack."""
