// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IArbitrator} from "./interfaces/IArbitrator.sol";
import {IBountyEscrow} from "./interfaces/IBountyEscrow.sol";
import {TokenCalls} from "./libraries/TokenCalls.sol";
import {Dispute} from "./types/Bounties.sol";

/// @title A court of ERC-792 as the arbiter of an agreement (E8)
/// @notice An agreement names this contract as its arbiter. Whoever minds a contested objection brings it here and pays the court; the court's choice 1 to 5
/// gives the hunter nothing, a quarter, half, three quarters, all. Choice 0, "refused to arbitrate", leaves it to the default of the agreement. What the
/// escrow pays for the ruling is of who paid the court.
contract CourtAdapter {
    uint256 public constant CHOICES = 5;

    IBountyEscrow public immutable ESCROW;
    IArbitrator public immutable COURT;
    bytes public extraData;

    mapping(uint256 disputeId => bytes32) public nodeOf;
    mapping(bytes32 node => address) public payerOf;
    /// @notice What `account` may take, by token; address(0) is ETH.
    mapping(address token => mapping(address account => uint256)) public owed;
    /// @notice What a token did not move when the court ruled: it waits in the escrow, as a credit of this contract.
    mapping(bytes32 node => uint256) public lateOf;
    /// @dev By token, of all accounts.
    mapping(address token => uint256) private _owedInAll;

    /// @notice ERC-792.
    event Ruling(IArbitrator indexed arbitrator, uint256 indexed disputeId, uint256 ruling);
    event Brought(bytes32 indexed node, uint256 indexed disputeId, address payer);

    error Court_NotOurs(bytes32 node);
    error Court_AlreadyBrought(bytes32 node);
    error Court_WrongFee(uint256 cost);
    error Court_OnlyCourt();
    error Court_NothingOwed();
    error Court_RulingFailed(bytes32 node);
    error Court_TransferFailed();

    constructor(IBountyEscrow escrow, IArbitrator court, bytes memory extraData_) {
        (ESCROW, COURT, extraData) = (escrow, court, extraData_);
    }

    receive() external payable {}

    /// @notice Brings a contested objection before the court. Send what it costs.
    function bring(bytes32 node) external payable returns (uint256 disputeId) {
        Dispute memory d = ESCROW.disputeOf(node);
        if (d.arbiter != address(this) || d.contestedAt == 0 || !d.bonded) revert Court_NotOurs(node);
        if (payerOf[node] != address(0)) revert Court_AlreadyBrought(node);
        payerOf[node] = msg.sender;
        uint256 cost = COURT.arbitrationCost(extraData);
        if (msg.value != cost) revert Court_WrongFee(cost);
        disputeId = COURT.createDispute{value: cost}(CHOICES, extraData);
        nodeOf[disputeId] = node;
        emit Brought(node, disputeId, msg.sender);
    }

    /// @notice ERC-792: by the court alone.
    function rule(uint256 disputeId, uint256 ruling) external {
        if (msg.sender != address(COURT)) revert Court_OnlyCourt();
        emit Ruling(COURT, disputeId, ruling);
        if (ruling == 0 || ruling > CHOICES) return;
        bytes32 node = nodeOf[disputeId];
        Dispute memory d = ESCROW.disputeOf(node);
        (, uint256 before) = TokenCalls.balanceOf(d.token, address(this));
        // A dispute that ended meanwhile needs no ruling, and must not stand in the way of the court's own books.
        try ESCROW.rule(node, uint128(uint256(d.amount) * (ruling - 1) / (CHOICES - 1))) {
            (, uint256 afterwards) = TokenCalls.balanceOf(d.token, address(this));
            if (afterwards > before) _owe(node, d.token, afterwards - before);
            else lateOf[node] = d.amount / ESCROW.BOND_DIVISOR();
        } catch {
            // Only what can no longer be ruled is left alone. A court rules once: a call that ran short of gas must take its ruling with it.
            if (d.bonded && block.timestamp < d.contestedAt + ESCROW.RULING_PERIOD()) revert Court_RulingFailed(node);
        }
    }

    function _owe(bytes32 node, address token, uint256 amount) private {
        owed[token][payerOf[node]] += amount;
        _owedInAll[token] += amount;
    }

    /// @notice Counts in for who paid the court what came late, once `claim` of the escrow has brought it here. Anyone.
    function collect(bytes32 node) external {
        uint256 late = lateOf[node];
        address token = ESCROW.disputeOf(node).token;
        (, uint256 held) = TokenCalls.balanceOf(token, address(this));
        if (late == 0 || held < _owedInAll[token] + late) revert Court_NothingOwed();
        lateOf[node] = 0;
        _owe(node, token, late);
    }

    /// @notice Takes what the rulings that the caller paid for have brought in.
    function withdraw(address token) external {
        uint256 amount = owed[token][msg.sender];
        if (amount == 0) revert Court_NothingOwed();
        owed[token][msg.sender] = 0;
        _owedInAll[token] -= amount;
        if (!TokenCalls.send(token, msg.sender, amount, gasleft())) revert Court_TransferFailed();
    }
}
