// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Disputes} from "./Disputes.sol";
import {IBountyEscrow} from "./interfaces/IBountyEscrow.sol";
import {EscrowHash} from "./libraries/EscrowHash.sol";
import {Refusal} from "./libraries/Refusal.sol";
import {SumTree} from "./libraries/SumTree.sol";
import {Agreement, Group, Leaf, Node} from "./types/Bounties.sol";

/// @title See IBountyEscrow
contract BountyEscrow is Disputes {
    /// @dev What a group of leaves is paid by.
    struct Fill {
        /// What the split gets of its node, and what it is committed to.
        uint256 part;
        uint256 sum;
        /// What leaves did not earn.
        uint256 returned;
        /// Where the next payment is packed.
        uint256 end;
    }

    /// @inheritdoc IBountyEscrow
    function payout(Agreement calldata a, Group[] calldata groups) external guarded {
        bytes32 id = EscrowHash.idOf(a);
        Node memory top = _sync(a, id);
        if (top.status != RELEASED) Refusal.refuse(Escrow_WrongStatus.selector, id, top.status);
        Scene memory w = _open(a, id, groups);
        (w.vault, w.windowEnd) = (_vaultFor(id, a.token), uint256(top.releasedAt) + a.reviewPeriod);
        (w.shown[0].isFinal, w.shown[0].part) = (true, _money[id].released);
        bool any;
        for (uint256 i; i < groups.length; ++i) {
            any = any || groups[i].pay != 0;
            _payGroup(w, groups[i], i);
        }
        if (!any) Refusal.refuse(Escrow_NothingToPay.selector);
        _money[id].held -= uint128(w.out);
    }

    function _payGroup(Scene memory w, Group calldata g, uint256 number) private {
        Shown memory owner = _at(w, g.from);
        if (!owner.isFinal) Refusal.refuse(Escrow_NotFinal.selector, owner.key);
        if (g.pay & ~g.shown != 0) Refusal.refuse(Escrow_NotShown.selector, g.from);
        _prove(owner, g, number);
        Fill memory f;
        _fill(f, owner, g.split);
        bytes32 blockKey = EscrowHash.blockKey(owner.key, g.split, g.block);
        uint256 word = _marks[blockKey];
        _markPaid(blockKey, word, owner.key, g);
        uint256 start;
        uint256 size = g.leaves.length * 40;
        assembly ("memory-safe") {
            // 40 bytes for each leaf; what the last store writes beyond them is allocated too.
            start := add(mload(0x40), 0x20)
            mstore(0x40, and(add(add(start, size), 0x3f), not(0x1f)))
        }
        f.end = start;
        uint256 bits = g.shown;
        for (uint256 n; n < g.leaves.length; ++n) {
            uint256 bit = SumTree.lowestBit(bits);
            bits &= bits - 1;
            _payLeaf(w, owner, g, bit, g.leaves[n], word, f);
        }
        if (f.returned != 0) {
            address to = owner.marks & NOTED != 0 && _nodes[owner.key].redirected ? _redirects[owner.key] : owner.payee;
            emit Returned(w.id, owner.key, to, uint128(f.returned));
            w.out += f.returned;
            _pushIncome(w.vault, to, f.returned);
        }
        if (g.pay == 0) return;
        bytes memory payments;
        assembly ("memory-safe") {
            payments := sub(start, 0x20)
            mstore(payments, sub(mload(add(f, 0x60)), start))
        }
        emit Paid(w.id, owner.key, g.split, payments);
    }

    function _markPaid(bytes32 blockKey, uint256 word, bytes32 owner, Group calldata g) private {
        uint256 paid;
        for (uint256 bits = g.pay; bits != 0; bits &= bits - 1) {
            uint256 bit = SumTree.lowestBit(bits);
            uint256 mark = PAID << (bit << 2);
            if (word & mark != 0) Refusal.refuse(Escrow_AlreadyPaid.selector, EscrowHash.leafKey(owner, g.split, (uint256(g.block) << 6) + bit));
            paid |= mark;
        }
        if (paid != 0) _marks[blockKey] = word | paid;
    }

    /// @dev E5. Earlier splits come first, so that nobody dilutes others by a later split to itself. A split of which parts were freed is smaller.
    function _fill(Fill memory f, Shown memory owner, uint256 split) private view {
        uint256 before;
        f.sum = owner.splitSum;
        if (owner.marks & NOTED != 0) {
            if (owner.splitRoot != 0) f.sum -= _splits[EscrowHash.splitKey(owner.key, 0)].freed;
            for (uint256 i = 1; i <= split; ++i) {
                before += f.sum;
                AddedSplit storage s = _splits[EscrowHash.splitKey(owner.key, i)];
                f.sum = s.sum - s.freed;
            }
        }
        uint256 left = owner.part > before ? owner.part - before : 0;
        f.part = left < f.sum ? left : f.sum;
    }

    function _payLeaf(Scene memory w, Shown memory owner, Group calldata g, uint256 bit, Leaf calldata leaf, uint256 word, Fill memory f)
        private
    {
        uint256 marks = (word >> (bit << 2)) & 15;
        bool pays = (g.pay >> bit) & 1 != 0;
        uint256 margin = leaf.amount;
        address to = leaf.payee;
        if (marks & NOTED == 0 && leaf.splitRoot == 0) {
            // The usual case: nothing below it, and nobody said anything but yes.
            ++w.count;
            if (!pays) return;
            if (leaf.splitSum != 0 || (marks & ACCEPTED == 0 && block.timestamp < w.windowEnd)) {
                _refuseLeaf(owner, g, bit, leaf);
            }
            if (f.part != f.sum) margin = f.sum == 0 ? 0 : margin * f.part / f.sum;
        } else {
            Shown memory s = _read(owner, g, bit, leaf, word);
            w.shown[w.count++] = s;
            uint256 base = _baseOf(s);
            uint256 share = f.part == f.sum ? base : f.sum == 0 ? 0 : base * f.part / f.sum;
            (s.isFinal, s.part) = _partOf(w, s, share);
            if (!pays) return;
            if (!s.isFinal) Refusal.refuse(Escrow_NotFinal.selector, s.key);
            uint256 committed = _committedOf(s);
            margin = s.part > committed ? s.part - committed : 0;
            f.returned += share - s.part;
            if (marks & NOTED != 0) {
                Node storage n = _nodes[s.key];
                if (n.disputed) {
                    uint256 left = _endDispute(s.key, w.vault, margin, marks & ACCEPTED != 0);
                    w.out += margin - left;
                    margin = left;
                }
                if (n.redirected) to = _redirects[s.key];
            }
        }
        uint256 end = f.end;
        uint256 index = (uint256(g.block) << 6) + bit;
        address payee = leaf.payee;
        assembly ("memory-safe") {
            mstore(end, or(shl(224, index), shl(64, payee)))
            mstore(add(end, 0x18), shl(128, margin))
            mstore(add(f, 0x60), add(end, 0x28))
        }
        w.out += margin;
        _pushIncome(w.vault, to, margin);
    }

    function _refuseLeaf(Shown memory owner, Group calldata g, uint256 bit, Leaf calldata leaf) private pure {
        bytes32 key = EscrowHash.leafKey(owner.key, g.split, (uint256(g.block) << 6) + bit);
        _checkLeaf(key, leaf);
        Refusal.refuse(Escrow_NotFinal.selector, key);
    }

    /// @dev E3: accepted, or nobody objected in the window, or what became of the objection.
    function _partOf(Scene memory w, Shown memory s, uint256 share) private view returns (bool isFinal, uint256 part) {
        if (s.marks & ACCEPTED != 0) return (true, share);
        if (s.marks & NOTED == 0 || !_nodes[s.key].disputed) return (block.timestamp >= w.windowEnd, share);
        (isFinal, part,) = _verdict(_disputes[s.key]);
        if (part > share) part = share;
    }
}
