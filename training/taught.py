"""What teachers say of documents, and what students learn of it."""

import numpy as np

from data import IGNORED, KINDS
from fit import read

# How much a weak label counts beside the networks: labels of neighbouring lines are wrong together.
TRUST = 0.7


def tell(work, teacher, net, bags, sets, new):
    """Writes a teacher's posteriors of each line of the documents in `new`, by the sets' names, for students; 0 for others."""
    for name, docs in sets.items():
        np.save(path(work, teacher, name), read(net, docs, bags, new[name]).astype(np.float16))


def heard(work, teachers, name, docs):
    """The mean posteriors of each line of a set, of the teachers that tell of it. Fails where one read another set."""
    total, count = 0, 0
    for teacher in teachers:
        own = np.load(path(work, teacher, name))
        if len(own) != len(docs.line):
            raise SystemExit(f"{path(work, teacher, name)} is of other documents: train {teacher} again.")
        total = total + own.astype(np.float32)
        count = count + own.any(1, keepdims=True)
    return total / np.maximum(count, 1).astype(np.float32)


def joined(said, docs, keep):
    """Posteriors, those of the documents that are kept joined with what these documents' weak labels are worth."""
    total = said.copy()
    rows = np.concatenate([np.arange(a, b) for (a, b), k in zip(docs.ranges, keep) if k])
    for sure in (0, 1):
        some = rows[(docs.sure[rows] == sure) & (docs.kind[rows] != IGNORED)]
        own, weak = said[some], docs.kind[some]
        table = np.full((KINDS, KINDS), 0.5)
        np.add.at(table.T, weak, own)
        table /= table.sum(1, keepdims=True)
        both = own * table[:, weak].T ** TRUST
        total[some] = both / both.sum(1, keepdims=True)
    return total


def path(work, teacher, name):
    return f"{work}/{teacher}.{name}.npy"
