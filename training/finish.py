"""finish.py WORK MODEL: packs the student with the curves and the threshold of calibrate.py."""

import json
import sys

import torch

from pack import pack


def main(work, path):
    hashes, net = torch.load(f"{work}/studentall.pt")
    kinds = json.load(open(f"{work}/lines.json"))["kinds"]
    found = json.load(open(f"{work}/calibration.json"))
    size = pack(net, hashes, kinds, path, found["ships confidence"], found["ships boilerplate"], found["safe"])
    print(path, size, "bytes")


if __name__ == "__main__":
    main(*sys.argv[1:])
