"""calibrate.py WORK curves: from the raw readings of held-out sites (cv.jsonl) the curves that make posteriors come true,
into WORK/calibration.json and into the students that read these sites.
calibrate.py WORK threshold: from what these read then, the safe threshold, into the same file.
"""

import json
import sys

import torch

from pack import pack
from report import GROUPS, Readings, curve, safest, stripped


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


if __name__ == "__main__":
    {"curves": curves, "threshold": threshold}[sys.argv[2]](sys.argv[1])
