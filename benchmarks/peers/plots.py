"""The two charts of the fact sheet, drawn with pyplot as its tutorials do."""

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
    axes.bar(names, fact["resolved"], width=0.5, color=MAIN, label="Resolved")
    axes.bar(names, fact["active"], bottom=fact["resolved"], width=0.5, color=OTHER, label="Active")
    for x, total in enumerate(fact["total"]):
        axes.text(x, total, f"{total:,}", ha="center", va="bottom", fontsize=8)
    axes.set_ylim(0, max(fact["total"]) * 1.2)
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.grid(axis="y", linewidth=0.5)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False, loc="upper left", ncols=2)
    return figure


def ranking(fact):
    """Return a figure of all places by number of cases, the sheet's own one marked."""
    figure, axes = plt.subplots(figsize=SIZE)
    codes, counts = zip(*fact["ranking"], strict=True)
    axes.bar(codes, counts, color=[MAIN if code == fact["code"] else PALE for code in codes])
    axes.tick_params(axis="x", labelsize=5, rotation=90)
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.grid(axis="y", linewidth=0.5)
    axes.spines[["top", "right"]].set_visible(False)
    return figure


def saved(figure, kind, **options):
    """Return a figure as a file, as its tutorials save it, and close it."""
    figure.tight_layout()
    file = BytesIO()
    figure.savefig(file, format=kind, bbox_inches="tight", **options)
    plt.close(figure)
    file.seek(0)
    return file


def png(figure):
    return saved(figure, "png", dpi=200)


def svg(figure):
    return saved(figure, "svg").getvalue().decode()
