"""WeasyPrint: HTML by Jinja2, charts by pyplot as SVG; the font configuration is kept, as its manual advises."""

from base64 import b64encode

from jinja2 import Environment
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from benchmarks.peers.plots import columns, ranking, svg

STYLE = """
@page { size: Letter; margin: 1in; @bottom-right { content: "Page " counter(page) " of " counter(pages) } }
body { font: 10pt/1.4 "DejaVu Sans", sans-serif } img { width: 6.5in }
h2 { font-size: 10pt } .new { break-before: page }
table { border-collapse: collapse; width: 100% } th, td { text-align: right; padding: 3pt; border-bottom: 0.5pt solid }
"""
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title></head><body>
<h1>{{ title }}</h1><p>{{ standfirst }}</p>
{% for value, label in key_figures %}<p><b>{{ value }}</b> {{ label }}</p>{% endfor %}
<p>{{ paragraph }}</p>
<h2>{{ captions[0] }}</h2><img alt="columns" src="{{ columns }}">
<h2 class="new">{{ captions[1] }}</h2><img alt="ranking" src="{{ bars }}">
<h2>{{ table_title }}</h2><table><tr>{% for text in head %}<th>{{ text }}</th>{% endfor %}</tr>
{% for row in rows %}<tr>{% for text in row %}<td>{{ text }}</td>{% endfor %}</tr>{% endfor %}</table>
<p>{{ source }}</p></body></html>"""


def maker(variant, facts):
    fonts = FontConfiguration()
    style = CSS(string=STYLE, font_config=fonts)
    template = Environment(autoescape=True).from_string(PAGE)

    def make(fact):
        page = template.render(**fact, columns=_address(columns(fact)), bars=_address(ranking(fact)))
        return HTML(string=page).write_pdf(stylesheets=[style], font_config=fonts)

    return make


def _address(figure):
    return f"data:image/svg+xml;base64,{b64encode(svg(figure).encode()).decode()}"
