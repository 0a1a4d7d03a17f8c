"""Packs a trained student into model.bin, rows as signed bytes with a scale each."""

import hashlib
import json
import math
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


def tensors_of(net, hashes):
    """Every tensor as the run time reads it: dense layers as inputs times outputs, the output layer's outputs padded to 32."""
    state = {k: v.detach().numpy() for k, v in net.state_dict().items()}
    rows, scales = quantised(state["encoder.rows"])
    rows[0] = 0
    wide = lambda value: np.pad(value, [(0, 0)] * (value.ndim - 1) + [(0, 32 - value.shape[-1])])
    tensors = {
        "hashes": hashes.astype("<u4"),
        "scales": scales,
        "shapes": state["encoder.shapes"],
        "dense": state["encoder.dense.weight"].T,
        "bias": state["encoder.dense.bias"],
        "places": state["encoder.places"],
        "out": wide(state["out.weight"].T),
        "outBias": wide(state["out.bias"]),
        "step": state["step"],
    }
    for level in range(len(apart_of(net))):
        tensors.update(layer_of(state, level))
    tensors.update(look_of(net.context.layers[-1]))
    return {**tensors, "rows": rows}


def apart_of(net):
    """How many rows apart are those that the convolution of each layer sees."""
    return [layer.blocks[0][0].step for layer in net.context.layers if hasattr(layer, "blocks")]


def layer_of(state, level):
    """The tensors of a convolution and the recurrence after it."""
    near, far = f"context.layers.{2 * level}.blocks.0", f"context.layers.{2 * level + 1}"
    tensors = {
        "deep": state[f"{near}.0.weight"],
        "deepBias": state[f"{near}.0.bias"],
        "block": state[f"{near}.1.2.weight"].T,
        "blockBias": state[f"{near}.1.2.bias"],
    }
    mix = state[f"{far}.out.weight"].T
    hidden = len(mix) // 2
    for i, name in enumerate(("ahead", "back")):
        gates = state[f"{far}.{name}.both.weight"].T.copy()
        bias = state[f"{far}.{name}.both.bias"].copy()
        # The hard sigmoid's slope and middle, so that the run time only has to clamp.
        gates[:, :hidden] /= 6
        bias[:hidden] = bias[:hidden] / 6 + 0.5
        tensors[f"{name}Gates"], tensors[f"{name}GatesBias"] = gates, bias
        tensors[f"{name}Mix"] = mix[i * hidden : (i + 1) * hidden]
        tensors[f"{name}MixBias"] = state[f"{far}.out.bias"] * (1 - i)
    return {f"{name}{level}": value for name, value in tensors.items()}


def look_of(look):
    """The tensors of the attention above the layers."""
    asked = look.heads * look.key
    weight, bias = (each.detach().numpy().copy() for each in (look.ask.weight.T, look.ask.bias))
    # So that the run time need not divide the scores.
    weight[:, :asked] /= math.sqrt(look.key)
    bias[:asked] /= math.sqrt(look.key)
    return {
        "ask": weight,
        "askBias": bias,
        "near": look.near.detach().numpy(),
        "seen": look.out.weight.detach().numpy().T,
        "seenBias": look.out.bias.detach().numpy(),
    }


def pack(net, hashes, kinds, path, confidence, boilerplate, safe):
    tensors = tensors_of(net, hashes)
    entries, parts, offset = {}, [], 0
    for name, value in tensors.items():
        kind = {"int8": "i8", "uint32": "u32"}.get(str(value.dtype), "f32")
        raw = np.ascontiguousarray(value, dtype={"i8": "i1", "u32": "<u4", "f32": "<f4"}[kind]).tobytes()
        entries[name] = {"type": kind, "shape": list(value.shape), "offset": offset}
        raw += b"\0" * (-len(raw) % 4)
        parts.append(raw)
        offset += len(raw)
    about = {
        "wide": int(tensors["rows"].shape[1]),
        "size": len(tensors["bias"]),
        "hidden": int(tensors["aheadMix0"].shape[0]),
        "apart": apart_of(net),
        "look": {name: getattr(net.context.layers[-1], name) for name in ("heads", "key", "reach")},
        "shapes": len(tensors["shapes"]),
        "placeIds": len(tensors["places"]),
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
        out.write(b"GLYL" + struct.pack("<II", 5, len(header)) + header + body)
    return 12 + len(header) + offset
