"""One stage of training, and reading documents with a trained network."""

import time

import numpy as np
import torch

from data import IGNORED, KINDS, Batch, batches, windows_of

GROUP = torch.tensor([0] * 10 + [1] * 2 + [2] * 10)
ONE = torch.nn.functional.one_hot(GROUP, 3).float()


def group_log(logs):
    return (logs.exp() @ ONE + 1e-12).log()


def hard_loss(logs, batch, kind=1.0, group=0.5, unsure=0.5, unsure_kind=1.0, smooth=0.0, careful=1.0):
    """Cross-entropy of kinds and of groups; lines that are not sure weigh less.

    `careful` is how much more it costs to take a person's line for boilerplate than the other way round.
    """
    valid = batch.kind != IGNORED
    target = torch.where(valid, batch.kind, torch.zeros_like(batch.kind))
    weight = valid.float() * (batch.sure + (1 - batch.sure) * unsure)
    own = -logs.gather(2, target.unsqueeze(2)).squeeze(2)
    if smooth:
        own = (1 - smooth) * own - smooth * logs.clamp(min=-8).mean(2)
    own = own * (batch.sure + (1 - batch.sure) * unsure_kind)
    groups = -group_log(logs).gather(2, GROUP[target].unsqueeze(2)).squeeze(2)
    cost = torch.where(target < 12, careful, 1.0)
    return ((kind * own + group * cost * groups) * weight).sum(), weight.sum()


def soft_loss(logs, batch, group=0.5):
    """Cross-entropy against a teacher's posteriors."""
    weight = batch.mask.float() * (batch.soft.sum(2) > 0).float()
    own = -(batch.soft * logs).sum(2)
    groups = -((batch.soft @ ONE) * group_log(logs)).sum(2)
    return ((own + group * groups) * weight).sum(), weight.sum()


def both_losses(logs, batch, soft=0.5, smooth=0.0):
    """What a person said of each line, and what teachers say of it."""
    own, weight = hard_loss(logs, batch, smooth=smooth)
    theirs, lines = soft_loss(logs, batch)
    return (1 - soft) * own + soft * theirs * (weight / lines.clamp(min=1)), weight


class Stage:
    """Sources of one stage: documents, which of them, soft labels, loss; mixed batch by batch."""

    def __init__(self, docs, bags, keep=None, soft=None, loss=hard_loss, weight=1.0, share=1.0):
        self.docs, self.bags, self.keep, self.soft = docs, bags, keep, soft
        self.loss, self.weight, self.share = loss, weight, share

    def windows(self, size, generator):
        found = windows_of(self.docs, self.keep, size, generator)
        if self.share >= 1:
            return found * int(self.share)
        picked = generator.permutation(len(found))[: int(len(found) * self.share)]
        return [found[i] for i in picked]


def fit(net, sources, epochs, rate, seed, drop=0.15, lines=6144, size=192, decay=0.01, name="", rate_rows=None, warm=0.05, mean=0.0):
    """Trains in place with AdamW under a one-cycle rate. Deterministic for a seed on one thread."""
    torch.manual_seed(seed)
    generator = np.random.default_rng(seed)
    rows = [p for n, p in net.named_parameters() if "encoder.rows" in n]
    rest = [p for n, p in net.named_parameters() if "encoder.rows" not in n]
    noise = [p for s in sources if isinstance(s.loss, torch.nn.Module) for p in s.loss.parameters()]
    optimiser = torch.optim.AdamW(
        [
            {"params": rest, "lr": rate},
            {"params": rows, "lr": rate_rows or rate},
            {"params": noise, "lr": rate, "weight_decay": 0.0},
        ],
        weight_decay=decay,
    )
    plan = lambda: [(s, w) for s in sources for w in batches(s.windows(size, generator), lines, generator)]
    first = plan()
    total = len(first) * epochs
    cycle = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda i: min(1, (i + 1) / (warm * total + 1)) * max(0.02, 1 - i / total)
    )
    began = time.time()
    averaged = Averaged(net, mean) if mean else None
    net.train()
    for epoch in range(epochs):
        steps = first if epoch == 0 else plan()
        generator.shuffle(steps)
        sums, counts = 0.0, 0.0
        for source, windows in steps:
            batch = Batch(source.docs, windows, source.soft)
            bags = source.bags.take(batch.unique, drop, generator)
            loss, weight = source.loss(net(batch, bags), batch)
            optimiser.zero_grad(set_to_none=True)
            (source.weight * loss / weight.clamp(min=1)).backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            cycle.step()
            if averaged:
                averaged.step()
            sums += float(loss)
            counts += float(weight)
        print(f"{name} epoch {epoch + 1}/{epochs} loss {sums / max(1, counts):.4f} {time.time() - began:.0f} s", flush=True)
    if averaged:
        averaged.settle()
    net.eval()
    return net


class Averaged:
    """A running mean of the weights: steadier on unseen sites than the last step's."""

    def __init__(self, net, keep):
        self.own = list(net.parameters())
        self.mean = [p.detach().clone() for p in self.own]
        self.keep, self.steps = keep, 0

    @torch.no_grad()
    def step(self):
        self.steps += 1
        if self.steps % 4:
            return
        keep = min(self.keep**4, 1 - 4 / (4 + self.steps))
        for mean, own in zip(self.mean, self.own):
            mean.lerp_(own, 1 - keep)

    @torch.no_grad()
    def settle(self):
        for mean, own in zip(self.mean, self.own):
            own.copy_(mean)


@torch.no_grad()
def read(net, docs, bags, keep=None, size=1024, lines=12288):
    """Posteriors of the kinds of each line, in documents cut only where they are longer than `size`."""
    out = np.zeros((len(docs.line), KINDS), np.float32)
    for windows in batches(windows_of(docs, keep, size, None), lines, None):
        batch = Batch(docs, windows)
        logs = net(batch, bags.take(batch.unique))
        mask = batch.mask.numpy()
        out[batch.at[mask]] = logs.exp()[batch.mask].numpy()
    return out


def figures(posterior, kind):
    """Accuracy of kind and group, macro-F1, recall of boilerplate at 99 % and 99.5 % precision."""
    valid = kind != IGNORED
    p, k = posterior[valid], kind[valid]
    group = GROUP.numpy()
    # As the run time decides: the likeliest kind of the likeliest group.
    best = np.where(group == (p @ ONE.numpy()).argmax(1)[:, None], p, -1).argmax(1)
    f1 = []
    for c in range(KINDS):
        tp = ((best == c) & (k == c)).sum()
        n = (k == c).sum()
        if n >= 20:
            f1.append(2 * tp / max(1, n + (best == c).sum()))
    sure = p[:, 12:].sum(1) * (group[best] == 2)
    order = np.argsort(-sure, kind="stable")
    good = (group[k] == 2)[order]
    precision = np.cumsum(good) / np.arange(1, len(good) + 1)
    recall = np.cumsum(good) / max(1, good.sum())
    at = lambda x: float(recall[precision >= x].max()) if (precision >= x).any() else 0.0
    return {
        "kind": float((best == k).mean()),
        "group": float((group[best] == group[k]).mean()),
        "f1": float(np.mean(f1)),
        "r99": at(0.99),
        "r995": at(0.995),
    }


def line(found):
    return "  ".join(f"{k} {100 * v:.2f}" for k, v in found.items())


class Noisy(torch.nn.Module):
    """Cross-entropy against labels that are often wrong: learns how each source mislabels each kind."""

    def __init__(self, weight=1.0):
        super().__init__()
        self.logits = torch.nn.Parameter(torch.eye(KINDS).repeat(2, 1, 1) * 4.5)
        self.weight = weight

    def forward(self, logs, batch):
        valid = batch.kind != IGNORED
        target = torch.where(valid, batch.kind, torch.zeros_like(batch.kind))
        table = torch.softmax(self.logits, 2).transpose(1, 2)
        likely = (logs.exp() * table[batch.sure.long(), target]).sum(2)
        weight = valid.float() * (0.5 + 0.5 * batch.sure)
        return -((likely + 1e-9).log() * weight).sum(), weight.sum()
