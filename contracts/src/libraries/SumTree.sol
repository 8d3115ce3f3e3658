// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Leaf} from "../types/Bounties.sol";

/// @title Merkle trees whose nodes commit the sum below them (E1, E5)
/// @notice leaf   = keccak256(0x00 · index (32) · payee (20) · amount (16) · agreementHash (32))                     without a split of its own
///         leaf   = keccak256(0x02 · index (32) · payee (20) · amount (16) · agreementHash (32) · splitRoot (32) · splitSum (16))     with one
///         node   = keccak256(0x01 · hash left (32) · sum left (16) · hash right (32) · sum right (16))
/// An odd tail is paired with the empty node: hash 0, sum 0. The index is the path. The sum of a tree is compared with the one that was committed beside
/// its root, and every addition on the way fits 128 bits, so a tree cannot pay more than it says.
library SumTree {
    error SumTree_BadShape();
    error SumTree_SumOverflow();

    function hashLeaf(uint256 index, Leaf calldata leaf) internal pure returns (bytes32 hash) {
        bytes32 splitRoot = leaf.splitRoot;
        assembly ("memory-safe") {
            let m := mload(0x40)
            mstore8(m, shl(1, iszero(iszero(splitRoot))))
            mstore(add(m, 0x01), index)
            mstore(add(m, 0x21), shl(96, calldataload(leaf))) // payee
            mstore(add(m, 0x35), shl(128, calldataload(add(leaf, 0x20)))) // amount
            mstore(add(m, 0x45), calldataload(add(leaf, 0x40))) // agreementHash
            mstore(add(m, 0x65), splitRoot)
            mstore(add(m, 0x85), shl(128, calldataload(add(leaf, 0x80)))) // splitSum
            hash := keccak256(m, add(0x65, mul(0x30, iszero(iszero(splitRoot)))))
        }
    }

    /// @notice The root and the sum that these leaves and their siblings make.
    /// @param base Index of the first leaf of the block.
    /// @param shown Bit i: leaf base + i is among `leaves`, which are in this order.
    /// @param proof Siblings that are not shown themselves, from the bottom up and from the left: hash, sum, hash, sum … All are consumed.
    function rootOf(uint256 base, uint256 shown, Leaf[] calldata leaves, bytes32[] calldata proof, uint256 depth)
        internal
        pure
        returns (bytes32 root, uint256 sum)
    {
        uint256 list;
        assembly ("memory-safe") {
            list := mload(0x40)
            // Three words for each leaf: path, hash, sum. What is hashed lies behind them, and nothing of it is kept.
            mstore(0x40, add(list, mul(leaves.length, 0x60)))
        }
        uint256 end = list;
        uint256 n;
        for (uint256 bits = shown; bits != 0; bits &= bits - 1) {
            if (n == leaves.length) revert SumTree_BadShape();
            uint256 index = base + lowestBit(bits);
            Leaf calldata leaf = leaves[n++];
            bytes32 hash = hashLeaf(index, leaf);
            uint256 amount = leaf.amount;
            assembly ("memory-safe") {
                mstore(end, index)
                mstore(add(end, 0x20), hash)
                mstore(add(end, 0x40), amount)
                end := add(end, 0x60)
            }
        }
        if (n == 0 || n != leaves.length || depth > 32) revert SumTree_BadShape();
        uint256 ok;
        assembly ("memory-safe") {
            let m := mload(0x40)
            mstore8(m, 1)
            let at := proof.offset
            let dirt := 0
            for {} depth { depth := sub(depth, 1) } {
                let to := list
                for { let p := list } lt(p, end) {} {
                    let path := mload(p)
                    let right := and(path, 1)
                    let h := mload(add(p, 0x20))
                    let s := mload(add(p, 0x40))
                    p := add(p, 0x60)
                    let h2
                    let s2
                    switch and(and(lt(p, end), iszero(right)), eq(mload(p), add(path, 1)))
                    case 1 {
                        h2 := mload(add(p, 0x20))
                        s2 := mload(add(p, 0x40))
                        p := add(p, 0x60)
                    }
                    default {
                        h2 := calldataload(at)
                        s2 := calldataload(add(at, 0x20))
                        at := add(at, 0x40)
                        if right {
                            let t := h
                            h := h2
                            h2 := t
                            t := s
                            s := s2
                            s2 := t
                        }
                    }
                    mstore(add(m, 0x01), h)
                    mstore(add(m, 0x21), shl(128, s))
                    mstore(add(m, 0x31), h2)
                    mstore(add(m, 0x51), shl(128, s2))
                    // Each of them is below 2^128 or dirt; so their sum cannot wrap unseen.
                    dirt := or(dirt, or(shr(128, s), shr(128, s2)))
                    s := add(s, s2)
                    dirt := or(dirt, shr(128, s))
                    mstore(to, shr(1, path))
                    mstore(add(to, 0x20), keccak256(m, 0x61))
                    mstore(add(to, 0x40), s)
                    to := add(to, 0x60)
                }
                end := to
            }
            // One node is left, at path 0, and every sibling was used.
            ok := and(and(eq(end, add(list, 0x60)), iszero(mload(list))), eq(at, add(proof.offset, shl(5, proof.length))))
            root := mload(add(list, 0x20))
            sum := mload(add(list, 0x40))
            if dirt { ok := 2 }
        }
        if (ok == 2) revert SumTree_SumOverflow();
        if (ok == 0) revert SumTree_BadShape();
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
