"""Random words: in each of 512 trials an event happens or not, by a number that hangs on seed, block and event alone.

Binary digits of a uniform number are compared with those of the probability, the first digit first, in all trials at
once, until every trial that needs an answer has one: about ten digits, and exact to 64 of them.
"""

from collections.abc import Callable
from typing import Any, cast

import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from graphs.propagation.kernels import inlined
from graphs.propagation.sampled.kernels import NONE, WIDTH, Words

_STEP = 0x9E3779B97F4A7C15
_FIRST, _SECOND = 0xBF58476D1CE4E5B9, 0x94D049BB133111EB
_S30, _S27, _S31 = np.uint64(30), np.uint64(27), np.uint64(31)
_M1, _M2 = np.uint64(_FIRST), np.uint64(_SECOND)

_PAIRS, _FOURS = np.uint64(0x5555555555555555), np.uint64(0x3333333333333333)
_EIGHTS, _ONES = np.uint64(0x0F0F0F0F0F0F0F0F), np.uint64(0x0101010101010101)
_1, _2, _4, _56 = np.uint64(1), np.uint64(2), np.uint64(4), np.uint64(56)

_WORD = ir.IntType(64)
_ROW = ir.VectorType(_WORD, WIDTH)


@inlined
def mixed(x: np.uint64) -> np.uint64:
    """Return a word in which every bit hangs on every bit of x (Stafford's thirteenth mix, as in SplitMix64)."""
    x = (x ^ (x >> _S30)) * _M1
    x = (x ^ (x >> _S27)) * _M2
    return x ^ (x >> _S31)


@inlined
def count(x: np.uint64) -> np.int64:
    """Return how many bits are set."""
    x = x - ((x >> _1) & _PAIRS)
    x = (x & _FOURS) + ((x >> _2) & _FOURS)
    x = (x + (x >> _4)) & _EIGHTS
    return np.int64((x * _ONES) >> _56)


@inlined
def draw(key: np.uint64, threshold: np.uint64, row: Words) -> None:
    """Let an event happen in some of the trials of row 0; row 1 becomes those in which it does."""
    if threshold == ~NONE:
        for j in range(WIDTH):
            row[1, j] = row[0, j]
    elif threshold == NONE:
        for j in range(WIDTH):
            row[1, j] = NONE
    else:
        _compare(key, threshold, row)


def _comparison(_typing: Any, key: Any, threshold: Any, row: Any) -> Any:  # noqa: ANN401 - numba's own types
    """Compare digits; written for eight words at a time, which the compiler does not find by itself."""
    signature = types.void(types.uint64, types.uint64, row)
    del key, threshold

    def generate(context: Any, build: Any, signature: Any, arguments: Any) -> Any:  # noqa: ANN401
        key, threshold, row = arguments
        data = context.make_array(signature.args[2])(context, build, row).data
        need, result = (build.bitcast(build.gep(data, [_WORD(place * WIDTH)]), _ROW.as_pointer()) for place in (0, 1))
        _loop(build, key, threshold, need, result)
        return context.get_dummy_value()

    return signature, generate


_compare = cast("Callable[[np.uint64, np.uint64, Words], None]", intrinsic(_comparison))


def _loop(build: Any, key: Any, threshold: Any, need: Any, result: Any) -> None:  # noqa: ANN401
    """Write the loop over the digits: `equal` are the trials not decided yet, `below` those decided to happen."""
    undecided = build.load(need, align=8)
    first = build.add(_spread(build, key), _ROW([_WORD((lane * _STEP) % 2**64) for lane in range(WIDTH)]))
    before, loop, after = build.block, build.append_basic_block(), build.append_basic_block()
    build.branch(loop)
    build.position_at_end(loop)
    equal, below, counter, digits = build.phi(_ROW), build.phi(_ROW), build.phi(_ROW), build.phi(_WORD)
    random = _mixed(build, counter)
    digit = _spread(build, build.ashr(digits, _WORD(63)))
    now_below = build.or_(below, build.and_(build.and_(equal, build.not_(random)), digit))
    now_equal = build.and_(equal, build.not_(build.xor(random, digit)))
    rest = build.shl(digits, _WORD(1))
    more = build.and_(_any(build, now_equal), build.icmp_unsigned("!=", rest, _WORD(0)))
    following = build.add(counter, _everywhere(WIDTH * _STEP))
    build.cbranch(more, loop, after)
    for phi, at_first, then in (
        (equal, undecided, now_equal),
        (below, _everywhere(0), now_below),
        (counter, first, following),
        (digits, threshold, rest),
    ):
        phi.add_incoming(at_first, before)
        phi.add_incoming(then, loop)
    build.position_at_end(after)
    build.store(now_below, result, align=8)


def _mixed(build: Any, x: Any) -> Any:  # noqa: ANN401
    x = build.mul(build.xor(x, build.lshr(x, _everywhere(30))), _everywhere(_FIRST))
    x = build.mul(build.xor(x, build.lshr(x, _everywhere(27))), _everywhere(_SECOND))
    return build.xor(x, build.lshr(x, _everywhere(31)))


def _everywhere(value: int) -> Any:  # noqa: ANN401
    return _ROW([_WORD(value % 2**64)] * WIDTH)


def _spread(build: Any, word: Any) -> Any:  # noqa: ANN401
    places = ir.VectorType(ir.IntType(32), WIDTH)
    single = build.insert_element(_ROW(ir.Undefined), word, ir.IntType(32)(0))
    return build.shuffle_vector(single, _ROW(ir.Undefined), places([ir.IntType(32)(0)] * WIDTH))


def _any(build: Any, row: Any) -> Any:  # noqa: ANN401
    name = f"llvm.vector.reduce.or.v{WIDTH}i64"
    known = build.module.globals.get(name)
    reduce = known or ir.Function(build.module, ir.FunctionType(_WORD, [_ROW]), name)
    return build.icmp_unsigned("!=", build.call(reduce, [row]), _WORD(0))
