"""calibrate.py WORK curves: from the raw readings of held-out sites (cv.jsonl) the curves that make posteriors come true,
into WORK/calibration.json and into the students that read these sites.
calibrate.py WORK threshold: from what these read then, the safe threshold, into the same file.
calibrate.py WORK ships: the curves for the student that ships, from sure.json, which says how sure these students and
this one are of texts that nobody labelled, into the same file.
"""

import json
import sys

import numpy as np
import torch

from pack import pack
from report import GROUPS, Readings, curve, matched, safest, stripped


def curves(work):
    r = Readings(f"{work}/cv.jsonl")
    confidence = curve(r.confidence, r.kind == r.gold, 40)
    boilerplate = curve(r.boilerplate, GROUPS[r.gold] == 2, 60)
    json.dump({"confidence": confidence, "boilerplate": boilerplate}, open(f"{work}/calibration.json", "w"))
    kinds = json.load(open(f"{work}/lines.json"))["kinds"]
    for fold in range(3):
        hashes, net = torch.load(f"{work}/studentfold{fold}.pt")
        pack(net, hashes, kinds, f"{work}/studentfold{fold}.bin", confidence, boilerplate, 0.99)


def threshold(work):
    r = Readings(f"{work}/cv.jsonl")
    index = safest(r)
    for i, each in enumerate(r.thresholds):
        print(each, "<- safe" if i == index else "", stripped(r, r.strip(i), r.sure))
    found = json.load(open(f"{work}/calibration.json"))
    json.dump({**found, "safe": r.thresholds[index]}, open(f"{work}/calibration.json", "w"))


def ships(work):
    """No site is left to calibrate the student that ships on, and more teachers and a longer training leave it otherwise sure
    than those of the folds. Its posteriors are taken for what theirs are on as many lines of other texts."""
    found, sure = json.load(open(f"{work}/calibration.json")), json.load(open(f"{work}/sure.json"))
    for name in ("confidence", "boilerplate"):
        *theirs, own = sure[name]
        found[f"ships {name}"] = matched(found[name]["to"], np.concatenate(theirs), own)
    json.dump(found, open(f"{work}/calibration.json", "w"))


if __name__ == "__main__":
    {"curves": curves, "threshold": threshold, "ships": ships}[sys.argv[2]](sys.argv[1])
