"""Figures over what measure.ts read: accuracy, strip, reliability; and curves that make posteriors come true."""

import json

import numpy as np

GROUPS = np.array([0] * 10 + [1] * 2 + [2] * 10)
FRAGILE = (0, 3, 4)  # headline, byline, timestamp


class Readings:
    """Lines of the documents of one file, as columns."""

    def __init__(self, path):
        self.docs = [json.loads(line) for line in open(path) if line.strip()]
        column = lambda name, kind: np.concatenate([np.array(d[name], kind) for d in self.docs])
        self.gold, self.kind = column("gold", int), column("kinds", int)
        self.confidence, self.boilerplate = column("confidence", float), column("boilerplate", float)
        self.sizes, self.sure = column("sizes", int), column("sure", bool)
        self.doc = np.repeat(np.arange(len(self.docs)), [len(d["gold"]) for d in self.docs])
        self.thresholds = self.docs[0]["thresholds"]

    def strip(self, index):
        """The lines that go at one of the thresholds."""
        return np.concatenate([np.frombuffer(d["strips"][index].encode(), np.uint8) == 49 for d in self.docs])

    def by(self, field):
        """The lines of each value of a field of the documents."""
        values = np.array([str(d.get(field)) for d in self.docs])
        return {v: values[self.doc] == v for v in sorted(set(values))}


def accuracy(r, of=None):
    of = np.ones(len(r.gold), bool) if of is None else of
    gold, kind = r.gold[of], r.kind[of]
    return (gold == kind).mean(), (GROUPS[gold] == GROUPS[kind]).mean()


def per_kind(r):
    """For each kind: lines, precision, recall, F1."""
    rows = {}
    for k in range(22):
        hit, said, true = ((r.gold == k) & (r.kind == k)).sum(), (r.kind == k).sum(), (r.gold == k).sum()
        if true:
            p, q = hit / max(1, said), hit / true
            rows[k] = (int(true), p, q, 2 * p * q / max(1e-9, p + q))
    return rows


def macro(rows):
    return np.mean([f for n, _, _, f in rows.values() if n >= 20])


def stripped(r, goes, of=None):
    """Precision, recall, share of the people's characters lost, lines lost, fragile lines lost."""
    of = np.ones(len(r.gold), bool) if of is None else of
    page = GROUPS[r.gold] == 2
    lost = goes & ~page & of
    return {
        "precision": (goes & page & of).sum() / max(1, (goes & of).sum()),
        "recall": (goes & page & of).sum() / max(1, (page & of).sum()),
        "chars": r.sizes[lost].sum() / max(1, r.sizes[~page & of].sum()),
        "lost": int(lost.sum()),
        "fragile": int(np.isin(r.gold[lost], FRAGILE).sum()),
    }


def reliability(values, right, least=50):
    """For each tenth that holds enough lines: lines, mean of what was said, share that came true, its standard error."""
    rows = []
    for i in range(10):
        inside = (values >= i / 10) & ((values < (i + 1) / 10) | (i == 9))
        if inside.sum() >= least:
            true, n = right[inside].mean(), int(inside.sum())
            rows.append((i / 10, n, values[inside].mean(), true, np.sqrt(true * (1 - true) / n)))
    return rows


def curve(values, right, bins):
    """A monotone curve from posteriors to how often they came true, through means of equal bins."""
    order = np.argsort(values, kind="stable")
    parts = [(values[p].mean(), right[p].mean(), len(p)) for p in np.array_split(order, bins)]
    pooled = []
    for x, y, n in parts:
        pooled.append([x * n, y * n, n])
        while len(pooled) > 1 and pooled[-2][1] / pooled[-2][2] >= pooled[-1][1] / pooled[-1][2]:
            last = pooled.pop()
            pooled[-1] = [a + b for a, b in zip(pooled[-1], last)]
    xs = [0.0, *(x / n for x, _, n in pooled), 1.0]
    ys = [0.0, *(y / n for _, y, n in pooled), 1.0]
    kept = [(0.0, 0.0)]
    for x, y in zip(xs[1:], ys[1:]):
        # A little of the posterior itself keeps the curve rising, so that a threshold means the same on both sides.
        y = 0.999 * y + 0.001 * x
        if x > kept[-1][0] + 1e-6 and y > kept[-1][1]:
            kept.append((x, y))
    if kept[-1][0] < 1:
        kept.append((1.0, max(1.0, kept[-1][1])))
    return {"from": [round(float(x), 7) for x, _ in kept], "to": [round(float(y), 7) for _, y in kept]}


def matched(values, theirs, own):
    """A curve to values that others say, from what one says where as many lines lie below it."""
    theirs = np.sort(theirs)
    share = np.searchsorted(theirs, values) / len(theirs)
    kept = [(0.0, values[0])]
    for x, y in zip(np.quantile(own, share), values):
        if kept[-1][0] + 1e-6 < x < 1 - 1e-6:
            kept.append((x, y))
    kept.append((1.0, values[-1]))
    return {"from": [round(float(x), 7) for x, _ in kept], "to": [round(float(y), 7) for _, y in kept]}


def applied(c, values):
    return np.interp(values, c["from"], c["to"])


def safest(r, precision=0.99, chars=0.0025, fragile=8):
    """The index of the lowest threshold under which the strip loses next to nothing, from there up.

    Counted on the lines whose reader was sure, with students of four teachers that have not seen a third of the gold
    documents; the one that ships has twelve teachers and has seen all. Some of what looks lost is the label's mistake:
    one reader's, who would not agree with a second one everywhere.
    """
    best = len(r.thresholds) - 1
    for i in range(len(r.thresholds) - 1, -1, -1):
        found = stripped(r, r.strip(i), r.sure)
        if found["precision"] < precision or found["chars"] > chars or found["fragile"] > fragile:
            break
        best = i
    return best
