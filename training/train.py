"""Trains the section model: `train.py WORK fold N` for one part of the cross-validation, `train.py WORK final`.

WORK holds what extract.ts wrote. Deterministic: fixed seeds, one thread.
"""

import json
import sys
from functools import partial

import numpy as np
import torch

from data import Bags, Docs, Lines, Vocabulary
from fit import Noisy, Stage, figures, fit, hard_loss, line, read
from nets import Conv, Encoder, Light, Recurrent, Stack, Tagger
from pack import pack, round_rows

FOLDS = 5
SEED = 1
ROWS, WIDE, SIZE, HIDDEN = 28000, 64, 64, 48
DROP, LINE_DROP, HIDDEN_DROP = 0.15, 0.075, 0.1
EPOCHS, LINES = 4, 2500
STRAIGHT = {"from": [0, 1], "to": [0, 1]}

torch.set_num_threads(1)
torch.set_flush_denormal(True)


class Corpus:
    """Every set, and which documents a fold may learn from."""

    def __init__(self, work):
        self.work = work
        self.lines = Lines(work)
        self.gold, self.extra, self.seeds, self.weak, self.wcxb = (
            Docs(work, name) for name in ("gold", "extra", "seeds", "weak", "wcxb")
        )
        sites = sorted(set(self.gold.sites))
        np.random.default_rng(7).shuffle(sites)
        self.fold_of = {site: i % FOLDS for i, site in enumerate(sites)}

    def keep(self, docs, fold):
        """Documents whose site is not held out."""
        return [fold is None or self.fold_of.get(site) != fold for site in docs.sites]

    def held(self, fold):
        """Unaltered gold documents of the sites that are held out."""
        gold = self.gold
        return [
            about["copy"] == 0 and self.fold_of[site] == fold
            for about, site in zip(gold.about, gold.sites)
        ]


def network(rows, about):
    encoder = Encoder(rows, about, WIDE, SIZE)
    context = Stack(Conv(SIZE, [(5, 1)], HIDDEN_DROP / 2), Recurrent(SIZE, HIDDEN, Light))
    return Tagger(encoder, context, SIZE, HIDDEN_DROP)


def train(corpus, fold, vocabulary):
    """First all sets together, the weak ones through what their labels are worth; then gold and the chain."""
    bags = Bags(corpus.lines, vocabulary, LINE_DROP)
    keep = partial(corpus.keep, fold=fold)
    torch.manual_seed(SEED)
    net = network(len(vocabulary), corpus.lines.about)
    loss = partial(hard_loss, smooth=0.03)
    gold = [
        Stage(docs, bags, keep(docs), loss=loss, share=share)
        for docs, share in ((corpus.gold, 0.35), (corpus.extra, 0.35), (corpus.seeds, 1))
    ]
    weak = [
        Stage(docs, bags, keep(docs), loss=Noisy(), weight=0.5, share=share)
        for docs, share in ((corpus.weak, 0.3), (corpus.wcxb, 0.15))
    ]
    same = {"lines": LINES, "drop": DROP, "mean": 0.99}
    net.chained = False
    fit(net, [*gold, *weak], EPOCHS, 4e-3, SEED, name="all", rate_rows=1e-2, **same)
    net.chained = True
    fit(net, gold, 1, 1.5e-3, SEED + 1, name="gold", rate_rows=2e-3, **same)
    round_rows(net)
    return net, bags


def vocabulary_of(corpus, fold):
    sets = [(docs, corpus.keep(docs, fold)) for docs in (corpus.weak, corpus.wcxb, corpus.gold, corpus.extra)]
    return Vocabulary.of(corpus.lines, sets, ROWS)


def main(work, what, number=None):
    corpus = Corpus(work)
    fold = int(number) if what == "fold" else None
    vocabulary = vocabulary_of(corpus, fold)
    net, bags = train(corpus, fold, vocabulary)
    name = f"fold{fold}" if what == "fold" else "final"
    pack(net, vocabulary.hashes, corpus.lines.about["kinds"], f"{work}/{name}.bin", STRAIGHT, STRAIGHT, 0.99)
    if what == "fold":
        held = corpus.held(fold)
        found = read(net, corpus.gold, bags, held)
        rows = np.concatenate([np.arange(a, b) for (a, b), h in zip(corpus.gold.ranges, held) if h])
        print(name, line(figures(found[rows], corpus.gold.kind[rows])), flush=True)
        np.save(f"{work}/{name}.npy", found)
        torch.save((vocabulary.hashes, net), f"{work}/{name}.pt")
        ids = [a["id"] for a, h in zip(corpus.gold.about, held) if h]
        json.dump(ids, open(f"{work}/{name}.json", "w"))


if __name__ == "__main__":
    main(*sys.argv[1:])
