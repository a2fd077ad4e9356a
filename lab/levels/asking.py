"""Can a model learn which question helps a writer? Words alone, each author left out.

Not part of the course yet. The labels in ``lab/data/reading/asked`` say of each text which kind of question a
mentor would ask, which others would help, too, and which would do harm. A model for each kind is fitted on
the other authors' texts; the kind that is most likely to help is chosen.

    uv run python -m lab.levels.asking
"""

import sys

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from lab.levels.texts import HANDS, TEXTS, rows

KINDS = (
    "tell", "took_it", "test", "their_view", "ask_them", "your_move", "first_step", "obstacle", "check",
    "none",
)  # fmt: skip


def main() -> None:
    """Print how often the chosen kind helps or does harm, and how often one kind for all would help."""
    hands, texts, labels = [], [], []
    for hand in HANDS:
        asked = TEXTS / "asked" / f"{hand}.jsonl"
        found = {row["id"]: row["text"] for row in rows(TEXTS / "hands" / f"{hand}.jsonl")}
        for label in rows(asked) if asked.exists() else ():
            hands.append(hand)
            texts.append(found[label["id"]])
            labels.append(label)
    helps = np.array([[kind == one["best"] or kind in one["also"] for kind in KINDS] for one in labels])
    harms = np.array([[kind in one["wrong"] for kind in KINDS] for one in labels])
    by, sure = np.array(hands), np.zeros(helps.shape)
    for hand in sorted(set(hands)):
        learned, held = np.flatnonzero(by != hand), np.flatnonzero(by == hand)
        words = TfidfVectorizer(ngram_range=(1, 2), min_df=3, sublinear_tf=True)
        seen, new = (
            words.fit_transform([texts[n] for n in learned]),
            words.transform([texts[n] for n in held]),
        )
        for kind in range(len(KINDS)):
            model = LogisticRegression(C=3, max_iter=500).fit(seen, helps[learned, kind])
            sure[held, kind] = model.predict_proba(new)[:, 1]
    chosen, each = sure.argmax(1), np.arange(len(labels))
    for said, value in (
        ("helps", helps[each, chosen].mean()),
        ("does harm", harms[each, chosen].mean()),
        ("one kind for all helps", helps.mean(0).max()),
    ):
        sys.stdout.write(f"{said}: {value:.3f} of {len(labels)} texts\n")


if __name__ == "__main__":
    main()
