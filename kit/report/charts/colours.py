"""The charts' colours: of letters and lines, and of what carries a number."""

INK, QUIET, RULE = "#1f2328", "#5c574e", "#d8d3c8"
"""Letters, letters that say less, and lines that carry no number."""

OKABE_ITO = {
    "black": "#000000",
    "orange": "#E69F00",
    "sky": "#56B4E9",
    "green": "#009E73",
    "yellow": "#F0E442",
    "blue": "#0072B2",
    "vermillion": "#D55E00",
    "purple": "#CC79A7",
}
"""Colours that stay apart for colour-blind readers (Okabe and Ito, 2008)."""
