// qstrs that no source file names are listed here; there are none.
