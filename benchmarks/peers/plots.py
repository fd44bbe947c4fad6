"""The two charts of the fact sheet, drawn with pyplot as its tutorials do; the quicker way where there are several."""

from io import BytesIO

import matplotlib as mpl

mpl.use("Agg")
import matplotlib.pyplot as plt  # noqa: TID251 - the very thing that is measured

SIZE = (6.5, 2.9)
MAIN, OTHER, PALE = "#12436D", "#28A197", "#BFCCD9"


def columns(fact):
    """Return a figure of active and resolved cases by year."""
    figure, axes = plt.subplots(figsize=SIZE)
    names = [str(year) for year in fact["years"]]
    resolved = axes.bar(names, fact["resolved"], width=0.5, color=MAIN, label="Resolved")
    active = axes.bar(names, fact["active"], bottom=fact["resolved"], width=0.5, color=OTHER, label="Active")
    axes.bar_label(resolved, fmt="{:,.0f}", label_type="center", fontsize=8, color="white")
    axes.bar_label(active, fmt="{:,.0f}", label_type="center", fontsize=8)
    axes.bar_label(active, [f"{total:,}" for total in fact["total"]], fontsize=8, padding=4, fontweight="bold")
    axes.set_ylim(0, max(fact["total"]) * 1.35)
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.grid(axis="y", linewidth=0.5)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False, loc="upper left", ncols=2)
    return figure


def ranking(fact):
    """Return a figure of all places by number of cases, the sheet's own one marked."""
    figure, axes = plt.subplots(figsize=SIZE)
    codes, counts = zip(*fact["ranking"], strict=True)
    axes.bar(codes, counts, color=[MAIN if code == fact["code"] else PALE for code in codes])
    at = fact["rank"] - 1
    axes.annotate(f"{fact['title']} {counts[at]:,}", (at, counts[at]), (0, 12), textcoords="offset points", ha="center")
    axes.set_xticks([0, len(codes) - 1], ["largest count", "smallest count"])
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.grid(axis="y", linewidth=0.5)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    return figure


def saved(figure, kind, **options):
    """Return a figure as a file, its edges cut off (quicker than a layout that fills them), and close it."""
    file = BytesIO()
    figure.savefig(file, format=kind, bbox_inches="tight", **options)
    plt.close(figure)
    file.seek(0)
    return file


def png(figure):
    return saved(figure, "png", dpi=200)


def svg(figure):
    """Return a figure whose words are text: quicker for matplotlib and for its readers than outlines of letters."""
    with mpl.rc_context({"svg.fonttype": "none"}):
        return saved(figure, "svg").getvalue().decode()
