;; The inner loops of the section model, four or eight numbers at a time. Addresses are bytes of the one memory.
;; No relaxed operation: the same bits on every machine.
(module
  (import "model" "memory" (memory 1))

  ;; Writes the rows of those of a list of 32-bit hashes that a table knows, and says how many these are. A place of
  ;; the table is a hash and its row, 0 where it is empty; a hash stands at the place that its low bits name, or after
  ;; it where that was taken. One branch a place: which hashes are known is as hard to foresee as a coin.
  (func (export "find") (param $list i32) (param $n i32) (param $table i32) (param $mask i32) (param $into i32)
      (result i32)
    (local $start i32) (local $end i32) (local $hash i32) (local $at i32) (local $place i32) (local $row i32)
    (local.set $start (local.get $into))
    (local.set $end (i32.add (local.get $list) (i32.shl (local.get $n) (i32.const 2))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $list) (local.get $end)))
        (local.set $hash (i32.load (local.get $list)))
        (local.set $at (local.get $hash))
        (loop $look
          (local.set $place (i32.add (local.get $table)
            (i32.shl (i32.and (local.get $at) (local.get $mask)) (i32.const 3))))
          (local.set $at (i32.add (local.get $at) (i32.const 1)))
          (local.set $row (i32.load offset=4 (local.get $place)))
          (br_if $look (i32.and (i32.ne (local.get $row) (i32.const 0))
            (i32.ne (i32.load (local.get $place)) (local.get $hash)))))
        (i32.store (local.get $into) (local.get $row))
        (local.set $into (i32.add (local.get $into) (i32.shl (i32.ne (local.get $row) (i32.const 0)) (i32.const 2))))
        (local.set $list (i32.add (local.get $list) (i32.const 4)))
        (br $next)))
    (i32.shr_u (i32.sub (local.get $into) (local.get $start)) (i32.const 2)))

  ;; Adds to `into` the signed byte rows that a list of 32-bit numbers names, each times its scale and `share`:
  ;; 32 columns at a time, whose sums stay in registers. `wide` is a multiple of 32.
  (func (export "bag") (param $list i32) (param $n i32) (param $rows i32) (param $scales i32)
      (param $share f32) (param $into i32) (param $wide i32)
    (local $end i32) (local $l i32) (local $p i32) (local $stop i32) (local $row i32) (local $s v128) (local $v v128)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    (local $f v128) (local $g v128) (local $h v128) (local $k v128)
    (local.set $end (i32.add (local.get $list) (i32.shl (local.get $n) (i32.const 2))))
    (local.set $stop (i32.add (local.get $rows) (local.get $wide)))
    (loop $part
      (local.set $a (v128.load (local.get $into)))
      (local.set $b (v128.load offset=16 (local.get $into)))
      (local.set $c (v128.load offset=32 (local.get $into)))
      (local.set $d (v128.load offset=48 (local.get $into)))
      (local.set $f (v128.load offset=64 (local.get $into)))
      (local.set $g (v128.load offset=80 (local.get $into)))
      (local.set $h (v128.load offset=96 (local.get $into)))
      (local.set $k (v128.load offset=112 (local.get $into)))
      (local.set $l (local.get $list))
      (block $done
        (loop $next
          (br_if $done (i32.ge_u (local.get $l) (local.get $end)))
          (local.set $row (i32.load (local.get $l)))
          (local.set $s (f32x4.splat (f32.mul (local.get $share)
            (f32.load (i32.add (local.get $scales) (i32.shl (local.get $row) (i32.const 2)))))))
          (local.set $p (i32.add (local.get $rows) (i32.mul (local.get $row) (local.get $wide))))
          (local.set $v (v128.load8x8_s (local.get $p)))
          (local.set $a (f32x4.add (local.get $a)
            (f32x4.mul (local.get $s) (f32x4.convert_i32x4_s (i32x4.extend_low_i16x8_s (local.get $v))))))
          (local.set $b (f32x4.add (local.get $b)
            (f32x4.mul (local.get $s) (f32x4.convert_i32x4_s (i32x4.extend_high_i16x8_s (local.get $v))))))
          (local.set $v (v128.load8x8_s offset=8 (local.get $p)))
          (local.set $c (f32x4.add (local.get $c)
            (f32x4.mul (local.get $s) (f32x4.convert_i32x4_s (i32x4.extend_low_i16x8_s (local.get $v))))))
          (local.set $d (f32x4.add (local.get $d)
            (f32x4.mul (local.get $s) (f32x4.convert_i32x4_s (i32x4.extend_high_i16x8_s (local.get $v))))))
          (local.set $v (v128.load8x8_s offset=16 (local.get $p)))
          (local.set $f (f32x4.add (local.get $f)
            (f32x4.mul (local.get $s) (f32x4.convert_i32x4_s (i32x4.extend_low_i16x8_s (local.get $v))))))
          (local.set $g (f32x4.add (local.get $g)
            (f32x4.mul (local.get $s) (f32x4.convert_i32x4_s (i32x4.extend_high_i16x8_s (local.get $v))))))
          (local.set $v (v128.load8x8_s offset=24 (local.get $p)))
          (local.set $h (f32x4.add (local.get $h)
            (f32x4.mul (local.get $s) (f32x4.convert_i32x4_s (i32x4.extend_low_i16x8_s (local.get $v))))))
          (local.set $k (f32x4.add (local.get $k)
            (f32x4.mul (local.get $s) (f32x4.convert_i32x4_s (i32x4.extend_high_i16x8_s (local.get $v))))))
          (local.set $l (i32.add (local.get $l) (i32.const 4)))
          (br $next)))
      (v128.store (local.get $into) (local.get $a))
      (v128.store offset=16 (local.get $into) (local.get $b))
      (v128.store offset=32 (local.get $into) (local.get $c))
      (v128.store offset=48 (local.get $into) (local.get $d))
      (v128.store offset=64 (local.get $into) (local.get $f))
      (v128.store offset=80 (local.get $into) (local.get $g))
      (v128.store offset=96 (local.get $into) (local.get $h))
      (v128.store offset=112 (local.get $into) (local.get $k))
      (local.set $into (i32.add (local.get $into) (i32.const 128)))
      (local.set $rows (i32.add (local.get $rows) (i32.const 32)))
      (br_if $part (i32.lt_u (local.get $rows) (local.get $stop)))))

  ;; Adds to each of `rows` rows at `into` the rows of a table that its own `n` of a list of 16-bit numbers name.
  ;; `wide` is a multiple of 4.
  (func (export "sum") (param $list i32) (param $n i32) (param $rows i32) (param $table i32) (param $into i32)
      (param $wide i32)
    (local $end i32) (local $p i32) (local $q i32) (local $stop i32)
    (local.set $wide (i32.shl (local.get $wide) (i32.const 2)))
    (block $done
      (loop $row
        (br_if $done (i32.eqz (local.get $rows)))
        (local.set $end (i32.add (local.get $list) (i32.shl (local.get $n) (i32.const 1))))
        (local.set $stop (i32.add (local.get $into) (local.get $wide)))
        (loop $next
          (local.set $p (i32.add (local.get $table) (i32.mul (i32.load16_u (local.get $list)) (local.get $wide))))
          (local.set $q (local.get $into))
          (loop $part
            (v128.store (local.get $q) (f32x4.add (v128.load (local.get $q)) (v128.load (local.get $p))))
            (local.set $p (i32.add (local.get $p) (i32.const 16)))
            (local.set $q (i32.add (local.get $q) (i32.const 16)))
            (br_if $part (i32.lt_u (local.get $q) (local.get $stop))))
          (local.set $list (i32.add (local.get $list) (i32.const 2)))
          (br_if $next (i32.lt_u (local.get $list) (local.get $end))))
        (local.set $into (local.get $stop))
        (local.set $rows (i32.sub (local.get $rows) (i32.const 1)))
        (br $row))))

  ;; A dense layer over rows: into = bias + max(from, floor) times weights; or into += where `add` is not 0.
  ;; Weights are inputs times outputs; outputs are a multiple of 16.
  (func (export "dense") (param $from i32) (param $rows i32) (param $inputs i32) (param $outputs i32)
      (param $weights i32) (param $bias i32) (param $into i32) (param $floor f32) (param $add i32)
    (local $o i32) (local $w i32) (local $x i32) (local $stop i32) (local $s v128) (local $y i32)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128) (local $least v128)
    ;; pmax and not f32.max, which branches on the order of its operands and so is slow where signs are mixed.
    (local.set $least (f32x4.splat (local.get $floor)))
    (local.set $inputs (i32.shl (local.get $inputs) (i32.const 2)))
    (local.set $outputs (i32.shl (local.get $outputs) (i32.const 2)))
    (block $done
      (loop $row
        (br_if $done (i32.eqz (local.get $rows)))
        (local.set $o (i32.const 0))
        (local.set $stop (i32.add (local.get $from) (local.get $inputs)))
        (loop $block
          (local.set $y (i32.add (local.get $into) (local.get $o)))
          (local.set $w (i32.add (local.get $bias) (local.get $o)))
          (local.set $a (v128.load (local.get $w)))
          (local.set $b (v128.load offset=16 (local.get $w)))
          (local.set $c (v128.load offset=32 (local.get $w)))
          (local.set $d (v128.load offset=48 (local.get $w)))
          (if (local.get $add) (then
            (local.set $a (f32x4.add (local.get $a) (v128.load (local.get $y))))
            (local.set $b (f32x4.add (local.get $b) (v128.load offset=16 (local.get $y))))
            (local.set $c (f32x4.add (local.get $c) (v128.load offset=32 (local.get $y))))
            (local.set $d (f32x4.add (local.get $d) (v128.load offset=48 (local.get $y))))))
          (local.set $w (i32.add (local.get $weights) (local.get $o)))
          (local.set $x (local.get $from))
          (loop $input
            (local.set $s (f32x4.pmax (local.get $least) (v128.load32_splat (local.get $x))))
            (local.set $a (f32x4.add (local.get $a) (f32x4.mul (local.get $s) (v128.load (local.get $w)))))
            (local.set $b (f32x4.add (local.get $b) (f32x4.mul (local.get $s) (v128.load offset=16 (local.get $w)))))
            (local.set $c (f32x4.add (local.get $c) (f32x4.mul (local.get $s) (v128.load offset=32 (local.get $w)))))
            (local.set $d (f32x4.add (local.get $d) (f32x4.mul (local.get $s) (v128.load offset=48 (local.get $w)))))
            (local.set $w (i32.add (local.get $w) (local.get $outputs)))
            (local.set $x (i32.add (local.get $x) (i32.const 4)))
            (br_if $input (i32.lt_u (local.get $x) (local.get $stop))))
          (v128.store (local.get $y) (local.get $a))
          (v128.store offset=16 (local.get $y) (local.get $b))
          (v128.store offset=32 (local.get $y) (local.get $c))
          (v128.store offset=48 (local.get $y) (local.get $d))
          (local.set $o (i32.add (local.get $o) (i32.const 64)))
          (br_if $block (i32.lt_u (local.get $o) (local.get $outputs))))
        (local.set $from (i32.add (local.get $from) (local.get $inputs)))
        (local.set $into (i32.add (local.get $into) (local.get $outputs)))
        (local.set $rows (i32.sub (local.get $rows) (i32.const 1)))
        (br $row))))

  ;; A depthwise convolution over rows of `size` numbers: each output row is the bias and `width` rows from the same
  ;; number of rows on in `from`, each times its row of `taps`.
  (func (export "deep") (param $from i32) (param $rows i32) (param $size i32) (param $width i32)
      (param $taps i32) (param $bias i32) (param $into i32)
    (local $j i32) (local $w i32) (local $x i32) (local $t i32) (local $a v128)
    (local.set $size (i32.shl (local.get $size) (i32.const 2)))
    (block $done
      (loop $row
        (br_if $done (i32.eqz (local.get $rows)))
        (local.set $j (i32.const 0))
        (loop $part
          (local.set $a (v128.load (i32.add (local.get $bias) (local.get $j))))
          (local.set $x (i32.add (local.get $from) (local.get $j)))
          (local.set $t (i32.add (local.get $taps) (local.get $j)))
          (local.set $w (local.get $width))
          (loop $tap
            (local.set $a (f32x4.add (local.get $a)
              (f32x4.mul (v128.load (local.get $x)) (v128.load (local.get $t)))))
            (local.set $x (i32.add (local.get $x) (local.get $size)))
            (local.set $t (i32.add (local.get $t) (local.get $size)))
            (local.set $w (i32.sub (local.get $w) (i32.const 1)))
            (br_if $tap (local.get $w)))
          (v128.store (i32.add (local.get $into) (local.get $j)) (local.get $a))
          (local.set $j (i32.add (local.get $j) (i32.const 16)))
          (br_if $part (i32.lt_u (local.get $j) (local.get $size))))
        (local.set $from (i32.add (local.get $from) (local.get $size)))
        (local.set $into (i32.add (local.get $into) (local.get $size)))
        (local.set $rows (i32.sub (local.get $rows) (i32.const 1)))
        (br $row))))

  ;; A light recurrence: state = f state + (1 - f) v, f = the gate between 0 and 1. A row of `gates` holds the `size`
  ;; gates, then the `size` values; the state after each row goes to `into`. Steps are bytes and may be negative.
  (func (export "recur") (param $gates i32) (param $rows i32) (param $size i32) (param $state i32)
      (param $into i32) (param $step i32) (param $stride i32)
    (local $j i32) (local $f v128) (local $h v128) (local $zero v128) (local $one v128)
    (local.set $size (i32.shl (local.get $size) (i32.const 2)))
    (local.set $one (f32x4.splat (f32.const 1)))
    (block $done
      (loop $row
        (br_if $done (i32.eqz (local.get $rows)))
        (local.set $j (i32.const 0))
        (loop $part
          (local.set $f (f32x4.pmin (local.get $one) (f32x4.pmax (local.get $zero)
            (v128.load (i32.add (local.get $gates) (local.get $j))))))
          (local.set $h (f32x4.add
            (f32x4.mul (local.get $f) (v128.load (i32.add (local.get $state) (local.get $j))))
            (f32x4.mul (f32x4.sub (local.get $one) (local.get $f))
              (v128.load (i32.add (i32.add (local.get $gates) (local.get $size)) (local.get $j))))))
          (v128.store (i32.add (local.get $state) (local.get $j)) (local.get $h))
          (v128.store (i32.add (local.get $into) (local.get $j)) (local.get $h))
          (local.set $j (i32.add (local.get $j) (i32.const 16)))
          (br_if $part (i32.lt_u (local.get $j) (local.get $size))))
        (local.set $gates (i32.add (local.get $gates) (local.get $step)))
        (local.set $into (i32.add (local.get $into) (local.get $stride)))
        (local.set $rows (i32.sub (local.get $rows) (i32.const 1)))
        (br $row))))

  ;; Steps along the chain over `rows` rows of 24: from the sum at `last`, next = (last times weights) times e, or
  ;; (last times e) times weights where `first` is not 0; each divided by its total. `step` is bytes, may be negative.
  (func (export "chain") (param $last i32) (param $e i32) (param $weights i32) (param $into i32)
      (param $rows i32) (param $step i32) (param $first i32)
    (local $j i32) (local $w i32) (local $p f32) (local $s v128)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128) (local $f v128) (local $g v128)
    (block $done
      (loop $row
        (br_if $done (i32.eqz (local.get $rows)))
        (local.set $a (f32x4.splat (f32.const 0)))
        (local.set $b (local.get $a)) (local.set $c (local.get $a)) (local.set $d (local.get $a))
        (local.set $f (local.get $a)) (local.set $g (local.get $a))
        (local.set $j (i32.const 0))
        (local.set $w (local.get $weights))
        (loop $input
          (local.set $p (f32.load (i32.add (local.get $last) (local.get $j))))
          (if (local.get $first) (then
            (local.set $p (f32.mul (local.get $p) (f32.load (i32.add (local.get $e) (local.get $j)))))))
          (local.set $s (f32x4.splat (local.get $p)))
          (local.set $a (f32x4.add (local.get $a) (f32x4.mul (local.get $s) (v128.load (local.get $w)))))
          (local.set $b (f32x4.add (local.get $b) (f32x4.mul (local.get $s) (v128.load offset=16 (local.get $w)))))
          (local.set $c (f32x4.add (local.get $c) (f32x4.mul (local.get $s) (v128.load offset=32 (local.get $w)))))
          (local.set $d (f32x4.add (local.get $d) (f32x4.mul (local.get $s) (v128.load offset=48 (local.get $w)))))
          (local.set $f (f32x4.add (local.get $f) (f32x4.mul (local.get $s) (v128.load offset=64 (local.get $w)))))
          (local.set $g (f32x4.add (local.get $g) (f32x4.mul (local.get $s) (v128.load offset=80 (local.get $w)))))
          (local.set $w (i32.add (local.get $w) (i32.const 96)))
          (local.set $j (i32.add (local.get $j) (i32.const 4)))
          (br_if $input (i32.lt_u (local.get $j) (i32.const 96))))
        (if (i32.eqz (local.get $first)) (then
          (local.set $a (f32x4.mul (local.get $a) (v128.load (local.get $e))))
          (local.set $b (f32x4.mul (local.get $b) (v128.load offset=16 (local.get $e))))
          (local.set $c (f32x4.mul (local.get $c) (v128.load offset=32 (local.get $e))))
          (local.set $d (f32x4.mul (local.get $d) (v128.load offset=48 (local.get $e))))
          (local.set $f (f32x4.mul (local.get $f) (v128.load offset=64 (local.get $e))))
          (local.set $g (f32x4.mul (local.get $g) (v128.load offset=80 (local.get $e))))))
        (local.set $s (f32x4.add (f32x4.add (f32x4.add (local.get $a) (local.get $b))
          (f32x4.add (local.get $c) (local.get $d))) (f32x4.add (local.get $f) (local.get $g))))
        (local.set $p (f32.add
          (f32.add (f32x4.extract_lane 0 (local.get $s)) (f32x4.extract_lane 1 (local.get $s)))
          (f32.add (f32x4.extract_lane 2 (local.get $s)) (f32x4.extract_lane 3 (local.get $s)))))
        (local.set $s (f32x4.splat (f32.div (f32.const 1) (local.get $p))))
        (v128.store (local.get $into) (f32x4.mul (local.get $a) (local.get $s)))
        (v128.store offset=16 (local.get $into) (f32x4.mul (local.get $b) (local.get $s)))
        (v128.store offset=32 (local.get $into) (f32x4.mul (local.get $c) (local.get $s)))
        (v128.store offset=48 (local.get $into) (f32x4.mul (local.get $d) (local.get $s)))
        (v128.store offset=64 (local.get $into) (f32x4.mul (local.get $f) (local.get $s)))
        (v128.store offset=80 (local.get $into) (f32x4.mul (local.get $g) (local.get $s)))
        (local.set $last (local.get $into))
        (local.set $e (i32.add (local.get $e) (local.get $step)))
        (local.set $into (i32.add (local.get $into) (local.get $step)))
        (local.set $rows (i32.sub (local.get $rows) (i32.const 1)))
        (br $row)))))
