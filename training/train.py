"""Trains the section model, in WORK, which holds what extract.ts wrote. Deterministic: fixed seeds, one thread.

train.py WORK wide fold N       a network too big to ship that has not seen the sites of fold N of the gold documents: a teacher
train.py WORK again fold N      the same from another start
train.py WORK one fold N        the same, of one half of the other sites alone: it tells of the sites that it has not seen
train.py WORK other fold N      the same the other way round, from another start
train.py WORK student fold N    the student of these four, which has not seen the sites of the fold either
train.py WORK student all       the student of the teachers of all folds, for longer: the one that ships
train.py WORK fold N            what ships, without teachers and what only students learn: what these are worth
train.py WORK limit N fold 0    as `fold 0`, from N of its gold documents and none of `labels/` or `pages/`, but for furniture: the learning curve
train.py WORK linear fold 0     as `fold 0`, by a linear chain over the same features: another family
"""

import copy
import json
import sys
from functools import partial
from typing import NamedTuple

import numpy as np
import torch

from data import KINDS, Bags, Docs, Lines, Vocabulary
from fit import Noisy, Stage, both_losses, figures, fit, hard_loss, line, read, soft_loss
from nets import Attention, Conv, Encoder, Light, Linear, Look, Recurrent, Stack, Tagger
from pack import pack, round_rows
from taught import heard, joined, tell

FOLDS = 3
SEED, AGAIN = 1, 101
# The start of each teacher, and which half of the sites it learns where it does not learn both.
TEACHERS = {"wide": (SEED, None), "again": (AGAIN, None), "one": (SEED, 0), "other": (AGAIN, 1)}
ROWS, WIDE, SIZE, HIDDEN = 33300, 64, 96, 48
MANY = 60000
DROP, LINE_DROP, HIDDEN_DROP = 0.15, 0.075, 0.1
EPOCHS, LONGEST, LINES = 4, 6, 2500
# Passes of a teacher of all sites, and of one of half of them.
LONGER, HALF = 5, 6
# Of the loss on hand-labelled lines: what is spread over all kinds, and a student's teachers' share, first and at the end.
SMOOTH, THEIRS, LEAST = 0.03, 0.5, 0.1
# Of each set, how much of what a pass has is read on beside the seeds, so that nothing is forgotten for them.
SETTLING = 0.4
STRAIGHT = {"from": [0, 1], "to": [0, 1]}

torch.set_num_threads(1)
torch.set_flush_denormal(True)


class Part(NamedTuple):
    """The sites that a network learns: all but those of a fold of the gold documents, of both halves or of one."""

    fold: int | None
    half: int | None = None

    def has(self, fold, half):
        return (self.fold is None or fold != self.fold) and self.half in (None, half)


class Corpus:
    """Every set, and which documents a fold may learn from."""

    def __init__(self, work):
        self.work = work
        self.lines = Lines(work)
        # What teachers tell students of. No teacher learns `late` and `beside`.
        names = ("gold", "extra", "invented", "near", "weak", "wcxb", "late", "beside")
        self.told = {name: Docs(work, name) for name in names}
        self.gold, self.extra, self.invented, self.near, self.weak, self.wcxb, self.late, self.beside = self.told.values()
        self.seeds = Docs(work, "seeds")
        sites = sorted(set(self.gold.sites))
        np.random.default_rng(7).shuffle(sites)
        self.fold_of = {site: i % FOLDS for i, site in enumerate(sites)}

    def keep(self, docs, part, copies=True):
        """Documents of a part of the sites, with their altered copies or without."""
        return [
            (copies or about["copy"] == 0) and part.has(self.fold_of.get(site), about["half"])
            for about, site in zip(docs.about, docs.sites)
        ]

    def held(self, fold):
        """Unaltered gold documents of the sites that are held out."""
        gold = self.gold
        return [
            about["copy"] == 0 and self.fold_of[site] == fold
            for about, site in zip(gold.about, gold.sites)
        ]


def layer(apart):
    """A convolution over lines that are so many apart, and a recurrence over all."""
    return Conv(SIZE, [(5, apart)], HIDDEN_DROP / 2), Recurrent(SIZE, HIDDEN, Light)


def network(rows, about):
    encoder = Encoder(rows, about, WIDE, SIZE)
    return Tagger(encoder, Stack(*layer(1), *layer(4), Look(SIZE)), SIZE, HIDDEN_DROP)


def wide(rows, about):
    """Too big to ship: what it knows, students learn."""
    encoder = Encoder(rows, about, WIDE, SIZE, rich=True)
    blocks = [Attention(SIZE, drop=HIDDEN_DROP) for _ in range(2)]
    return Tagger(encoder, Stack(*layer(1), *blocks), SIZE, HIDDEN_DROP)


def straight(rows, about):
    """The linear family: each feature speaks for each kind by itself, and the chain joins the lines."""
    return Tagger(Linear(rows, about), None, KINDS, 0.0)


def gold_stages(corpus, bags, part, limit=None, late=False, seeds=1):
    loss = partial(hard_loss, smooth=SMOOTH)
    shares = (
        (corpus.gold, 0.35),
        (corpus.extra, 0.35),
        (corpus.invented, 0.35),
        (corpus.near, 0.6),
        (corpus.seeds, seeds),
        *([(corpus.late, 0.5), (corpus.beside, 0.5)] if late else []),
    )
    if limit is None:
        return [Stage(docs, bags, corpus.keep(docs, part), loss=loss, share=share) for docs, share in shares]
    keep = corpus.keep(corpus.gold, part)
    ids = sorted({a["id"] for a, k in zip(corpus.gold.about, keep) if k})
    np.random.default_rng(11).shuffle(ids)
    some = set(ids[:limit])
    keep = [k and a["id"] in some for a, k in zip(corpus.gold.about, keep)]
    # As many passes over fewer documents as would be made over all.
    return [Stage(corpus.gold, bags, keep, loss=loss, share=0.7)]


def train(net, first, last, seed, epochs):
    """First all sets together, then the chain with those that are worth it."""
    same = {"lines": LINES, "drop": DROP, "mean": 0.99}
    net.chained = False
    fit(net, first, epochs, 4e-3, seed, name="all", rate_rows=1e-2, **same)
    net.chained = True
    fit(net, last, 1, 1.5e-3, seed + 1, name="last", rate_rows=2e-3, **same)
    round_rows(net)


def firm(net, stages):
    """Teachers made the student as sure as it may be; labels by hand, once more, let it answer better where it is not."""
    for stage in stages:
        if stage.soft is not None and stage.loss is not soft_loss:
            stage.loss = partial(both_losses, soft=LEAST, smooth=SMOOTH)
    fit(net, stages, 1, 1.5e-3, SEED + 7, name="firm", rate_rows=2e-3, lines=LINES, drop=DROP, mean=0.99)
    round_rows(net)


def even(net, stages, seeds):
    """Once more, with what is not English twice, of which the corpus has less; what comes out is the mean of the weights before
    and after, which is steadier than either (Wortsman et al. 2022)."""
    more = []
    for stage in stages:
        if stage.docs is not seeds:
            keep = [kept and about["lang"] != "en" for kept, about in zip(stage.keep, stage.docs.about)]
            more.append(Stage(stage.docs, stage.bags, keep, stage.soft, stage.loss, share=stage.share))
    before = copy.deepcopy(net)
    fit(net, [*stages, *more], 1, 1.5e-3, SEED + 17, name="even", rate_rows=2e-3, lines=LINES, drop=DROP, mean=0.99)
    with torch.no_grad():
        for own, earlier in zip(net.parameters(), before.parameters()):
            own.lerp_(earlier, 0.5)
    round_rows(net)


def settle(net, stages, seeds):
    """The seeds are required to come out exactly, so the network that ships sees them more often at the end."""
    for stage in stages:
        if stage.docs is seeds:
            stage.share, stage.loss = 120, hard_loss
        else:
            stage.share *= SETTLING
    fit(net, stages, 1, 1e-3, SEED + 2, name="seeds", rate_rows=3e-3, lines=LINES, drop=0.05, mean=0.98)
    round_rows(net)


def alone(corpus, part, bags):
    """The weak sets through what their labels are worth, learned alongside."""
    return [
        Stage(docs, bags, corpus.keep(docs, part), loss=Noisy(), weight=0.5, share=share)
        for docs, share in ((corpus.weak, 0.3), (corpus.wcxb, 0.15))
    ]


def news(corpus, part):
    """Of each set, the documents that a teacher tells of (None: of all): those that it has not learned, so that students do
    not take over what it knows by heart. Of `late` and `beside` it has learned the pages that other sets have labels of, too. One
    of all sites tells of the weak sets: it knows more, also of pages that it saw with hand labels, and one of a half is heard
    beside it."""
    late = ("late", "beside")
    found = {
        name: [not (kept and (name not in late or about["known"])) for kept, about in zip(corpus.keep(docs, part), docs.about)]
        for name, docs in corpus.told.items()
    }
    return {**found, **{name: None for name in (() if part.half is not None else ("weak", "wcxb"))}}


def student(corpus, part, bags, gold):
    """The weak sets as the teachers of the folds read them; what these say of the hand labels goes into `gold`."""
    folds = range(FOLDS) if part.fold is None else [part.fold]
    names = [f"{kind}fold{number}" for kind in TEACHERS for number in folds]
    said = {docs: heard(corpus.work, names, name, docs) for name, docs in corpus.told.items()}
    for stage in gold:
        # The seeds have to come out as they are labelled.
        if stage.docs is not corpus.seeds:
            stage.soft = said[stage.docs].astype(np.float16)
            stage.loss = partial(both_losses, soft=THEIRS, smooth=SMOOTH)
    generator = np.random.default_rng(SEED)
    stages = []
    for docs, share in ((corpus.weak, 1.0), (corpus.wcxb, 0.6)):
        keep = [k and generator.random() < share for k in corpus.keep(docs, part)]
        soft = joined(said[docs], docs, keep).astype(np.float16)
        stages.append(Stage(docs, bags, keep, soft=soft, loss=soft_loss, share=0.5))
    return stages


def vocabulary_of(corpus, part, rows, late=False):
    all_sets = (corpus.weak, corpus.wcxb, corpus.gold, corpus.extra, corpus.invented, *([corpus.late] if late else []))
    # Copies have other sites' lines in them, so that a line of one site would count as one of many.
    sets = [(docs, corpus.keep(docs, part, copies=False)) for docs in all_sets]
    return Vocabulary.of(corpus.lines, sets, rows)


def main(work, *what):
    corpus = Corpus(work)
    fold = None if what[-1] == "all" else int(what[-1])
    family = what[0]
    is_student, is_teacher = family == "student", family in TEACHERS
    seed, half = TEACHERS.get(family, (SEED, None))
    part = Part(fold, half)
    vocabulary = vocabulary_of(corpus, part, MANY if is_teacher else ROWS, late=is_student)
    bags = Bags(corpus.lines, vocabulary, LINE_DROP)
    limit = int(what[1]) if family == "limit" else None
    gold = gold_stages(corpus, bags, part, limit, late=is_student, seeds=4 if is_student else 1)
    weak = student(corpus, part, bags, gold) if is_student else alone(corpus, part, bags)
    torch.manual_seed(seed)
    make = wide if is_teacher else straight if family == "linear" else network
    net = make(len(vocabulary), corpus.lines.about)
    first, last = [*gold, *weak], [*gold, *weak] if is_student else gold
    epochs = EPOCHS if not is_teacher else LONGER if half is None else HALF
    train(net, first, last, seed, LONGEST if fold is None else epochs)
    if is_student:
        firm(net, last)
        even(net, last, corpus.seeds)
    if fold is None:
        settle(net, last, corpus.seeds)
    name = "".join(what)
    print(name, len(vocabulary), "rows", flush=True)
    torch.save((vocabulary.hashes, net), f"{work}/{name}.pt")
    if is_teacher:
        tell(work, name, net, bags, corpus.told, news(corpus, part))
    if not is_teacher and family != "linear":
        pack(net, vocabulary.hashes, corpus.lines.about["kinds"], f"{work}/{name}.bin", STRAIGHT, STRAIGHT, 0.99)
    if fold is not None:
        held = corpus.held(fold)
        found = read(net, corpus.gold, bags, held)
        rows = np.concatenate([np.arange(a, b) for (a, b), h in zip(corpus.gold.ranges, held) if h])
        reached = figures(found[rows], corpus.gold.kind[rows])
        print(name, line(reached), flush=True)
        json.dump(reached, open(f"{work}/{name}.figures.json", "w"))
        ids = [a["id"] for a, h in zip(corpus.gold.about, held) if h]
        json.dump(ids, open(f"{work}/{name}.json", "w"))


if __name__ == "__main__":
    main(*sys.argv[1:])
