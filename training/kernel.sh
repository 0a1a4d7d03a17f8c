#!/bin/sh
# Assembles the kernel of the model (apt-get install wabt) into the TypeScript that carries it.
set -eu
cd "$(dirname "$0")/../server/src/core/model/kernel"
code=$(mktemp)
wat2wasm kernel.wat -o "$code"
{
  echo '/** `kernel.wat`, assembled by `training/kernel.sh`, in base64. */'
  printf "export const CODE =\n  '%s';\n" "$(base64 -w0 "$code")"
} > code.ts
rm -f "$code"
