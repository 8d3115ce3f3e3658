// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Leaf} from "../types/Bounties.sol";

/// @title Merkle trees whose nodes commit the sum below them (E1, E5)
/// @notice leaf   = keccak256(0x00 · index (32) · payee (20) · amount (16) · agreementHash (32))                     without a split of its own
///         leaf   = keccak256(0x02 · index (32) · payee (20) · amount (16) · agreementHash (32) · splitRoot (32) · splitSum (16))     with one
///         node   = keccak256(0x80 + height above the leaves (1) · hash left (32) · sum left (16) · hash right (32) · sum right (16))
/// An odd tail is paired with the empty node: hash 0, sum 0. The index is the path. The height binds the depth to the root: all leaves lie in one depth, and
/// no two at one index. The sum of a tree is compared with the one that was committed beside
/// its root, and every addition on the way fits 128 bits, so a tree cannot pay more than it says.
library SumTree {
    error SumTree_BadShape();
    error SumTree_SumOverflow();

    /// @notice The root and the sum that these leaves and their siblings make.
    /// @param base Index of the first leaf of the block.
    /// @param shown Bit i: leaf base + i is among `leaves`, which are in this order.
    /// @param proof Siblings that are not shown themselves, from the bottom up and from the left: hash, sum, hash, sum … All are consumed.
    function rootOf(uint256 base, uint256 shown, Leaf[] calldata leaves, bytes32[] calldata proof, uint256 depth)
        internal
        pure
        returns (bytes32 root, uint256 sum)
    {
        if (leaves.length == 0 || depth > 32) revert SumTree_BadShape();
        (uint256 end, uint256 ors) = _place(base, shown, leaves);
        // More or fewer bits than leaves.
        if (end == 0) revert SumTree_BadShape();
        uint256 read;
        (root, sum, read, ors) = _rise(end, ors, proof, depth);
        if (read != proof.length) revert SumTree_BadShape();
        if (ors >> 128 != 0) revert SumTree_SumOverflow();
    }

    /// @dev Three words for each leaf, from the free memory pointer on, which stays: path, hash, sum. What is hashed lies behind them.
    /// `end`: behind the last of them; 0 where bits and leaves do not fit. `ors`: all amounts, or-ed: none is larger than 128 bits unless this is.
    function _place(uint256 base, uint256 shown, Leaf[] calldata leaves) private pure returns (uint256 end, uint256 ors) {
        uint256 first = lowestBit(shown);
        assembly ("memory-safe") {
            end := mload(0x40)
            let m := add(end, mul(leaves.length, 0x60))
            let from := leaves.offset
            let till := add(from, mul(leaves.length, 0xa0))
            shown := shr(first, shown)
            for { let index := add(base, first) } shown { index := add(index, 1) } {
                if and(shown, 1) {
                    if eq(from, till) {
                        end := 0
                        break
                    }
                    mstore8(m, 0)
                    mstore(add(m, 0x01), index)
                    mstore(end, index)
                    let word := calldataload(add(from, 0x20)) // amount
                    ors := or(ors, word)
                    mstore(add(end, 0x40), word)
                    mstore(add(m, 0x21), shl(96, calldataload(from))) // payee
                    mstore(add(m, 0x35), shl(128, word))
                    mstore(add(m, 0x45), calldataload(add(from, 0x40))) // agreementHash
                    word := calldataload(add(from, 0x60)) // splitRoot
                    let size := 0x65
                    if word {
                        mstore8(m, 2)
                        mstore(add(m, 0x65), word)
                        mstore(add(m, 0x85), shl(128, calldataload(add(from, 0x80)))) // splitSum
                        size := 0x95
                    }
                    mstore(add(end, 0x20), keccak256(m, size))
                    end := add(end, 0x60)
                    from := add(from, 0xa0)
                }
                shown := shr(1, shown)
            }
            if xor(from, till) { end := 0 }
        }
    }

    /// @dev `read`: words of the proof that were used; more than there are where the shape is wrong.
    function _rise(uint256 end, uint256 ors_, bytes32[] calldata proof, uint256 depth)
        private
        pure
        returns (bytes32 root, uint256 sum, uint256 read, uint256 ors)
    {
        assembly ("memory-safe") {
            ors := ors_
            let at := proof.offset
            let m := end
            for { let height := 1 } iszero(gt(height, depth)) { height := add(height, 1) } {
                mstore8(m, add(0x80, height))
                let to := mload(0x40)
                for { let p := to } lt(p, end) {} {
                    // Sum first, then hash: each pair writes over nothing of the other.
                    let path := mload(p)
                    let side := mul(and(path, 1), 0x30)
                    let s := mload(add(p, 0x40))
                    mstore(add(add(m, 0x11), side), s)
                    mstore(add(add(m, 0x01), side), mload(add(p, 0x20)))
                    p := add(p, 0x60)
                    let other
                    switch and(lt(p, end), eq(mload(p), or(path, 1)))
                    case 1 {
                        other := mload(add(p, 0x40))
                        mstore(add(m, 0x41), other)
                        mstore(add(m, 0x31), mload(add(p, 0x20)))
                        p := add(p, 0x60)
                    }
                    default {
                        other := calldataload(add(at, 0x20))
                        side := xor(side, 0x30)
                        mstore(add(add(m, 0x11), side), other)
                        mstore(add(add(m, 0x01), side), calldataload(at))
                        at := add(at, 0x40)
                    }
                    ors := or(ors, other)
                    s := add(s, other)
                    ors := or(ors, s)
                    mstore(to, shr(1, path))
                    mstore(add(to, 0x20), keccak256(m, 0x61))
                    mstore(add(to, 0x40), s)
                    to := add(to, 0x60)
                }
                end := to
            }
            let list := mload(0x40)
            root := mload(add(list, 0x20))
            sum := mload(add(list, 0x40))
            read := shr(5, sub(at, proof.offset))
            // One node is left, at path 0.
            if or(xor(end, add(list, 0x60)), mload(list)) { read := not(0) }
        }
    }

    function lowestBit(uint256 bits) internal pure returns (uint256 at) {
        assembly ("memory-safe") {
            // Blocks have 64 leaves; a shift and a compare for each of the six bits of a position.
            bits := and(bits, sub(0, bits))
            at := shl(5, lt(0xffffffff, bits))
            at := or(at, shl(4, lt(0xffff, shr(at, bits))))
            at := or(at, shl(3, lt(0xff, shr(at, bits))))
            at := or(at, shl(2, lt(0xf, shr(at, bits))))
            at := or(at, shl(1, lt(0x3, shr(at, bits))))
            at := or(at, lt(0x1, shr(at, bits)))
        }
    }
}
