"""What each sentence of a reflection does: one of CEReD's nine components, with a calibrated confidence."""

from kit.reading.moves.labelling import COMPONENTS, FILE, Move, label, read_model, shipped
from kit.reading.moves.weights import Model, Weights

__all__ = ["COMPONENTS", "FILE", "Model", "Move", "Weights", "label", "read_model", "shipped"]
