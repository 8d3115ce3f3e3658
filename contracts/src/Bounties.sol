// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Pyramid} from "./Pyramid.sol";
import {IBountyEscrow} from "./interfaces/IBountyEscrow.sol";
import {Consent} from "./libraries/Consent.sol";
import {EscrowHash} from "./libraries/EscrowHash.sol";
import {Refusal} from "./libraries/Refusal.sol";
import {Agreement, Dispute, Node} from "./types/Bounties.sol";

/// @title The life of a funded bounty, from its funding to its release (E2, E4, E6, E7)
abstract contract Bounties is Pyramid {
    /// @inheritdoc IBountyEscrow
    function fund(Agreement calldata a, bytes calldata hunterSignature) external payable guarded returns (bytes32 id) {
        id = EscrowHash.idOf(a);
        if (msg.sender != a.issuer) Refusal.refuse(Escrow_NotYours.selector, a.issuer);
        // Who hires itself could make a record of work out of nothing but gas (G9).
        if (a.hunter == address(0) || a.hunter == a.issuer) Refusal.refuse(Escrow_BadAgreement.selector, 1);
        if (a.amount == 0) Refusal.refuse(Escrow_BadAgreement.selector, 3);
        if (block.timestamp > a.deliverBy) Refusal.refuse(Escrow_BadAgreement.selector, 5);
        if (a.reviewPeriod < MIN_REVIEW_PERIOD) Refusal.refuse(Escrow_BadAgreement.selector, 6);
        if (a.defaultSplit > 10_000) Refusal.refuse(Escrow_BadAgreement.selector, 9);
        // Read by nobody here, but by an objection later: what is no address would refuse it for ever.
        a.reviewer;
        a.arbiter;
        if (block.timestamp > a.validUntil) Refusal.refuse(Escrow_BadAgreement.selector, 11);
        uint8 status = _nodes[id].status;
        if (status != 0) Refusal.refuse(Escrow_WrongStatus.selector, id, status);
        if (!Consent.isSigned(a.hunter, id, hunterSignature)) Refusal.refuse(Escrow_BadSignature.selector, a.hunter);
        _nodes[id].status = FUNDED;
        _money[id].held = a.amount;
        _take(a.token, _makeVault(id, a.token), a.amount);
        _tellFunded(id, a);
    }

    /// @dev The event Funded. Word for word what was hashed, which is shorter than taking it apart.
    function _tellFunded(bytes32 id, Agreement calldata a) private {
        (bytes32 topic, address issuer, address hunter) = (Funded.selector, a.issuer, a.hunter);
        assembly ("memory-safe") {
            let m := mload(0x40)
            calldatacopy(m, a, 0x1a0)
            log4(m, 0x1a0, topic, id, issuer, hunter)
        }
    }

    /// @inheritdoc IBountyEscrow
    function cancel(Agreement calldata a) external guarded {
        bytes32 id = EscrowHash.idOf(a);
        if (msg.sender != a.issuer && msg.sender != a.hunter) Refusal.refuse(Escrow_NotYours.selector, a.hunter);
        uint8 status = _nodes[id].status;
        if (status != 0) Refusal.refuse(Escrow_WrongStatus.selector, id, status);
        _nodes[id].status = CANCELLED;
        emit Cancelled(id, msg.sender);
    }

    /// @inheritdoc IBountyEscrow
    function deliver(Agreement calldata a, bytes32 contentHash, bytes calldata signature) external guarded {
        bytes32 id = EscrowHash.idOf(a);
        _requireConsent(a.hunter, keccak256(abi.encode(EscrowHash.DELIVERY_TYPEHASH, id, contentHash)), signature);
        Node memory n = _requireLive(id, FUNDED);
        if (block.timestamp > a.deliverBy) Refusal.refuse(Escrow_TooLate.selector, a.deliverBy);
        (n.status, n.deliveredAt) = (DELIVERED, uint40(block.timestamp));
        _nodes[id] = n;
        emit Delivered(id, contentHash);
    }

    /// @inheritdoc IBountyEscrow
    function accept(Agreement calldata a, bytes calldata signature) external guarded {
        bytes32 id = EscrowHash.idOf(a);
        Node memory n = _sync(a, id);
        _requireStatus(id, n.status, FUNDED, OBJECTED);
        // Once somebody objected for the issuer, only the issuer itself can take it back.
        if (n.status == OBJECTED || msg.sender != a.reviewer) {
            _requireConsent(a.issuer, keccak256(abi.encode(EscrowHash.RELEASE_TYPEHASH, id)), signature);
        }
        emit Accepted(id);
        _release(a, id, n, a.amount, block.timestamp);
    }

    /// @inheritdoc IBountyEscrow
    function release(Agreement calldata a) external guarded {
        bytes32 id = EscrowHash.idOf(a);
        uint8 before = _nodes[id].status;
        _requireStatus(id, before, DELIVERED, OBJECTED);
        if (_sync(a, id).status != RELEASED) Refusal.refuse(Escrow_NotFinal.selector, id);
    }

    /// @inheritdoc IBountyEscrow
    function refund(Agreement calldata a) external guarded {
        bytes32 id = EscrowHash.idOf(a);
        Node memory n = _requireLive(id, FUNDED);
        if (block.timestamp <= a.deliverBy) Refusal.refuse(Escrow_TooEarly.selector, uint256(a.deliverBy) + 1);
        _release(a, id, n, 0, block.timestamp);
    }

    /// @inheritdoc IBountyEscrow
    function settle(
        Agreement calldata a,
        uint128 hunterAmount,
        uint40 validUntil,
        bytes calldata hunterSignature,
        bytes calldata issuerSignature
    ) external guarded {
        bytes32 id = EscrowHash.idOf(a);
        Node memory n = _sync(a, id);
        _requireStatus(id, n.status, FUNDED, OBJECTED);
        if (block.timestamp > validUntil) Refusal.refuse(Escrow_SignatureExpired.selector);
        if (hunterAmount > a.amount) Refusal.refuse(Escrow_TooMuch.selector, id, a.amount);
        if (hunterAmount < n.committed) Refusal.refuse(Escrow_Committed.selector, id, n.committed);
        bytes32 structHash = keccak256(abi.encode(EscrowHash.SETTLEMENT_TYPEHASH, id, hunterAmount, validUntil));
        _requireConsent(a.hunter, structHash, hunterSignature);
        if (hunterAmount != 0) _requireConsent(a.issuer, structHash, issuerSignature);
        _release(a, id, n, hunterAmount, block.timestamp);
    }

    /// @dev Does what time or a ruling has made due. The windows of all levels begin when it became due, whoever comes when.
    function _sync(Agreement calldata a, bytes32 id) internal returns (Node memory n) {
        n = _nodes[id];
        if (n.status == DELIVERED) {
            uint256 end = uint256(n.deliveredAt) + a.reviewPeriod;
            if (block.timestamp >= end) _release(a, id, n, a.amount, end);
        } else if (n.status == OBJECTED) {
            (bool due, uint256 part, uint256 at) = _verdict(_disputes[id]);
            if (due) _release(a, id, n, part, at);
        }
    }

    /// @return due Whether the objection is settled: by the arbiter, by its silence, or because nobody contested it.
    /// @return part What the hunter's side gets of the amount objected to.
    /// @return at Since when.
    function _verdict(Dispute storage d) internal view returns (bool due, uint256 part, uint256 at) {
        if (d.ruledAt != 0) return (true, d.hunterAmount, d.ruledAt);
        bool contested = d.contestedAt != 0;
        at = contested ? d.contestedAt + RULING_PERIOD : d.contestBy;
        return (block.timestamp >= at, contested ? d.hunterAmount : 0, at);
    }

    /// @dev From here on splits are what they are. The issuer gets the rest, the hunter its margin, and nothing else is ever paid for them.
    function _release(Agreement calldata a, bytes32 id, Node memory n, uint256 part, uint256 at) internal {
        (n.status, n.releasedAt, n.freed) = (RELEASED, uint40(at), part < a.amount);
        _nodes[id] = n;
        uint256 margin = part > n.committed ? part - n.committed : 0;
        uint256 rest = a.amount - part;
        emit Released(id, uint128(part), uint128(margin), uint40(at));
        address vault = _vaultFor(id, a.token);
        if (n.committed == 0 && !n.disputed) {
            delete _money[id];
        } else {
            _money[id].released = uint128(part);
            _money[id].held -= uint128(rest + margin);
            if (n.disputed) margin = _endDispute(id, vault, margin);
        }
        if (rest != 0) emit Refunded(id, a.issuer, uint128(rest));
        _push(vault, a.issuer, rest);
        _pushIncome(vault, a.hunter, margin);
    }

    /// @dev Where the bond goes that is still here, and who makes whom good. A dispute ends with what it was about.
    /// @param margin Of whom was objected to.
    /// @return left Of the margin.
    function _endDispute(bytes32 node, address vault, uint256 margin) internal returns (uint256 left) {
        Dispute storage d = _disputes[node];
        uint256 bond = d.amount / BOND_DIVISOR;
        bool lost = uint256(d.hunterAmount) * 2 >= d.amount;
        left = margin;
        if (d.bonded) {
            d.bonded = false;
            _money[d.bounty].held -= uint128(bond);
            // Contested, and the arbiter stayed silent.
            lost = lost && d.contestedAt != 0 && block.timestamp >= d.contestedAt + RULING_PERIOD;
            _push(vault, lost ? d.payee : d.objector, bond);
        } else if (!lost) {
            // The arbiter has the bond; who lost makes the objector good, as far as its own part goes.
            if (bond > margin) bond = margin;
            left = margin - bond;
            _push(vault, d.objector, bond);
        }
    }
}
