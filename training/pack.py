"""Packs a trained student into model.bin, rows as signed bytes with a scale each."""

import hashlib
import json
import struct

import numpy as np


def quantised(rows):
    """Rows as int8 and their scales, so that row = scale * bytes."""
    scale = np.maximum(np.abs(rows).max(1), 1e-8) / 127
    return np.clip(np.rint(rows / scale[:, None]), -127, 127).astype(np.int8), scale.astype(np.float32)


def round_rows(net):
    """Gives the network the rows that the packed form can hold, so that both say the same."""
    rows = net.encoder.rows.data
    rows[0] = 0
    whole, scale = quantised(rows.numpy())
    rows.numpy()[:] = whole * scale[:, None]


def pack(net, hashes, kinds, spans, path, confidence, boilerplate, safe):
    state = {k: v.detach().numpy() for k, v in net.state_dict().items()}
    rows, scales = quantised(state["encoder.rows"])
    tensors = {
        "hashes": hashes.astype("<u4"),
        "scales": scales,
        "shapes": state["encoder.shapes"],
        "dense": state["encoder.dense.weight"],
        "bias": state["encoder.dense.bias"],
        "places": state["encoder.places"],
        "out": state["out.weight"],
        "outBias": state["out.bias"],
        "step": state["step"],
    }
    for i in range(len(spans)):
        tensors[f"deep{i}"] = state[f"context.blocks.{i}.0.weight"]
        tensors[f"deepBias{i}"] = state[f"context.blocks.{i}.0.bias"]
        tensors[f"dense{i}"] = state[f"context.blocks.{i}.1.2.weight"]
        tensors[f"bias{i}"] = state[f"context.blocks.{i}.1.2.bias"]
    tensors["rows"] = rows
    entries, parts, offset = {}, [], 0
    for name, value in tensors.items():
        kind = {"int8": "i8", "uint32": "u32"}.get(str(value.dtype), "f32")
        raw = np.ascontiguousarray(value, dtype={"i8": "i1", "u32": "<u4", "f32": "<f4"}[kind]).tobytes()
        entries[name] = {"type": kind, "shape": list(value.shape), "offset": offset}
        raw += b"\0" * (-len(raw) % 4)
        parts.append(raw)
        offset += len(raw)
    about = {
        "wide": int(rows.shape[1]),
        "size": int(state["encoder.dense.bias"].shape[0]),
        "spans": [list(s) for s in spans],
        "shapes": int(state["encoder.shapes"].shape[0]),
        "placeIds": int(state["encoder.places"].shape[0]),
        "kinds": kinds,
        "confidence": confidence,
        "boilerplate": boilerplate,
        "safeThreshold": float(safe),
    }
    body = b"".join(parts)
    digest = hashlib.sha256(body).hexdigest()[:16]
    header = json.dumps({"about": about, "hash": digest, "tensors": entries}, separators=(",", ":")).encode()
    header += b" " * (-len(header) % 4)
    with open(path, "wb") as out:
        out.write(b"GLYL" + struct.pack("<II", 1, len(header)) + header + body)
    return 12 + len(header) + offset
