"""Typst with pyplot charts as SVG, or with charts drawn by hand from its shapes, as it has none of its own.

One compiler is kept for all sheets, as the package's page shows. Its plain file is tagged; one that is to meet PDF/UA-1
and PDF/A-2a is asked for by name, and wants a text in place of each chart.
"""

import json
from pathlib import Path
from tempfile import mkdtemp

import typst

SOURCE = """
#let f = json(bytes(sys.inputs.at("fact")))
#set page(paper: "us-letter", margin: 1in,
  footer: context align(right)[Page #counter(page).display() of #counter(page).final().first()])
#set text(font: "DejaVu Sans", size: 10pt, lang: "en")
#set document(title: f.title)
#let (width, height, foot, edge) = (468pt, 190pt, 18pt, 40pt)
#let shape(x, y, body) = place(bottom + left, dx: x, dy: -y, body)
#let words(x, y, wide, how, body) = shape(x - wide / 2, y, box(width: wide, align(how, text(8pt, body))))
#let grouped(number) = str(number).replace(regex("(\\d)(\\d{3})$"), m => m.captures.at(0) + "," + m.captures.at(1))
#let axis(highest) = {
  let power = calc.pow(10, calc.floor(calc.log(highest)))
  let step = int(if highest / power < 2 { power / 4 } else if highest / power < 5 { power / 2 } else { power })
  for value in range(0, calc.floor(highest) + 1, step: calc.max(1, step)) {
    let y = foot + (height - foot) * (value / highest)
    shape(edge, y, line(length: width - edge, stroke: 0.5pt + gray))
    words(edge - 24pt, y - 4pt, 40pt, right, grouped(value))
  }
}
#let columns() = box(width: width, height: height, {
  let highest = calc.max(..f.total) * 1.35
  let (wide, unit) = ((width - edge) / f.years.len(), (height - foot) / highest)
  axis(highest)
  for (at, row) in f.rows.enumerate() {
    let (x, low, high) = (edge + wide * at + wide / 4, unit * f.resolved.at(at), unit * f.active.at(at))
    shape(x, foot, rect(width: wide / 2, height: low, fill: rgb("#12436D")))
    shape(x, foot + low, rect(width: wide / 2, height: high, fill: rgb("#28A197")))
    words(x + wide / 4, foot + low / 2 - 4pt, wide, center, text(white, row.at(2)))
    words(x + wide / 4, foot + low + high / 2 - 4pt, wide, center, row.at(1))
    words(x + wide / 4, foot + low + high + 3pt, wide, center, strong(row.at(3)))
    words(x + wide / 4, 2pt, wide, center, row.at(0))
  }
  shape(edge, height - 8pt, text(8pt)[#text(rgb("#12436D"))[■] Resolved #h(9pt) #text(rgb("#28A197"))[■] Active])
})
#let bars() = box(width: width, height: height, {
  let highest = calc.max(..f.ranking.map(one => one.at(1))) * 1.05
  let wide = (width - edge) / f.ranking.len()
  axis(highest)
  for (at, (code, count)) in f.ranking.enumerate() {
    let (x, high) = (edge + wide * at, (height - foot) * (count / highest))
    let own = code == f.code
    shape(x, foot, rect(width: wide * 0.8, height: high, fill: rgb(if own { "#12436D" } else { "#BFCCD9" })))
    if own { words(x + wide / 2, foot + high + 12pt, 120pt, center, f.title + " " + grouped(count)) }
  }
  words(edge + 40pt, 2pt, 80pt, left, "largest count")
  words(width - 40pt, 2pt, 80pt, right, "smallest count")
})
#let chart(svg, drawn, alt) = {
  if svg == none { drawn() } else { image(bytes(svg), format: "svg", width: 100%, alt: alt) }
}

= #f.title
#f.standfirst

#for (value, label) in f.key_figures [*#value* #label \\ ]
#f.paragraph

== #f.captions.at(0)
#chart(f.svg.at(0), columns, f.captions.at(0))
#pagebreak()
== #f.captions.at(1)
#chart(f.svg.at(1), bars, f.captions.at(1))
== #f.table_title
#table(columns: (1fr,) * 4, align: (x, _) => if x == 0 { left } else { right },
  table.header(..f.head), ..f.rows.flatten())
#f.source
"""


DRAWN, TOLD = "{ drawn() }", "{ figure(alt: alt, drawn()) }"
STANDARDS = ["ua-1", "a-2a"]


def maker(variant, facts):
    _, *how = variant.split("-")
    pictures = _no_pictures if "shapes" in how else _plots()
    source = Path(mkdtemp()) / "sheet.typ"
    source.write_text(SOURCE.replace(DRAWN, TOLD) if "valid" in how else SOURCE, encoding="utf-8")
    compiler = typst.Compiler(str(source))
    asked = {"pdf_standards": STANDARDS} if "valid" in how else {}

    def make(fact):
        return compiler.compile(sys_inputs={"fact": json.dumps({**fact, "svg": pictures(fact)})}, **asked)

    return make


def _no_pictures(_):
    return None, None


def _plots():
    from benchmarks.peers.plots import columns, ranking, svg  # matplotlib, which shapes do without

    return lambda fact: (svg(columns(fact)), svg(ranking(fact)))
