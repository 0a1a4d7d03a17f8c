"""card.py WORK: writes MODEL_CARD.md from the readings of held-out sites (cv.jsonl) and of the development set (dev.jsonl)."""

import json
import os
import sys

import numpy as np

from report import GROUPS, Readings, accuracy, macro, per_kind, reliability, stripped

HERE = os.path.dirname(os.path.abspath(__file__))


def percent(x):
    return f"{100 * x:.1f} %"


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(str(c) for c in row) + " |" for row in rows])


def summary(r, strip):
    kind, group = accuracy(r)
    s = stripped(r, strip)
    return [
        len(r.docs), len(r.gold), percent(kind), percent(group), f"{macro(per_kind(r)):.3f}",
        f"{100 * s['precision']:.2f} %", percent(s["recall"]), f"{100 * s['chars']:.3f} %", s["lost"], s["fragile"],
    ]


def parts(r, strip, field, least=100):
    rows = []
    for value, of in sorted(r.by(field).items(), key=lambda part: -part[1].sum()):
        if of.sum() < least:
            continue
        kind, group = accuracy(r, of)
        s = stripped(r, strip, of)
        rows.append([value, int(of.sum()), percent(kind), percent(group), percent(s["precision"]), percent(s["recall"])])
    return table([field, "lines", "kind", "group", "strip precision", "strip recall"], rows)


def kinds(r, names):
    return table(
        ["kind", "lines", "precision", "recall", "F1"],
        [[f"`{names[k]}`", n, percent(p), percent(q), f"{f:.2f}"] for k, (n, p, q, f) in per_kind(r).items()],
    )


def reliable(r):
    rows = []
    for name, values, right in (
        ("kind", r.confidence, r.kind == r.gold),
        ("boilerplate", r.boilerplate, GROUPS[r.gold] == 2),
    ):
        for low, n, said, true, error in reliability(values, right):
            row = [name, f"{low:.1f}–{low + 0.1:.1f}", n, percent(said), percent(true)]
            rows.append([*row, f"{100 * (true - said):+.1f}", f"{100 * error:.1f}"])
    return table(["posterior of", "tenth", "lines", "said", "came true", "points off", "standard error"], rows)


def confusions(r, names, most=15):
    pairs = {}
    for a, b in zip(r.gold, r.kind):
        if a != b:
            pairs[(a, b)] = pairs.get((a, b), 0) + 1
    top = sorted(pairs.items(), key=lambda pair: -pair[1])[:most]
    return table(["gold", "answer", "lines"], [[f"`{names[a]}`", f"`{names[b]}`", n] for (a, b), n in top])


def teachers(work):
    """The sites of fold 0, read by its teachers and by their student."""
    rows = []
    for name, what in (
        ("widefold0", "attention over the lines (too big to ship)"),
        ("againfold0", "the same from another start"),
        ("onefold0", "the same, of one half of the sites"),
        ("otherfold0", "the same, of the other half"),
        ("studentfold0", "their student, the network that ships"),
    ):
        f = json.load(open(f"{work}/{name}.figures.json"))
        rows.append([what, *(f"{100 * f[key]:.1f}" for key in ("kind", "group", "f1", "r99", "r995"))])
    return table(["network", "kind", "group", "macro-F1", "recall at 99 %", "at 99.5 % precision"], rows)


def given(name):
    path = os.path.join(HERE, name)
    return open(path).read().strip() if os.path.exists(path) else ""


def main(work):
    names = json.load(open(f"{work}/lines.json"))["kinds"]
    calibration = json.load(open(f"{work}/calibration.json"))
    cv, dev = Readings(f"{work}/cv.jsonl"), Readings(f"{work}/dev.jsonl")
    held = cv.strip(cv.thresholds.index(calibration["safe"]))
    goes = dev.strip(0)
    head = ["set", "documents", "lines", "kind", "group", "macro-F1", "strip precision", "strip recall", "lost characters", "lost lines", "of these headline, byline, timestamp"]
    text = given("card-head.md").format(safe=calibration["safe"])
    sections = [
        text,
        "## Figures\n\nUnder the safe policy, by the product's own code and its fixed point.\n",
        table(head, [["sites of the training gold, held out in turn", *summary(cv, held)], ["development set", *summary(dev, goes)]]),
        "## By kind (development set)\n", kinds(dev, names),
        "## By kind (held-out sites of the training gold)\n", kinds(cv, names),
        "## By language (development set, 100 lines or more)\n", parts(dev, goes, "lang"),
        "## By language (held-out sites)\n", parts(cv, held, "lang"),
        "## By renderer (development set)\n", parts(dev, goes, "renderer"),
        "## By renderer (held-out sites)\n", parts(cv, held, "renderer"),
        "## Reliability (development set, tenths of 50 lines or more)\n", reliable(dev),
        "## Reliability (held-out sites, after calibration on them)\n", reliable(cv),
        "## Most frequent confusions (held-out sites)\n", confusions(cv, names),
        "## Teachers and student (the sites of fold 0 of three, 160 documents, without the fixed point)\n", teachers(work),
        given("card-tail.md"),
    ]
    with open(os.path.join(HERE, "MODEL_CARD.md"), "w") as out:
        out.write("\n\n".join(part.strip() for part in sections if part.strip()) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
