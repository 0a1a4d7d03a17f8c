"""What an ensemble of networks says of documents."""

import numpy as np

from data import Bags, IGNORED, KINDS, Vocabulary
from fit import read

# How much a weak label counts beside the networks: labels of neighbouring lines are wrong together.
TRUST = 0.7


def said_by(teachers, lines, docs, keep):
    """The mean posteriors of each line of the documents that are kept, zeros elsewhere."""
    total = 0
    for hashes, net in teachers:
        total = total + read(net, docs, Bags(lines, Vocabulary(hashes)), keep)
    return total / len(teachers)


def taught(teachers, lines, docs, keep):
    """The same, joined with what the documents' weak labels are worth."""
    total = said_by(teachers, lines, docs, keep)
    rows = np.concatenate([np.arange(a, b) for (a, b), k in zip(docs.ranges, keep) if k])
    for sure in (0, 1):
        some = rows[(docs.sure[rows] == sure) & (docs.kind[rows] != IGNORED)]
        said, weak = total[some], docs.kind[some]
        table = np.full((KINDS, KINDS), 0.5)
        np.add.at(table.T, weak, said)
        table /= table.sum(1, keepdims=True)
        joined = said * table[:, weak].T ** TRUST
        total[some] = joined / joined.sum(1, keepdims=True)
    return total.astype(np.float16)
