"""How the examples of the property tests are chosen: the same in every run, unless new ones are asked for.

A change is never refused by chance: only `EXAMPLES=random` looks for new examples.
"""

import os

from hypothesis import settings

settings.register_profile("same", derandomize=True)
settings.register_profile("random", derandomize=False, print_blob=True)
settings.load_profile(os.environ.get("EXAMPLES", "same"))
