"""A text that is compiled in parts prints what it prints when it is compiled whole, and errs at the same line."""

import pytest

from reportgen.errors import TemplateError
from reportgen.resources import templates_folder
from reportgen.template import Report, render
from reportgen.template.parts import LEAST, compiled_in_parts, parts_of

FILL = "Words that fill a part. " * (LEAST // 20)
TEXTS = [
    "{{% set a = 1 %}}{fill}\n\n{{{{ a }}}} and {{{{ b }}}}\n\n{fill}\n\n{{{{ a }}}}\n",
    "{{{{ b }}}}{fill}\n\n{{% set b = 2 %}}{{{{ b }}}}{fill}\n\n{{{{ b }}}}\n",
    "{{% if no %}}{{% set b = 2 %}}{{% endif %}}{fill}\n\n{{{{ b }}}}\n",
    "{{% macro m(x) %}}{{{{ x }}}} {{{{ c }}}}{{% endmacro %}}{fill}\n\n{{% set c = 5 %}}{fill}\n\n{{{{ m(1) }}}}\n",
    "{{% for i in [1, 2] %}}{fill}\n\n{{{{ i }}}}{{% endfor %}}\n\n{fill}\n\nend\n",
    "{fill}{{%- if b -%}}\n\n{fill}\n\n{{%- endif -%}}\n\n{fill}\n\n{{{{- b }}}}\n",
    "{{% set c %}}{fill}\n\nmore{{% endset %}}{fill}\n\n{{{{ c }}}}\n",
    "{{# {{% if %}} #}}{fill}\n\n{{% raw %}}{{% if %}}\n\n{fill}{{% endraw %}}\n\n{fill}\n\n{{{{ b }}}}",
    "{{{{ '}}}} {{% if %}}' }}}}{fill}\n\n{fill}\n\n{{{{ '\n\n' }}}}{{{{ b }}}}\n\n\n\n",
    "{fill}\r\n\r\n{fill}\r\n\r\n{{{{ b }}}}\r\n",
]


def report(text):
    return Report("tiny", templates_folder(), text, 6, title="T", kicker="K", description="D")


def rendered(text):
    return render(report(text), text, {"b": "before", "no": False})


@pytest.mark.parametrize("text", TEXTS)
def test_parts_print_what_the_whole_prints(text):
    text = text.format(fill=FILL)
    whole = rendered(text)
    with compiled_in_parts():
        assert rendered(text) == whole


@pytest.mark.parametrize(
    "mistake",
    ["{{ nobody }}", "{{ 1 / 0 }}", "{% if %}", "{% endif %}", "{{ b", "{% for i in 3 %}{% endfor %}", "{{ b.x.y }}"],
)
@pytest.mark.parametrize("at", [0, 1, 2, 3])
def test_a_mistake_is_told_at_the_same_line(mistake, at):
    paragraphs = [FILL, FILL, FILL]
    paragraphs.insert(at, f"Line\n{mistake}")
    text = "\n\n".join(paragraphs)
    with pytest.raises(TemplateError) as whole:
        rendered(text)
    with compiled_in_parts(), pytest.raises(TemplateError) as parts:
        rendered(text)
    assert (parts.value.where, parts.value.message) == (whole.value.where, whole.value.message)
    assert parts.value.where


@pytest.mark.parametrize("name", sorted(path.name for path in templates_folder().glob("*.md")))
def test_the_templates_of_the_program_have_parts(name):
    text = (templates_folder() / name).read_text(encoding="utf-8")
    parts = parts_of(text)
    assert len(parts) > 2
    assert "".join(parts) == text


def test_an_edit_is_compiled_in_its_part_only(monkeypatch):
    from reportgen.template.sandbox import Sandbox

    compiled = []
    from_string = Sandbox.from_string
    monkeypatch.setattr(Sandbox, "from_string", lambda self, text: compiled.append(text) or from_string(self, text))
    text = "\n\n".join(f"{number} {FILL} {{{{ b }}}}" for number in range(5))
    with compiled_in_parts():
        rendered(text)
        assert len(compiled) == 5
        rendered(text.replace("3 Words", "3 Other words"))
        assert len(compiled) == 6
