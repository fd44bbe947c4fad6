"""The YAML of templates: plain values only, read by the C library where there is one."""

from __future__ import annotations

import yaml

SAFE_LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
"""Ten times as fast in C; the options of a fact sheet are half of the time that reading its Markdown takes."""
