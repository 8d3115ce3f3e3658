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
        /// Where its marks are kept, and how far from the lowest bit.
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
        s.key = EscrowHash.leafKey(owner.key, g.split, (uint256(g.block) << 6) + bit);
        _checkLeaf(s.key, leaf);
        (s.bounty, s.payee, s.amount, s.splitRoot, s.splitSum) =
            (leaf.agreementHash, leaf.payee, leaf.amount, leaf.splitRoot, leaf.splitSum);
        s.shift = bit << 2;
        (s.marks, s.from, s.split) = ((word >> s.shift) & 15, g.from, g.split);
    }

    /// @dev Shows every leaf of the groups.
    function _show(Agreement calldata a, bytes32 id, Group[] calldata groups) internal view returns (Scene memory w) {
        w = _open(a, id, groups);
        for (uint256 i; i < groups.length; ++i) {
            Group calldata g = groups[i];
            Shown memory owner = _at(w, g.from);
            _prove(owner, g, i);
            bytes32 blockKey = EscrowHash.blockKey(owner.key, g.split, g.block);
            uint256 word = _marks[blockKey];
            uint256 bits = g.shown;
            for (uint256 n; n < g.leaves.length; ++n) {
                uint256 bit = SumTree.lowestBit(bits);
                bits &= bits - 1;
                Shown memory s = _read(owner, g, bit, g.leaves[n], word);
                s.block_ = blockKey;
                w.shown[w.count++] = s;
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
        // Another leaf of this block may have been noted since the word was read.
        _marks[s.block_] |= NOTED << s.shift;
        n.committed = uint128(s.splitSum);
    }
}
