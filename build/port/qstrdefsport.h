// qstrs that no source file names in a form that is found by itself.
Q(matplotlib.pyplot)
Q(UTF-8)
