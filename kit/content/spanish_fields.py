"""What each of the Spanish documents must contain, by the names of its sections."""

from __future__ import annotations

FIELDS: dict[str, tuple[str, ...]] = {
    "communication_preferences": (
        "para_que",
        "nombres",
        "idioma",
        "interprete",
        "manera",
        "horas",
        "temas",
        "personas",
        "acceso",
        "cambios",
    ),
    "meeting_notice": (
        "de_que",
        "para_que",
        "cuando_y_donde",
        "quienes",
        "invitar",
        "interprete",
        "antes",
        "durante",
        "despues",
        "si_no_puede",
        "transicion",
        "derechos",
        "contacto",
    ),
    "feedback_form": (
        "voluntario",
        "sin_efecto",
        "como",
        "persona_neutral",
        "mas",
        "menos",
        "diferencia",
        "cambiar",
        "despues",
        "derechos",
    ),
    "you_said_we_changed": (
        "gracias",
        "tabla",
        "no_pudimos",
        "corregir",
        "sin_efecto",
        "contacto",
    ),
}
"""The four documents, and the sections that each must have."""
