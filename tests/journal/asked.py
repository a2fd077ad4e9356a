"""The facts about the item that a form sends with each save."""

ASKED = {"case": "ms_perez", "item_hash": "0123456789abcdef"}
