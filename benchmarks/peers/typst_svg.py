"""Typst with pyplot charts as SVG; one compiler is kept for all sheets, as the package's page shows."""

import json
from pathlib import Path
from tempfile import mkdtemp

import typst

from benchmarks.peers.plots import columns, ranking, svg

SOURCE = """
#let f = json(bytes(sys.inputs.at("fact")))
#set page(paper: "us-letter", margin: 1in,
  footer: context align(right)[Page #counter(page).display() of #counter(page).final().first()])
#set text(font: "DejaVu Sans", size: 10pt, lang: "en")
#set document(title: f.title)
= #f.title
#f.standfirst

#for (value, label) in f.key_figures [*#value* #label \\ ]
#f.paragraph

== #f.captions.at(0)
#image(bytes(f.columns), format: "svg", width: 100%, alt: "columns")
#pagebreak()
== #f.captions.at(1)
#image(bytes(f.bars), format: "svg", width: 100%, alt: "ranking")
== #f.table_title
#table(columns: (1fr,) * 4, align: (x, _) => if x == 0 { left } else { right },
  table.header(..f.head), ..f.rows.flatten())
#f.source
"""


def maker(variant, facts):
    source = Path(mkdtemp()) / "sheet.typ"
    source.write_text(SOURCE, encoding="utf-8")
    compiler = typst.Compiler(str(source))

    def make(fact):
        fact = {**fact, "columns": svg(columns(fact)), "bars": svg(ranking(fact))}
        return compiler.compile(sys_inputs={"fact": json.dumps(fact)})

    return make
