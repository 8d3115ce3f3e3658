// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IBountyEscrow} from "./interfaces/IBountyEscrow.sol";
import {Consent} from "./libraries/Consent.sol";
import {EscrowHash} from "./libraries/EscrowHash.sol";
import {Splits} from "./Splits.sol";
import {Refusal} from "./libraries/Refusal.sol";
import {Agreement, Dispute, Group, Node} from "./types/Bounties.sol";

/// @title Objection, contest, ruling (E3, E6, E8)
abstract contract Disputes is Splits {
    /// @inheritdoc IBountyEscrow
    function object(Agreement calldata a, bytes32 reasonHash) external payable guarded {
        bytes32 id = EscrowHash.idOf(a);
        Node memory n = _requireLive(id, OBJECTED);
        if (n.status == OBJECTED) Refusal.refuse(Escrow_AlreadyObjected.selector, id);
        _requireStatus(id, n.status, DELIVERED, DELIVERED);
        uint256 end = uint256(n.deliveredAt) + a.reviewPeriod;
        if (block.timestamp >= end) Refusal.refuse(Escrow_TooLate.selector, end);
        if (!Consent.isOneOf(msg.sender, a.issuer)) Refusal.refuse(Escrow_NotYours.selector, a.issuer);
        (n.status, n.disputed) = (OBJECTED, true);
        _nodes[id] = n;
        _raise(a, id, id, a.hunter, a.amount, a, n.committed != 0, reasonHash);
    }

    /// @inheritdoc IBountyEscrow
    function objectLeaf(Agreement calldata a, Group[] calldata path, Agreement calldata sub, bytes32 reasonHash)
        external
        payable
        guarded
    {
        bytes32 id = EscrowHash.idOf(a);
        Node memory top = _sync(a, id);
        _requireStatus(id, top.status, RELEASED, RELEASED);
        uint256 end = uint256(top.releasedAt) + a.reviewPeriod;
        if (block.timestamp >= end) Refusal.refuse(Escrow_TooLate.selector, end);
        (Scene memory w, Shown memory s) = _showLast(a, id, path);
        address owner = w.shown[s.from].payee;
        if (!Consent.isOneOf(msg.sender, owner)) Refusal.refuse(Escrow_NotYours.selector, owner);
        if (s.marks & PAID != 0) Refusal.refuse(Escrow_AlreadyPaid.selector, s.key);
        if (s.marks & ACCEPTED != 0) Refusal.refuse(Escrow_AlreadyAccepted.selector, s.key);
        if (EscrowHash.idOf(sub) != s.bounty || sub.defaultSplit > 10_000) Refusal.refuse(Escrow_WrongSubAgreement.selector, s.key);
        Node storage n = _note(s);
        if (n.disputed) Refusal.refuse(Escrow_AlreadyObjected.selector, s.key);
        n.disputed = true;
        _raise(a, id, s.key, s.payee, s.amount, sub, n.committed != 0, reasonHash);
    }

    /// @dev A node with splits is before its arbiter at once: its hunter alone, by saying nothing, could give away what others have worked for (E4).
    function _raise(
        Agreement calldata a,
        bytes32 id,
        bytes32 node,
        address payee,
        uint256 amount,
        Agreement calldata about,
        bool contested,
        bytes32 reasonHash
    ) private {
        uint128 bond = uint128(amount / BOND_DIVISOR);
        _disputes[node] = Dispute({
            objector: msg.sender,
            contestBy: uint40(block.timestamp + a.reviewPeriod),
            contestedAt: contested ? uint40(block.timestamp) : 0,
            bonded: true,
            arbiter: about.arbiter,
            ruledAt: 0,
            payee: payee,
            token: a.token,
            bounty: id,
            amount: uint128(amount),
            hunterAmount: uint128(amount * about.defaultSplit / 10_000)
        });
        _money[id].held += bond;
        _take(a.token, _vaultFor(id, a.token), bond);
        emit Objected(id, node, msg.sender, about.arbiter, bond, reasonHash, contested);
    }

    /// @inheritdoc IBountyEscrow
    function contest(bytes32 node, bytes calldata signature) external guarded {
        Dispute storage d = _disputes[node];
        if (!d.bonded) Refusal.refuse(Escrow_NotObjected.selector, node);
        if (d.contestedAt != 0) Refusal.refuse(Escrow_AlreadyContested.selector, node);
        if (block.timestamp >= d.contestBy) Refusal.refuse(Escrow_TooLate.selector, d.contestBy);
        if (!Consent.isOneOf(msg.sender, d.payee)) {
            _requireConsent(d.payee, keccak256(abi.encode(EscrowHash.CONTEST_TYPEHASH, node)), signature);
        }
        d.contestedAt = uint40(block.timestamp);
        emit Contested(d.bounty, node);
    }

    /// @inheritdoc IBountyEscrow
    function rule(bytes32 node, uint128 hunterAmount) external guarded {
        Dispute storage d = _disputes[node];
        if (d.ruledAt != 0) Refusal.refuse(Escrow_AlreadyRuled.selector, node);
        if (!d.bonded) Refusal.refuse(Escrow_NotObjected.selector, node);
        if (msg.sender != d.arbiter) Refusal.refuse(Escrow_NotYours.selector, d.arbiter);
        if (d.contestedAt == 0) Refusal.refuse(Escrow_NotContested.selector, node);
        if (block.timestamp >= d.contestedAt + RULING_PERIOD) Refusal.refuse(Escrow_TooLate.selector, d.contestedAt + RULING_PERIOD);
        if (hunterAmount > d.amount) Refusal.refuse(Escrow_TooMuch.selector, node, d.amount);
        (d.ruledAt, d.hunterAmount, d.bonded) = (uint40(block.timestamp), hunterAmount, false);
        uint256 bond = d.amount / BOND_DIVISOR;
        _money[d.bounty].held -= uint128(bond);
        emit Ruled(d.bounty, node, hunterAmount);
        // Whatever it ruled: so the fee weighs on no side.
        _push(_vaultFor(d.bounty, d.token), msg.sender, bond);
    }
}
