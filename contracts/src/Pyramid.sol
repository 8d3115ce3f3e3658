// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {EscrowPayments} from "./EscrowPayments.sol";
import {Consent} from "./libraries/Consent.sol";
import {EscrowHash} from "./libraries/EscrowHash.sol";
import {Refusal} from "./libraries/Refusal.sol";
import {SumTree} from "./libraries/SumTree.sol";
import {Agreement, Group, Leaf, Node} from "./types/Bounties.sol";

/// @title How any part of a pyramid is shown from its top down
abstract contract Pyramid is EscrowPayments {
    /// @dev A node that was shown, in memory. The bounty itself is the first.
    struct Shown {
        bytes32 key;
        /// What its payee signs splits of: the id, or the digest of the sub-agreement.
        bytes32 bounty;
        address payee;
        uint256 amount;
        bytes32 splitRoot;
        uint256 splitSum;
        /// PAID, ACCEPTED, NOTED.
        uint256 marks;
        /// Where the marks of the first leaves that it carries are kept, and how far from the lowest bit.
        bytes32 lanes;
        uint256 lane;
        /// Where its own marks are kept, and how far from the lowest bit.
        bytes32 block_;
        uint256 shift;
        /// Position of the node that it was split from, and by which split.
        uint256 from;
        uint256 split;
        /// Of `payout`: whether it is settled what the node gets, and what.
        bool isFinal;
        uint256 part;
    }

    struct Scene {
        bytes32 id;
        Shown[] shown;
        uint256 count;
        // Of `payout`:
        address vault;
        uint256 windowEnd;
        uint256 out;
    }

    function _open(Agreement calldata a, bytes32 id, Group[] calldata groups) internal pure returns (Scene memory w) {
        uint256 n = 1;
        for (uint256 i; i < groups.length; ++i) n += groups[i].leaves.length;
        w.id = id;
        w.shown = new Shown[](0);
        Shown[] memory shown;
        assembly ("memory-safe") {
            // Pointers only: what is shown is allocated as it comes.
            shown := mload(0x40)
            mstore(shown, n)
            calldatacopy(add(shown, 0x20), calldatasize(), shl(5, n))
            mstore(0x40, add(shown, shl(5, add(n, 1))))
        }
        w.shown = shown;
        w.count = 1;
        Shown memory top;
        (top.key, top.bounty, top.payee, top.amount, top.marks) = (id, id, a.hunter, a.amount, NOTED);
        shown[0] = top;
    }

    function _at(Scene memory w, uint256 position) internal pure returns (Shown memory s) {
        if (position >= w.count) Refusal.refuse(Escrow_NotShown.selector, position);
        s = w.shown[position];
        uint256 pointer;
        assembly ("memory-safe") {
            pointer := s
        }
        if (pointer == 0) Refusal.refuse(Escrow_NotShown.selector, position);
    }

    /// @dev The leaves of the group are leaves of that split of the node, which its owner authorised.
    function _prove(Shown memory owner, Group calldata g, uint256 number) internal view {
        bytes32 root;
        uint256 sum;
        if (g.split == 0) {
            (root, sum) = (owner.splitRoot, owner.splitSum);
            bool authorised = owner.marks & NOTED != 0 && _nodes[owner.key].opened;
            if (root == 0 || !(authorised || _isSignedSplit(owner, g.signature))) Refusal.refuse(Escrow_BadSignature.selector, owner.payee);
        } else {
            AddedSplit storage added = _splits[EscrowHash.splitKey(owner.key, g.split)];
            (root, sum) = (added.root, added.sum);
        }
        (bytes32 shownRoot, uint256 shownSum) = SumTree.rootOf(uint256(g.block) << 6, g.shown, g.leaves, g.proof, g.depth);
        if (shownRoot != root || shownSum != sum) Refusal.refuse(Escrow_BadProof.selector, number);
    }

    /// @dev By a key alone, since what a key once signed stays signed: what a contract signs may change, so it opens its split on the chain.
    function _isSignedSplit(Shown memory owner, bytes calldata signature) private view returns (bool) {
        bytes32 structHash = EscrowHash.hashSplit(owner.bounty, 0, owner.splitRoot, owner.splitSum);
        return Consent.isSignedByKey(owner.payee, EscrowHash.digest(structHash), signature);
    }

    function _checkLeaf(bytes32 key, Leaf calldata leaf) internal pure {
        if (leaf.splitSum > leaf.amount || (leaf.splitRoot == 0) != (leaf.splitSum == 0)) Refusal.refuse(Escrow_BadLeaf.selector, key);
    }

    function _read(Shown memory owner, Group calldata g, uint256 bit, Leaf calldata leaf, uint256 word)
        internal
        pure
        returns (Shown memory s)
    {
        uint256 index = (uint256(g.block) << 6) + bit;
        s.key = EscrowHash.leafKey(owner.key, g.split, index);
        (s.lanes, s.lane) = (EscrowHash.lanesKey(owner.key, g.split, index), (index & 3) << 6);
        _checkLeaf(s.key, leaf);
        (s.bounty, s.payee, s.amount, s.splitRoot, s.splitSum) =
            (leaf.agreementHash, leaf.payee, leaf.amount, leaf.splitRoot, leaf.splitSum);
        (s.marks, s.from, s.split) = ((word >> (bit << 2)) & 15, g.from, g.split);
        bool inLane = g.split == 0 && index < 16;
        s.block_ = inLane ? owner.lanes : EscrowHash.blockKey(owner.key, g.split, g.block);
        s.shift = inLane ? owner.lane + (bit << 2) : bit << 2;
    }

    /// @dev Shows every leaf of the groups.
    function _show(Agreement calldata a, bytes32 id, Group[] calldata groups) internal view returns (Scene memory w) {
        w = _open(a, id, groups);
        for (uint256 i; i < groups.length; ++i) {
            Group calldata g = groups[i];
            Shown memory owner = _at(w, g.from);
            _prove(owner, g, i);
            uint256 word = _marksOf(owner, g.split, g.block, g.shown);
            uint256 bits = g.shown;
            for (uint256 n; n < g.leaves.length; ++n) {
                uint256 bit = SumTree.lowestBit(bits);
                bits &= bits - 1;
                w.shown[w.count++] = _read(owner, g, bit, g.leaves[n], word);
            }
        }
    }

    /// @dev The last leaf shown.
    function _showLast(Agreement calldata a, bytes32 id, Group[] calldata path) internal view returns (Scene memory w, Shown memory leaf) {
        w = _show(a, id, path);
        if (w.count == 1) Refusal.refuse(Escrow_NotShown.selector, 1);
        leaf = w.shown[w.count - 1];
    }

    /// @dev What the node may get at most: less where its payee freed a part.
    function _baseOf(Shown memory s) internal view returns (uint256) {
        return s.marks & NOTED != 0 && _nodes[s.key].freed ? _caps[s.key] : s.amount;
    }

    /// @dev What its splits are to get together.
    function _committedOf(Shown memory s) internal view returns (uint256) {
        return s.marks & NOTED != 0 ? _nodes[s.key].committed : s.splitSum;
    }

    /// @dev Begins to keep more of a leaf than its marks.
    function _note(Shown memory s) internal returns (Node storage n) {
        n = _nodes[s.key];
        if (s.marks & NOTED != 0) return n;
        s.marks |= NOTED;
        // Another leaf of this block may have been noted since the word was read, or this one at another position.
        uint256 word = _marks[s.block_];
        uint256 noted = word | NOTED << s.shift;
        if (noted == word) return n;
        _marks[s.block_] = noted;
        n.committed = uint128(s.splitSum);
    }

    /// @dev Marks of a block, four bits for each leaf. The first leaves of carried splits share their words with their neighbours: most splits are small.
    function _marksOf(Shown memory owner, uint256 split, uint256 block_, uint256 leaves) internal view returns (uint256 word) {
        bool first = (split | block_) == 0;
        if (first) word = uint64(_marks[owner.lanes] >> owner.lane);
        if (!first || leaves >> 16 != 0) word |= _marks[EscrowHash.blockKey(owner.key, split, block_)];
    }

    function _mark(Shown memory owner, uint256 split, uint256 block_, uint256 bits) internal {
        if ((split | block_) == 0) {
            if (uint64(bits) != 0) _marks[owner.lanes] |= uint256(uint64(bits)) << owner.lane;
            bits &= ~uint256(type(uint64).max);
        }
        if (bits != 0) _marks[EscrowHash.blockKey(owner.key, split, block_)] |= bits;
    }

    /// @dev Bit i of 64 to bit 4 · i, where PAID is.
    function _spread(uint256 x) internal pure returns (uint256) {
        unchecked {
            x = (x | (x << 96)) & 0x000000000000000000000000ffffffff000000000000000000000000ffffffff;
            x = (x | (x << 48)) & 0x000000000000ffff000000000000ffff000000000000ffff000000000000ffff;
            x = (x | (x << 24)) & 0x000000ff000000ff000000ff000000ff000000ff000000ff000000ff000000ff;
            x = (x | (x << 12)) & 0x000f000f000f000f000f000f000f000f000f000f000f000f000f000f000f000f;
            x = (x | (x << 6)) & 0x0303030303030303030303030303030303030303030303030303030303030303;
            x = (x | (x << 3)) & 0x1111111111111111111111111111111111111111111111111111111111111111;
            return x;
        }
    }
}
