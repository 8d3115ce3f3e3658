// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Bounties} from "./Bounties.sol";
import {IBountyEscrow} from "./interfaces/IBountyEscrow.sol";
import {EscrowHash} from "./libraries/EscrowHash.sol";
import {Refusal} from "./libraries/Refusal.sol";
import {Agreement, Dispute, Group, Level, Node, SplitEntry} from "./types/Bounties.sol";

/// @title How nodes are split, and what owners and payees of leaves say of them (E1, E3, E4)
abstract contract Splits is Bounties {
    /// @inheritdoc IBountyEscrow
    function split(Agreement calldata a, Group[] calldata path, SplitEntry[] calldata entries) external guarded {
        bytes32 id = EscrowHash.idOf(a);
        _requireStatus(id, _sync(a, id).status, FUNDED, DELIVERED);
        Scene memory w = _show(a, id, path);
        for (uint256 i; i < entries.length; ++i) _split(w, entries[i]);
    }

    function _split(Scene memory w, SplitEntry calldata e) private {
        Shown memory s = _at(w, e.from);
        _requireConsent(s.payee, EscrowHash.hashSplit(s.bounty, e.number, e.root, e.sum), e.signature);
        uint256 base = _baseOf(s);
        Node storage n = _note(s);
        if (e.number == 0) {
            if (n.opened || s.splitRoot == 0 || e.root != s.splitRoot || e.sum != s.splitSum) Refusal.refuse(Escrow_WrongNumber.selector, s.key, n.splits + 1);
            n.opened = true;
        } else {
            uint256 number = uint256(n.splits) + 1;
            if (number > MAX_SPLITS) Refusal.refuse(Escrow_TooManySplits.selector, s.key);
            if (e.number != number) Refusal.refuse(Escrow_WrongNumber.selector, s.key, uint8(number));
            if (e.root == 0 || e.sum == 0) Refusal.refuse(Escrow_EmptySplit.selector, s.key);
            uint256 committed = uint256(n.committed) + e.sum;
            if (committed > base) Refusal.refuse(Escrow_Overcommitted.selector, s.key);
            (n.committed, n.splits) = (uint128(committed), e.number);
            _splits[EscrowHash.splitKey(s.key, number)] = AddedSplit(e.root, e.sum, 0);
        }
        emit Split(w.id, s.key, s.payee, e.number, e.root, e.sum);
    }

    /// @inheritdoc IBountyEscrow
    function acceptLeaves(Agreement calldata a, Group[] calldata path, Level[] calldata levels) external guarded {
        bytes32 id = EscrowHash.idOf(a);
        _sync(a, id);
        _requireLive(id, RELEASED);
        Scene memory w = _show(a, id, path);
        for (uint256 i; i < levels.length; ++i) {
            Level calldata l = levels[i];
            Shown memory s = _at(w, l.from);
            bytes32 structHash = keccak256(abi.encode(EscrowHash.ACCEPTANCE_TYPEHASH, s.key, l.split, l.block, l.leaves));
            _requireConsent(s.payee, structHash, l.signature);
            uint256 bits = _spread(l.leaves);
            _endObjections(s.key, l, bits & _marksOf(s, l.split, l.block, l.leaves) >> 2);
            // ACCEPTED is the bit above PAID.
            _mark(s, l.split, l.block, bits << 1);
            emit LeavesAccepted(id, s.key, l.split, l.block, l.leaves);
        }
    }

    /// @dev An acceptance ends an objection that is open, so its bond goes back. By one that is decided, something may have been paid: the same money would
    /// be given twice.
    /// @param noted Of the leaves that are accepted those of which more is kept, each where PAID is.
    function _endObjections(bytes32 owner, Level calldata l, uint256 noted) private {
        unchecked {
            for (uint256 index = uint256(l.block) << 6; noted != 0; ++index) {
                bytes32 key = EscrowHash.leafKey(owner, l.split, index);
                if (noted & 1 != 0 && _nodes[key].disputed) {
                    Dispute storage d = _disputes[key];
                    (bool due,,) = _verdict(d);
                    if (due) Refusal.refuse(Escrow_AlreadyRuled.selector, key);
                    _endDispute(key, _vaultFor(d.bounty, d.token), 0);
                }
                noted >>= 4;
            }
        }
    }

    /// @inheritdoc IBountyEscrow
    function free(Agreement calldata a, Group[] calldata path, uint128 amount, bytes calldata signature) external guarded {
        bytes32 id = EscrowHash.idOf(a);
        _sync(a, id);
        _requireLive(id, OBJECTED);
        (Scene memory w, Shown memory s) = _showLast(a, id, path);
        _requireConsent(s.payee, keccak256(abi.encode(EscrowHash.FREEING_TYPEHASH, s.key, amount)), signature);
        uint256 base = _baseOf(s);
        if (amount >= base) Refusal.refuse(Escrow_TooMuch.selector, s.key, uint128(base));
        uint256 committed = _committedOf(s);
        if (amount < committed) Refusal.refuse(Escrow_Committed.selector, s.key, uint128(committed));
        _note(s).freed = true;
        _caps[s.key] = amount;
        uint128 freed = uint128(base - amount);
        Shown memory owner = w.shown[s.from];
        _note(owner).committed -= freed;
        _splits[EscrowHash.splitKey(owner.key, s.split)].freed += freed;
        emit Freed(id, s.key, amount);
    }

    /// @inheritdoc IBountyEscrow
    function redirect(Agreement calldata a, Group[] calldata path, address to, bytes calldata signature) external guarded {
        bytes32 id = EscrowHash.idOf(a);
        _requireLive(id, RELEASED);
        (, Shown memory s) = _showLast(a, id, path);
        if (s.marks & PAID != 0) Refusal.refuse(Escrow_AlreadyPaid.selector, s.key);
        Node storage n = _note(s);
        if (msg.sender != s.payee) {
            if (n.redirected) Refusal.refuse(Escrow_AlreadyRedirected.selector, s.key);
            _requireConsent(s.payee, keccak256(abi.encode(EscrowHash.REDIRECTION_TYPEHASH, s.key, to)), signature);
        }
        n.redirected = true;
        _redirects[s.key] = to;
        emit Redirected(id, s.key, to);
    }
}
