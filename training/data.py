"""The columns that extract.ts writes, and batches of them."""

import json

import numpy as np
import torch

KINDS = 22
IGNORED = 255


class Lines:
    """Features of each distinct line: hashed words and n-grams, ids of shape."""

    def __init__(self, path):
        read = lambda name, kind: np.fromfile(f"{path}/lines.{name}", dtype=kind)
        self.words, self.word_ends = read("words", "<u4"), read("wordEnds", "<u4")
        self.grams, self.gram_ends = read("grams", "<u4"), read("gramEnds", "<u4")
        self.shapes, self.shape_ends = read("shapes", "<u2"), read("shapeEnds", "<u4")
        self.flags = read("flags", "u1")
        self.about = json.load(open(f"{path}/lines.json"))
        self.count = len(self.word_ends)


class Docs:
    """Documents of one set: which lines, where they stand, which kind."""

    def __init__(self, path, name):
        read = lambda part, kind: np.fromfile(f"{path}/{name}.{part}", dtype=kind)
        self.about = json.load(open(f"{path}/{name}.json"))
        self.line = read("line", "<u4").astype(np.int64)
        self.place = read("place", "<u2").astype(np.int64).reshape(len(self.line), -1)
        self.kind = read("kind", "u1").astype(np.int64)
        self.sure = read("sure", "u1")
        ends = read("ends", "<u4").astype(np.int64)
        self.ranges = list(zip([0, *ends[:-1].tolist()], ends.tolist()))
        self.sites = [d["site"] for d in self.about]


class Vocabulary:
    """Rows for the hashed features worth a row: those seen on the most sites. Row 0 stands for none."""

    def __init__(self, hashes):
        self.hashes = np.unique(np.asarray(hashes, dtype=np.uint32))

    @staticmethod
    def of(lines, sets, size, floor=3):
        """Counts on how many sites a feature stands, over the given (docs, keep) pairs."""
        pairs = []
        sites = {}
        for docs, keep in sets:
            for i, (a, b) in enumerate(docs.ranges):
                if keep is not None and not keep[i]:
                    continue
                site = sites.setdefault(docs.sites[i], len(sites))
                pairs.append(np.unique(docs.line[a:b]) * 8192 + site)
        pairs = np.unique(np.concatenate(pairs))
        line, site = pairs // 8192, pairs % 8192
        counts = None
        for column, ends in ((lines.words, lines.word_ends), (lines.grams, lines.gram_ends)):
            for part in np.array_split(np.arange(len(line)), 16):
                ids, sizes = ragged(column, ends, line[part])
                both = np.unique(ids.astype(np.uint64) * 8192 + np.repeat(site[part], sizes).astype(np.uint64))
                counts = both if counts is None else np.union1d(counts, both)
        hashes, times = np.unique(counts // 8192, return_counts=True)
        order = np.lexsort((hashes, -times))
        kept = [i for i in order[:size] if times[i] >= floor]
        return Vocabulary(hashes[kept].astype(np.uint32))

    def __len__(self):
        return len(self.hashes) + 1

    def rows(self, ids):
        """Row of each hash, 0 for an unknown one."""
        at = np.searchsorted(self.hashes, ids)
        at[at == len(self.hashes)] = 0
        return np.where(self.hashes[at] == ids, at + 1, 0)


def ragged(column, ends, index):
    """The parts of a column that belong to the lines of an index, one after another, and their sizes."""
    ends = ends.astype(np.int64)
    stop = ends[index]
    start = np.where(index > 0, ends[np.maximum(index, 1) - 1], 0)
    sizes = stop - start
    total = int(sizes.sum())
    first = np.repeat(start - (np.cumsum(sizes) - sizes), sizes)
    return column[first + np.arange(total)], sizes


class Bags:
    """Rows of the known features of each line."""

    def __init__(self, lines, vocabulary, line_drop=0.0):
        self.line_drop = line_drop
        self.parts = []
        for column, ends in ((lines.words, lines.word_ends), (lines.grams, lines.gram_ends)):
            rows = vocabulary.rows(column)
            known = rows > 0
            total = np.concatenate([[0], np.cumsum(known)])
            self.parts.append((rows[known].astype(np.int32), total[ends.astype(np.int64)]))
        self.shapes, self.shape_ends = lines.shapes, lines.shape_ends

    def take(self, index, drop=0.0, generator=None):
        """Tensors for embedding_bag: (rows, offsets, weights) of words, n-grams and shapes."""
        out = []
        for n, (rows, ends) in enumerate((*self.parts, (self.shapes, self.shape_ends))):
            ids, sizes = ragged(rows, ends, index)
            weights = np.repeat(1 / np.sqrt(np.maximum(sizes, 1)), sizes).astype(np.float32)
            if n == 2:
                weights = np.ones(len(ids), np.float32)
            if drop and generator is not None:
                chance = drop * (0.5 if n == 2 else 1)
                gone = generator.random(len(sizes)) < (0 if n == 2 else self.line_drop)
                weights *= generator.random(len(ids)) >= chance
                weights *= np.repeat(~gone, sizes)
            offsets = np.cumsum(sizes) - sizes
            out.append((torch.from_numpy(ids.astype(np.int64)), torch.from_numpy(offsets), torch.from_numpy(weights)))
        return out


class Batch:
    """Windows of documents side by side, padded to the longest."""

    def __init__(self, docs, windows, soft=None):
        self.sizes = [b - a for a, b in windows]
        width = max(self.sizes)
        at = np.zeros((len(windows), width), np.int64)
        mask = np.zeros((len(windows), width), bool)
        for i, (a, b) in enumerate(windows):
            at[i, : b - a] = np.arange(a, b)
            mask[i, : b - a] = True
        self.unique, inverse = np.unique(docs.line[at[mask]], return_inverse=True)
        index = np.zeros(at.shape, np.int64)
        index[mask] = inverse
        self.index = torch.from_numpy(index)
        self.mask = torch.from_numpy(mask)
        self.place = torch.from_numpy(docs.place[at])
        self.kind = torch.from_numpy(np.where(mask, docs.kind[at], IGNORED))
        self.sure = torch.from_numpy(docs.sure[at].astype(np.float32))
        self.at = at
        self.soft = None if soft is None else torch.from_numpy(soft[at].astype(np.float32))


def windows_of(docs, keep, size, generator, overlap=False):
    """Documents cut into windows of at most `size` lines; at random places when training."""
    out = []
    for i, (a, b) in enumerate(docs.ranges):
        if keep is not None and not keep[i]:
            continue
        start = a
        if generator is not None and b - a > size:
            start = a + int(generator.integers(0, size // 2))
            if start - a > 8:
                out.append((a, start))
        while start < b:
            out.append((start, min(b, start + size)))
            start += size
    return out


def batches(windows, lines, generator):
    """Windows of similar length together, about `lines` lines a batch, in random order."""
    noise = generator.random(len(windows)) if generator is not None else np.zeros(len(windows))
    order = sorted(range(len(windows)), key=lambda i: (windows[i][1] - windows[i][0]) * (1 + 0.3 * noise[i]))
    found, batch, width = [], [], 0
    for i in order:
        n = windows[i][1] - windows[i][0]
        if batch and max(width, n) * (len(batch) + 1) > lines:
            found.append(batch)
            batch, width = [], 0
        batch.append(windows[i])
        width = max(width, n)
    if batch:
        found.append(batch)
    if generator is not None:
        generator.shuffle(found)
    return found
