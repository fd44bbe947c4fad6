"""Make fact sheets with one tool, in a process of its own, and print how long each took as a line of JSON.

    python benchmarks/worker.py MODULE:VARIANT COUNT FACTS.json OUT

A tool is a module with a function `maker(variant, facts)`, which is given all facts, prepares what can be prepared, and
returns a function from the facts of one place to the bytes of a file.
"""

import json
import sys
from importlib import import_module
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter, process_time

HERE = Path(__file__).parent


def main() -> None:
    tool, count, facts_file, out = sys.argv[1:]
    sys.path[:0] = [str(HERE), str(HERE.parent)]
    module, _, variant = tool.partition(":")
    facts = json.loads(Path(facts_file).read_text(encoding="utf-8"))
    make = import_module(module).maker(variant, facts)
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    wall, cpu, sizes = [], [], []
    for fact in islice(cycle(facts), int(count)):
        start, started = perf_counter(), process_time()
        content = make(fact)
        (folder / f"{fact['code']}.{variant.partition('-')[0]}").write_bytes(content)
        wall.append(perf_counter() - start)
        cpu.append(process_time() - started)
        sizes.append(len(content))
    print(json.dumps({"wall": wall, "cpu": cpu, "size": sorted(sizes)[len(sizes) // 2]}))


if __name__ == "__main__":
    main()
