"""The networks: line encoder over hashed features, a context layer over lines, a chain over kinds."""

import math

import torch
import torch.nn.functional as F
from torch import nn

from data import KINDS


class Encoder(nn.Module):
    """Content of a line to a vector: sums of rows, one dense layer; what the run time caches by content."""

    def __init__(self, rows, about, wide, size, rich=False):
        super().__init__()
        self.rows = nn.Parameter(torch.randn(rows, wide) * 0.08)
        self.shapes = nn.Parameter(torch.randn(about["shapes"], wide) * 0.08)
        self.places = nn.Parameter(torch.randn(about["placeIds"], size) * 0.05)
        self.dense = nn.Linear(wide, size)
        self.rich = rich
        if rich:
            self.norm = nn.LayerNorm(wide)
            self.more = nn.Sequential(nn.LayerNorm(size), nn.Linear(size, size * 2), nn.GELU(), nn.Linear(size * 2, size))

    def content(self, bags):
        words, grams, shapes = bags
        total = sum(
            F.embedding_bag(rows, table, offsets, mode="sum", per_sample_weights=weights)
            for (rows, offsets, weights), table in ((words, self.rows), (grams, self.rows), (shapes, self.shapes))
        )
        return self.dense(F.gelu(self.norm(total)) if self.rich else F.relu(total))

    def forward(self, batch, bags):
        lines = self.content(bags)[batch.index]
        b, t, p = batch.place.shape
        places = F.embedding_bag(batch.place.view(b * t, p), self.places, mode="sum").view(b, t, -1)
        x = (lines + places) * batch.mask.unsqueeze(2)
        return x + self.more(x) if self.rich else x


class Linear(nn.Module):
    """No layers at all: the rows of a line's features are scores of the kinds, and their sum is the line's."""

    def __init__(self, rows, about):
        super().__init__()
        self.rows = nn.Parameter(torch.zeros(rows, KINDS))
        self.shapes = nn.Parameter(torch.zeros(about["shapes"], KINDS))
        self.places = nn.Parameter(torch.zeros(about["placeIds"], KINDS))

    def forward(self, batch, bags):
        words, grams, shapes = bags
        total = sum(
            F.embedding_bag(rows, table, offsets, mode="sum", per_sample_weights=weights)
            for (rows, offsets, weights), table in ((words, self.rows), (grams, self.rows), (shapes, self.shapes))
        )
        b, t, p = batch.place.shape
        places = F.embedding_bag(batch.place.view(b * t, p), self.places, mode="sum").view(b, t, -1)
        return total[batch.index] + places


class Deep(nn.Module):
    """A depthwise convolution over lines as shifted products: far quicker here than Conv1d with groups."""

    def __init__(self, size, width, step):
        super().__init__()
        self.width, self.step = width, step
        self.weight = nn.Parameter(torch.randn(width, size) * 0.5 / math.sqrt(width))
        self.weight.data[width // 2] += 0.7
        self.bias = nn.Parameter(torch.zeros(size))

    def forward(self, x):
        t, far = x.shape[1], (self.width // 2) * self.step
        wide = F.pad(x, (0, 0, far, far))
        y = self.bias
        for i in range(self.width):
            y = y + wide[:, i * self.step : i * self.step + t] * self.weight[i]
        return y


class Conv(nn.Module):
    """Residual blocks: a depthwise convolution over lines, then a dense layer."""

    def __init__(self, size, spans, drop=0.0, wide=0):
        super().__init__()
        self.blocks = nn.ModuleList()
        for width, step in spans:
            deep = Deep(size, width, step)
            if wide:
                dense = nn.Sequential(nn.LayerNorm(size), nn.Linear(size, wide), nn.GELU(), nn.Dropout(drop), nn.Linear(wide, size))
            else:
                dense = nn.Sequential(nn.ReLU(), nn.Dropout(drop), nn.Linear(size, size))
            self.blocks.append(nn.ModuleList([deep, dense]))

    def forward(self, x, mask):
        keep = mask.unsqueeze(2)
        for deep, dense in self.blocks:
            x = (x + dense(deep(x))) * keep
        return x


class Recurrent(nn.Module):
    """A gated recurrence in each direction; the backward one starts at each document's own end."""

    def __init__(self, size, hidden, kind=nn.GRU):
        super().__init__()
        self.ahead = kind(size, hidden, batch_first=True)
        self.back = kind(size, hidden, batch_first=True)
        self.out = nn.Linear(2 * hidden, size)

    def forward(self, x, mask):
        flip = flipped(mask)
        a = self.ahead(x)[0]
        b = self.back(turned(x, flip))[0]
        return (x + self.out(torch.cat([a, turned(b, flip)], 2))) * mask.unsqueeze(2)


class Attention(nn.Module):
    """Each line looks at all others of its window, near and far in each direction in its own way (Vaswani et al. 2017)."""

    REACH = 48

    def __init__(self, size, heads=4, drop=0.0):
        super().__init__()
        self.heads = heads
        self.before, self.after = nn.LayerNorm(size), nn.LayerNorm(size)
        self.ask, self.out = nn.Linear(size, 3 * size), nn.Linear(size, size)
        self.distance = nn.Parameter(torch.zeros(heads, 2 * self.REACH + 1))
        self.dense = nn.Sequential(nn.Linear(size, 2 * size), nn.GELU(), nn.Dropout(drop), nn.Linear(2 * size, size))
        self.drop = nn.Dropout(drop)

    def forward(self, x, mask):
        b, t, size = x.shape
        q, k, v = (each.view(b, t, self.heads, -1).transpose(1, 2) for each in self.ask(self.before(x)).chunk(3, 2))
        place = torch.arange(t)
        far = (place[None, :] - place[:, None]).clamp(-self.REACH, self.REACH) + self.REACH
        scores = q @ k.transpose(2, 3) / math.sqrt(q.shape[3]) + self.distance[:, far]
        scores = scores.masked_fill(~mask[:, None, None, :], -1e9)
        seen = (self.drop(torch.softmax(scores, 3)) @ v).transpose(1, 2).reshape(b, t, size)
        x = x + self.drop(self.out(seen))
        return (x + self.dense(self.after(x))) * mask.unsqueeze(2)


class Look(nn.Module):
    """Attention that can ship: over the lines near by only, weights without powers of e (So et al. 2021)."""

    VALUE = 16

    def __init__(self, size, heads=4, key=8, reach=32):
        super().__init__()
        self.heads, self.key, self.reach = heads, key, reach
        self.ask, self.out = nn.Linear(size, heads * (2 * key + self.VALUE)), nn.Linear(heads * self.VALUE, size)
        self.near = nn.Parameter(torch.full((heads, 2 * reach), 0.3))

    def forward(self, x, mask):
        b, t, _ = x.shape
        asked = self.heads * self.key
        parts = self.ask(x).split([asked, asked, self.heads * self.VALUE], 2)
        q, k, v = (each.view(b, t, self.heads, -1).transpose(1, 2) for each in parts)
        place = torch.arange(t)
        far = place[None, :] - place[:, None] + self.reach
        seen = (far >= 0) & (far < 2 * self.reach)
        near = self.near[:, far.clamp(0, 2 * self.reach - 1)]
        weight = torch.relu(q @ k.transpose(2, 3) / math.sqrt(self.key) + near) ** 2
        weight = weight.masked_fill(~(seen & mask[:, None, None, :]), 0)
        y = (weight @ v) / (weight.sum(3, keepdim=True) + 1)
        return (x + self.out(y.transpose(1, 2).reshape(b, t, -1))) * mask.unsqueeze(2)


class Stack(nn.Module):
    """Context layers one after another."""

    def __init__(self, *layers):
        super().__init__()
        self.layers = nn.ModuleList(layers)

    def forward(self, x, mask):
        for layer in self.layers:
            x = layer(x, mask)
        return x


def flipped(mask):
    """For each place the place that it swaps with when its document is read from the end."""
    at = torch.arange(mask.shape[1]).unsqueeze(0)
    size = mask.sum(1, keepdim=True)
    return torch.where(at < size, size - 1 - at, at)


def turned(x, flip):
    return x.gather(1, flip.unsqueeze(2).expand(-1, -1, x.shape[2]))


class Light(nn.Module):
    """A recurrence whose gates see only the line, not the state: h = f h + (1 - f) v."""

    def __init__(self, size, hidden, batch_first=True):
        super().__init__()
        self.both = nn.Linear(size, 2 * hidden)
        self.both.bias.data[:hidden] += torch.linspace(-1, 3, hidden)

    def forward(self, x):
        f, v = self.both(x).chunk(2, 2)
        f = torch.clamp(f / 6 + 0.5, 0, 1)
        v = (1 - f) * v
        # All steps at once: runs of 1, 2, 4, ... lines joined, far quicker than line by line.
        step = 1
        while step < v.shape[1]:
            v = torch.cat([v[:, :step], torch.addcmul(v[:, step:], f[:, step:], v[:, :-step])], 1)
            f = torch.cat([f[:, :step], f[:, step:] * f[:, :-step]], 1)
            step *= 2
        return v, None


class Tagger(nn.Module):
    """Log posteriors of the kinds of each line, by forward and backward sums over the chain."""

    def __init__(self, encoder, context, size, drop=0.0):
        super().__init__()
        self.encoder, self.context, self.drop = encoder, context, drop
        self.out = nn.Linear(size, KINDS) if context is not None else None
        self.step = nn.Parameter(torch.eye(KINDS) * 1.0)
        self.chained = True

    def scores(self, batch, bags):
        x = F.dropout(self.encoder(batch, bags), self.drop, self.training)
        if self.context is None:
            return x
        x = self.context(x, batch.mask)
        return self.out(F.dropout(F.relu(x), self.drop, self.training))

    def forward(self, batch, bags):
        scores = self.scores(batch, bags)
        return chain(scores, self.step, batch.mask) if self.chained else torch.log_softmax(scores, 2)


def chain(scores, step, mask):
    """Log marginals of a linear chain; padding lets the sums through unchanged."""
    b, t, k = scores.shape
    weight = step.exp()
    top = scores.max(2, keepdim=True).values.detach()
    e = (scores - top).exp()
    keep = mask.unsqueeze(2)
    ahead, back = [], [None] * t
    a = torch.ones(b, k) / k
    for i in range(t):
        n = (a @ weight if i else a) * e[:, i]
        n = n / n.sum(1, keepdim=True)
        a = torch.where(keep[:, i], n, a)
        ahead.append(a)
    z = torch.ones(b, k) / k
    for i in range(t - 1, -1, -1):
        back[i] = z
        n = (z * e[:, i]) @ weight.t()
        n = n / n.sum(1, keepdim=True)
        z = torch.where(keep[:, i], n, z)
    p = torch.stack(ahead, 1) * torch.stack(back, 1)
    p = p / p.sum(2, keepdim=True)
    return (p + 1e-12).log()
