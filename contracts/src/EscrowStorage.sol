// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Refusal} from "./libraries/Refusal.sol";
import {LibClone} from "solady/utils/LibClone.sol";
import {EscrowVault} from "./EscrowVault.sol";
import {IBountyEscrow} from "./interfaces/IBountyEscrow.sol";
import {Consent} from "./libraries/Consent.sol";
import {EscrowHash} from "./libraries/EscrowHash.sol";
import {Agreement, Dispute, Node} from "./types/Bounties.sol";

/// @title What the escrow keeps, and who may do what
abstract contract EscrowStorage is IBountyEscrow {
    uint256 public constant MIN_REVIEW_PERIOD = 1 days;
    /// @dev A court with appeals takes weeks.
    uint256 public constant RULING_PERIOD = 60 days;
    uint256 public constant BOND_DIVISOR = 50;
    /// @dev Every split before one is read when a leaf of it is paid.
    uint256 internal constant MAX_SPLITS = 32;

    uint8 internal constant CANCELLED = 1;
    uint8 internal constant FUNDED = 2;
    uint8 internal constant DELIVERED = 3;
    uint8 internal constant OBJECTED = 4;
    uint8 internal constant RELEASED = 5;

    /// @dev Marks of a leaf.
    uint256 internal constant PAID = 1;
    uint256 internal constant ACCEPTED = 2;
    uint256 internal constant NOTED = 4;

    struct Money {
        uint128 held;
        uint128 released;
    }

    struct AddedSplit {
        bytes32 root;
        uint128 sum;
        uint128 freed;
    }

    address internal immutable VAULT = address(new EscrowVault());

    mapping(bytes32 node => Node) internal _nodes;
    /// @dev No bounty ever pays more than was paid in for it: every payment is taken from `held`, which cannot fall below zero.
    mapping(bytes32 id => Money) internal _money;
    mapping(bytes32 splitKey => AddedSplit) internal _splits;
    mapping(bytes32 blockKey => uint256) internal _marks;
    mapping(bytes32 node => Dispute) internal _disputes;
    mapping(bytes32 node => uint128) internal _caps;
    mapping(bytes32 node => address) internal _redirects;
    mapping(address vault => mapping(address account => uint256)) public creditOf;

    bool private transient _entered;

    modifier guarded() {
        if (_entered) Refusal.refuse(Escrow_Reentered.selector);
        _entered = true;
        _;
        _entered = false;
    }

    function _vaultFor(bytes32 id, address token) internal view returns (address) {
        if (token == address(0)) return token;
        return LibClone.predictDeterministicAddress(VAULT, abi.encodePacked(token), id, address(this));
    }

    /// @dev The account calls, or it signed.
    function _requireConsent(address account, bytes32 structHash, bytes calldata signature) internal view {
        if (msg.sender == account) return;
        if (signature.length == 0) Refusal.refuse(Escrow_NotYours.selector, account);
        if (!Consent.isSigned(account, EscrowHash.digest(structHash), signature)) Refusal.refuse(Escrow_BadSignature.selector, account);
    }

    /// @dev The bounty must be funded and, where it says so, not released.
    function _requireLive(bytes32 id, uint8 last) internal view returns (Node memory n) {
        n = _nodes[id];
        _requireStatus(id, n.status, FUNDED, last);
    }

    function _requireStatus(bytes32 id, uint8 status, uint8 first, uint8 last) internal pure {
        if (status < first || status > last) Refusal.refuse(Escrow_WrongStatus.selector, id, status);
    }

    /// @inheritdoc IBountyEscrow
    function domainSeparator() external view returns (bytes32) {
        return EscrowHash.domain();
    }

    /// @inheritdoc IBountyEscrow
    function idOf(Agreement calldata a) external view returns (bytes32) {
        return EscrowHash.idOf(a);
    }

    /// @inheritdoc IBountyEscrow
    function vaultOf(Agreement calldata a) external view returns (address) {
        return _vaultFor(EscrowHash.idOf(a), a.token);
    }

    /// @inheritdoc IBountyEscrow
    function nodeOf(bytes32 node) external view returns (Node memory) {
        return _nodes[node];
    }

    /// @inheritdoc IBountyEscrow
    function moneyOf(bytes32 id) external view returns (uint128 held, uint128 released) {
        return (_money[id].held, _money[id].released);
    }

    /// @inheritdoc IBountyEscrow
    function splitOf(bytes32 node, uint8 number) external view returns (bytes32 root, uint128 sum, uint128 freed) {
        AddedSplit storage s = _splits[EscrowHash.splitKey(node, number)];
        return (s.root, s.sum, s.freed);
    }

    /// @inheritdoc IBountyEscrow
    function marksAt(bytes32 key) external view returns (uint256) {
        return _marks[key];
    }

    /// @inheritdoc IBountyEscrow
    function disputeOf(bytes32 node) external view returns (Dispute memory) {
        return _disputes[node];
    }

}
