"""Four pictures for the benchmarks: each as an explorer, as one that draws nothing, and as ``interact`` with pyplot.

Every picture is drawn by one and the same function, on the explorer's persistent figure or on a new one of pyplot's.
"""

import ipywidgets
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from techgov import picture
from techgov.canvas import Moving
from techgov.controls import linear
from techgov.explorer import Explorer
from techgov.topics import skynet

CITIES = ["Beijing", "Shanghai", "Chongqing", "Shenzhen", "Wuhan", "Tianjin", "Urumqi", "Guiyang"]


def draw_bars(heights, fig):
    """Eight bars, their values in words."""
    axes = fig.subplots()
    bars = axes.bar(range(8), heights, color=picture.BLUE)
    labels = [axes.text(x, 0, "", ha="center") for x in range(8)]
    axes.set_xticks(range(8), CITIES)
    axes.set_ylim(0, 120)
    axes.set_ylabel("cameras per 1,000 people")
    axes.grid(axis="y")

    def update(heights):
        for bar, label, height in zip(bars, labels, heights):
            bar.set_height(height)
            label.set_y(height + 2)
            label.set_text(f"{height:.0f}")

    update(heights)
    return Moving([*bars, *labels], update)


def draw_lines(result, fig):
    """Two lines of 200 points, each with its name beside it."""
    axes = fig.subplots()
    x = np.arange(200)
    lines = [axes.plot(x, x, color=colour, lw=2)[0] for colour in (picture.BLUE, picture.VERMILION)]
    names = [axes.text(201, 0, "", va="center") for _ in lines]
    axes.set_xlim(0, 230)
    axes.set_ylim(-1.2, 1.2)
    axes.set_xlabel("weeks")
    axes.set_ylabel("index")
    axes.grid(True)

    def update(result):
        for line, name, values, word in zip(lines, names, result, ("with", "without")):
            line.set_ydata(values)
            name.set_y(values[-1])
            name.set_text(word)

    update(result)
    return Moving([*lines, *names], update)


def draw_heat(grid, fig):
    """A map of 50 by 50 squares with its scale."""
    axes = fig.subplots()
    image = axes.imshow(grid, cmap=picture.RAMP, vmin=0, vmax=1, aspect="auto")
    fig.colorbar(image, ax=axes, label="share of households")
    axes.set_xlabel("street")
    axes.set_ylabel("block")
    return Moving([image], image.set_data)


def heat(step):
    y, x = np.mgrid[0:50, 0:50] / 50
    noise = np.random.default_rng(int(step)).random((50, 50))
    return 0.8 * (0.5 + 0.5 * np.sin(6 * x + step / 9) * np.cos(5 * y - step / 7)) + 0.2 * noise


MADE = {  # name: model, drawing
    "bars": (lambda step: 10 + 50 * (1 + np.sin(step / 5 + np.arange(8))), draw_bars),
    "lines": (lambda step: np.cos(np.outer((1, 1.3), np.arange(200)) / 20 + step / 8) * [[1], [0.8]], draw_lines),
    "heat": (heat, draw_heat),
}
NAMES = [*MADE, "tree"]


def explorer(name):
    """The picture as an explorer. ``explorer(name).controls`` begins with the control that moves it."""
    if name == "tree":
        return skynet.explore_base_rate()
    model, draw = MADE[name]
    return Explorer(title=f"Benchmark: {name}", controls={"step": linear("Step", 0, 60, 0)}, model=model, draw=draw,
                    say=lambda result: f"The model gives a mean of {np.mean(result):.4f}; this is its picture.",
                    source="invented", origin="simulated", limits="It is like nothing else.", table=pd.DataFrame)


def floor(name):
    """The same explorer when it draws nothing: it sends one and the same picture with ever new words."""
    one = explorer(name)
    picture_of_nothing = one._frame
    one.canvas.frame = lambda result: picture_of_nothing
    return one


def slider(one):
    """Name and widget of the control that moves the explorer ``one``."""
    name = "searches" if "searches" in one.controls else "step"
    return name, one._inputs[name]


def place(name):
    """Which of the sliders of the explorer ``name`` that is."""
    one = explorer(name)
    return list(one.controls).index(slider(one)[0])


def interact(name, layout="constrained"):
    """The same picture as a lesson would have it without explorers: pyplot draws it anew inside ``interact``.
    ``layout`` None leaves pyplot's own, in which labels may stand outside the figure; it takes less time."""
    one = explorer(name)
    moves, moved = slider(one)

    def redraw(value):
        fig = plt.figure(figsize=(picture.WIDTH, one.height), layout=layout)
        picture.mark_simulated(fig)
        one.draw(one.model(**{**one.parameters, moves: value}), fig)
        plt.show()

    plain = ipywidgets.SelectionSlider(options=moved.options, value=one.parameters[moves])
    return ipywidgets.interactive(redraw, value=plain)
