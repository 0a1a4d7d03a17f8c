#!/bin/sh
# Trains the section model from a corpus: training/run.sh --corpus DIR [--work DIR]
# Writes server/model/model.bin and training/MODEL_CARD.md. Needs Node and, from apt, python3-torch.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
corpus=
work=$root/out/training
while [ $# -gt 0 ]; do
  case $1 in
    --corpus) corpus=$(cd "$2" && pwd); shift 2 ;;
    --work) work=$2; shift 2 ;;
    *) echo "usage: training/run.sh --corpus DIR [--work DIR]" >&2; exit 2 ;;
  esac
done
[ -n "$corpus" ] || { echo "usage: training/run.sh --corpus DIR [--work DIR]" >&2; exit 2; }

python=/usr/bin/python3
if ! $python -c 'import torch' 2>/dev/null; then
  echo 'Installing python3-torch.' >&2
  apt-get install -y python3-torch >&2 || { echo 'python3-torch is missing: apt-get install python3-torch' >&2; exit 1; }
fi
mkdir -p "$work"
bundle() {
  "$root/node_modules/.bin/esbuild" "$here/$1.ts" --bundle --platform=node --format=esm \
    --outfile="$work/$1.mjs" --log-level=warning
}
bundle extract
bundle measure
bundle sure

labels=$(printf ',@%s' "$here"/labels/*.jsonl)
late=$(printf ',@%s' "$here"/labels/late/*.jsonl)
node --max-old-space-size=8000 "$work/extract.mjs" "$work" "$corpus" "$here/phrases.txt" \
  gold+6=train.gold.jsonl \
  "extra+5=${labels#,}" \
  "invented+5=$here/pages/" \
  near=^train.weak.jsonl.gz,^train.weak.wcxb.jsonl.gz seeds+20=seeds.gold.jsonl \
  dev=dev.gold.jsonl weak=train.weak.jsonl.gz wcxb=train.weak.wcxb.jsonl.gz \
  "late~3=${late#,}" beside=^train.weak.jsonl.gz,^train.weak.wcxb.jsonl.gz

# What does not need one another is trained side by side, each network on one thread, so that the weights stay the same.
running=
trap 'kill $running 2>/dev/null; exit 130' INT TERM HUP
train() {
  log=$work/train-$1.log
  shift
  # shellcheck disable=SC2086 # the words of one network
  for network in "$@"; do
    $python "$here/train.py" "$work" $network &
    child=$!
    trap 'kill $child 2>/dev/null; exit 1' TERM
    wait $child || return 1
  done > "$log" 2>&1
}
trained() {
  for process in $running; do
    wait "$process" && continue
    # shellcheck disable=SC2086 # all that run; those that have ended cannot be stopped
    kill $running 2>/dev/null || true
    tail -n 5 "$work"/train-*.log >&2
    exit 1
  done
  running=
}
rm -f "$work"/train-*.log
held=
for number in 0 1 2; do
  train "teachers$number" "wide fold $number" "again fold $number" "one fold $number" "other fold $number" &
  running="$running $!"
  held="$held $work/studentfold$number.bin=$work/studentfold$number.json"
done
trained
train "student" "student all" & running=$!
train "students" "student fold 0" "student fold 1" "student fold 2" & running="$running $!"
trained
# shellcheck disable=SC2086 # one argument a fold
held_out() { node "$work/measure.mjs" "$corpus/train.gold.jsonl" $held > "$work/cv.jsonl"; }
held_out
$python "$here/calibrate.py" "$work" curves
held_out
$python "$here/calibrate.py" "$work" threshold
node "$work/sure.mjs" "$corpus/pool" "$work"/studentfold?.bin "$work/studentall.bin" > "$work/sure.json"
$python "$here/calibrate.py" "$work" ships
$python "$here/finish.py" "$work" "$root/server/model/model.bin"
node "$work/measure.mjs" "$corpus/dev.gold.jsonl" "$root/server/model/model.bin" > "$work/dev.jsonl"
$python "$here/card.py" "$work"
