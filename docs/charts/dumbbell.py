"""A dumbbell chart of two years: a row for each name, a dot for each year, and a bar between the two."""

ROW, HEAD, FOOT = 17, 22, 16
"""Points: of a row, of the years above the rows, of the axis below them."""
BETWEEN, BESIDE = 12, 7
"""Points between the names and the axes, and between a dot and its value."""
NARROWEST = 80
"""Points between the values at either end."""


def dumbbell(frame, look):
    """Draw the values of two years; a bar joins them where they can be compared."""
    years = sorted(frame["year"].unique())
    if len(years) > 2:
        raise ValueError(f"a dumbbell shows two years, not {len(years)}: write `years: ends`")
    names = list(frame.groupby("series")["name"].first())
    figure = look.figure(height=HEAD + ROW * len(names) + FOOT)
    axes = _axes(figure, names, look)
    _scale(axes, frame, look)
    shown = frame.dropna(subset="value")
    for (row, _), joined in shown.groupby(["series", "segment"]):
        axes.hlines(row, joined["value"].min(), joined["value"].max(), color=look.colours.locator, linewidth=4)
    for year, colour in zip(years, (look.colours.ramp[2], look.colours.main)[-len(years) :], strict=True):
        of_year = shown[shown["year"] == year]
        axes.plot(of_year["value"], of_year["series"], "o", color=colour, markersize=7, label=str(year))
    for _, values in shown.groupby("series"):
        _print(axes, values.sort_values("value", kind="stable"), look, bold=years[-1])
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, borderaxespad=0, handletextpad=0.1, columnspacing=1)
    return figure


def _axes(figure, names, look):
    """Return the axes, with the names of the rows at their left."""
    width, height = figure.get_size_inches() * 72
    left = max(look.text_width(name) for name in names) + BETWEEN
    axes = figure.add_axes((left / width, FOOT / height, 1 - left / width, 1 - (HEAD + FOOT) / height))
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.set_yticks([])
    for row, name in enumerate(names):
        figure.text(0, 1 - (HEAD + ROW * (row + 0.5)) / height, name, va="center")
    return axes


def _scale(axes, frame, look):
    """Begin the axis at zero, or below it where there are negative values, and leave room for values at either end."""
    low, high = min(frame["value"].min(), 0), max(frame["value"].max(), 0)
    beside = 2 * BESIDE + max(look.text_width(label, look.value_size, "sans_semibold") for label in frame["label"])
    width = axes.get_position().width * look.width - 2 * beside
    if width < NARROWEST:
        raise ValueError("the names and the values leave no room for the dots")
    room = (high - low or 1) * beside / width
    axes.set_xlim(low - room, high + room)
    axes.locator_params(axis="x", nbins=5)
    axes.set_xticks([tick for tick in axes.get_xticks() if low <= tick <= high])
    axes.xaxis.set_major_formatter(lambda value, _: look.number(value))
    axes.grid(axis="x")


def _print(axes, values, look, *, bold):
    """Print the smaller value at the left of its dot, and the larger at the right of its own."""
    for value, side in zip([*values.itertuples()][:: -1 if len(values) == 2 else 1], ("left", "right"), strict=False):
        axes.annotate(
            value.label,
            (value.value, value.series),
            (BESIDE if side == "left" else -BESIDE, 0),
            textcoords="offset points",
            ha=side,
            va="center",
            size=look.value_size,
            weight="semibold" if value.year == bold else "normal",
        )
