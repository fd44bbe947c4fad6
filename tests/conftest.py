"""How the examples of the property tests are chosen: the same in every run, unless new ones are asked for.

A change is never refused by chance: only `EXAMPLES=random` looks for new examples. What the program keeps for its next
start is kept in a folder of the tests.
"""

import atexit
import os
import shutil
import tempfile

from hypothesis import settings

if "REPORTGEN_CACHE" not in os.environ:  # a worker has the folder of those who started it
    os.environ["REPORTGEN_CACHE"] = tempfile.mkdtemp(prefix="reportgen-tests-")
    atexit.register(shutil.rmtree, os.environ["REPORTGEN_CACHE"], ignore_errors=True)

settings.register_profile("same", derandomize=True)
settings.register_profile("random", derandomize=False, print_blob=True)
settings.load_profile(os.environ.get("EXAMPLES", "same"))
