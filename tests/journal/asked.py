"""What a form says about the item with each save."""

ASKED = {"case": "ms_perez", "item_hash": "0123456789abcdef"}
