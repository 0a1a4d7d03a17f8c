"""calibrate.py WORK: from the readings of held-out sites the curves and the safe threshold, into WORK/calibration.json."""

import json
import sys

from report import GROUPS, Readings, applied, curve, safest, stripped


def main(work):
    r = Readings(f"{work}/cv.jsonl")
    confidence = curve(r.confidence, r.kind == r.gold, 40)
    boilerplate = curve(r.boilerplate, GROUPS[r.gold] == 2, 60)
    index = safest(r)
    for i, threshold in enumerate(r.thresholds):
        print(threshold, "<- safe" if i == index else "", stripped(r, r.strip(i), r.sure))
    safe = float(applied(boilerplate, r.thresholds[index]))
    found = {"confidence": confidence, "boilerplate": boilerplate, "safe": safe, "raw": r.thresholds[index]}
    json.dump(found, open(f"{work}/calibration.json", "w"))


if __name__ == "__main__":
    main(sys.argv[1])
