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
    /// @dev `_payPlain` reads it by its places.
    struct Fill {
        /// What the split gets of its node, and what it is committed to.
        uint256 part;
        uint256 sum;
        /// What leaves did not earn.
        uint256 returned;
        /// Where the next payment is packed.
        uint256 end;
        /// Marks of the block.
        uint256 word;
        // What is left of the masks, and the index of the leaf they are at:
        uint256 pay;
        uint256 shown;
        uint256 word_;
        uint256 index;
        /// What went out on the short way.
        uint256 out;
        /// How many nodes were shown by the groups before.
        uint256 count;
    }

    /// @inheritdoc IBountyEscrow
    function payout(Agreement calldata a, Group[] calldata groups) external guarded {
        bytes32 id = EscrowHash.idOf(a);
        Node memory top = _sync(a, id);
        _requireStatus(id, top.status, RELEASED, RELEASED);
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
        f.word = _marksOf(owner, g.split, g.block, g.shown);
        (f.pay, f.count) = (g.pay, w.count);
        uint256 paid = _spread(f.pay);
        if (f.word & paid != 0) _refusePaid(owner, g, f.word & paid);
        _mark(owner, g.split, g.block, paid);
        Leaf[] calldata leaves = g.leaves;
        uint256 start;
        assembly ("memory-safe") {
            // 40 bytes for each leaf; what the last store writes beyond them is allocated too.
            start := add(mload(0x40), 0x20)
            mstore(0x40, and(add(add(start, mul(leaves.length, 40)), 0x3f), not(0x1f)))
        }
        f.end = start;
        _payLeaves(w, owner, g, leaves, f);
        if (f.returned != 0) {
            address to = owner.marks & NOTED != 0 && _nodes[owner.key].redirected ? _redirects[owner.key] : owner.payee;
            emit Returned(w.id, owner.key, to, uint128(f.returned));
            w.out += f.returned;
            _pushIncome(w.vault, to, f.returned);
        }
        if (paid == 0) return;
        bytes memory payments;
        uint256 size = f.end - start;
        assembly ("memory-safe") {
            payments := sub(start, 0x20)
            mstore(payments, size)
        }
        emit Paid(w.id, owner.key, g.split, payments);
    }

    function _refusePaid(Shown memory owner, Group calldata g, uint256 twice) private pure {
        uint256 bit;
        while ((twice >> (bit << 2)) & PAID == 0) ++bit;
        Refusal.refuse(Escrow_AlreadyPaid.selector, EscrowHash.leafKey(owner.key, g.split, (uint256(g.block) << 6) + bit));
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

    /// @dev As many are shown as there are bits: the tree was read by them.
    function _payLeaves(Scene memory w, Shown memory owner, Group calldata g, Leaf[] calldata leaves, Fill memory f) private {
        uint256 base = uint256(g.block) << 6;
        uint256 first = SumTree.lowestBit(g.shown);
        (f.shown, f.pay, f.word_, f.index) = (g.shown >> first, f.pay >> first, f.word >> (first << 2), base + first);
        bool plain = w.vault == address(0) && f.part == f.sum;
        bool open = block.timestamp < w.windowEnd;
        unchecked {
            for (uint256 i; i < leaves.length;) {
                i = _payPlain(f, leaves, i, plain, open);
                if (i == leaves.length) break;
                uint256 bit = f.index - base;
                Leaf calldata leaf = leaves[i];
                bool pays = f.pay & 1 != 0;
                w.count = f.count + i + 1;
                Shown memory s = _read(owner, g, bit, leaf, f.word);
                w.shown[w.count - 1] = s;
                _payShown(w, s, f, pays);
                ++i;
                (f.shown, f.pay, f.word_, f.index) = (f.shown >> 1, f.pay >> 1, f.word_ >> 4, f.index + 1);
            }
        }
        w.count = f.count + leaves.length;
        w.out += f.out;
    }

    /// @dev The usual leaf in few steps: nothing below it, nobody said anything but yes, ETH in full to an account without code. Stops at any other one.
    /// @return Position of the first leaf that is not done.
    function _payPlain(Fill memory f, Leaf[] calldata leaves, uint256 i, bool plain, bool open) private returns (uint256) {
        uint256 needed = ETH_PUSH_GAS + ETH_PUSH_GAS / 63 + AROUND_PUSH;
        uint256 limit = ETH_PUSH_GAS;
        assembly ("memory-safe") {
            let shown := mload(add(f, 0xc0))
            let pay := mload(add(f, 0xa0))
            let word := mload(add(f, 0xe0))
            let index := mload(add(f, 0x100))
            for {} lt(i, leaves.length) {} {
                for {} iszero(and(shown, 1)) {} {
                    shown := shr(1, shown)
                    pay := shr(1, pay)
                    word := shr(4, word)
                    index := add(index, 1)
                }
                let leaf := add(leaves.offset, mul(i, 0xa0))
                if or(and(word, 4), or(calldataload(add(leaf, 0x60)), calldataload(add(leaf, 0x80)))) { break }
                if and(pay, 1) {
                    if or(iszero(plain), gt(open, and(word, 2))) { break }
                    let payee := shr(96, shl(96, calldataload(leaf)))
                    let amount := calldataload(add(leaf, 0x20)) // the tree was read by it: it fits 128 bits
                    if or(extcodesize(payee), lt(gas(), needed)) { break }
                    if iszero(call(limit, payee, amount, 0, 0, 0, 0)) { break }
                    let end := mload(add(f, 0x60))
                    mstore(end, or(shl(224, index), shl(64, payee)))
                    mstore(add(end, 0x18), shl(128, amount))
                    mstore(add(f, 0x60), add(end, 0x28))
                    mstore(add(f, 0x120), add(mload(add(f, 0x120)), amount))
                }
                shown := shr(1, shown)
                pay := shr(1, pay)
                word := shr(4, word)
                index := add(index, 1)
                i := add(i, 1)
            }
            mstore(add(f, 0xc0), shown)
            mstore(add(f, 0xa0), pay)
            mstore(add(f, 0xe0), word)
            mstore(add(f, 0x100), index)
        }
        return i;
    }

    function _pack(Fill memory f, uint256 index, address payee, uint256 margin) private pure {
        assembly ("memory-safe") {
            let at := add(f, 0x60)
            let end := mload(at)
            mstore(end, or(shl(224, index), shl(64, payee)))
            mstore(add(end, 0x18), shl(128, margin))
            mstore(at, add(end, 0x28))
        }
    }

    /// @dev Any leaf.
    function _payShown(Scene memory w, Shown memory s, Fill memory f, bool pays) private {
        uint256 share = _baseOf(s);
        if (f.part != f.sum) share = f.sum == 0 ? 0 : share * f.part / f.sum;
        (s.isFinal, s.part) = _partOf(w, s, share);
        if (!pays) return;
        if (!s.isFinal) Refusal.refuse(Escrow_NotFinal.selector, s.key);
        uint256 committed = _committedOf(s);
        uint256 margin = s.part > committed ? s.part - committed : 0;
        f.returned += share - s.part;
        address to = s.payee;
        if (s.marks & NOTED != 0) {
            Node storage n = _nodes[s.key];
            // That of an accepted leaf ended with the acceptance.
            if (n.disputed && s.marks & ACCEPTED == 0) {
                uint256 left = _endDispute(s.key, w.vault, margin);
                w.out += margin - left;
                margin = left;
            }
            if (n.redirected) to = _redirects[s.key];
        }
        _pack(f, f.index, s.payee, margin);
        w.out += margin;
        _pushIncome(w.vault, to, margin);
    }

    /// @dev E3: accepted, or nobody objected in the window, or what became of the objection.
    function _partOf(Scene memory w, Shown memory s, uint256 share) private view returns (bool isFinal, uint256 part) {
        if (s.marks & ACCEPTED != 0) return (true, share);
        if (s.marks & NOTED == 0 || !_nodes[s.key].disputed) return (block.timestamp >= w.windowEnd, share);
        (isFinal, part,) = _verdict(_disputes[s.key]);
        if (part > share) part = share;
    }
}
