"""feedback-api: what people say about the asylum service, as themes nobody can be traced by."""

import os

__version__ = "0.1.0"

# Linear algebra libraries start a thread per core and spin; with one worker a core that is ruinous
# (themes chapter: 43 instead of 500 texts a second). They read these names once, when numpy loads.
for _name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
