// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IMarketBonds} from "./interfaces/IMarketBonds.sol";

/// @title See IMarketBonds
contract MarketBonds is IMarketBonds {
    /// @dev One word.
    struct Bond {
        uint216 amount;
        uint40 leavesAt;
    }

    /// @inheritdoc IMarketBonds
    uint40 public constant NOTICE = 7 days;

    /// @inheritdoc IMarketBonds
    mapping(address account => Bond) public bondOf;

    /// @inheritdoc IMarketBonds
    function bond() external payable {
        Bond memory b = bondOf[msg.sender];
        if (msg.value == 0 && b.leavesAt == 0) revert Bonds_Nothing();
        if (msg.value > type(uint216).max - b.amount) revert Bonds_TooMuch();
        uint216 added = uint216(msg.value);
        bondOf[msg.sender] = Bond(b.amount + added, 0);
        emit Bonded(msg.sender, added, b.amount + added);
    }

    /// @inheritdoc IMarketBonds
    function unbond() external {
        Bond memory b = bondOf[msg.sender];
        if (b.amount == 0) revert Bonds_NotBonded(msg.sender);
        if (b.leavesAt != 0) revert Bonds_Leaving(b.leavesAt);
        uint40 leavesAt = uint40(block.timestamp) + NOTICE;
        bondOf[msg.sender] = Bond(b.amount, leavesAt);
        emit Unbonded(msg.sender, b.amount, leavesAt);
    }

    /// @inheritdoc IMarketBonds
    function withdraw(address recipient) external {
        Bond memory b = bondOf[msg.sender];
        if (b.leavesAt == 0) revert Bonds_NotLeaving(msg.sender);
        if (block.timestamp < b.leavesAt) revert Bonds_TooEarly(b.leavesAt);
        if (recipient == address(0)) recipient = msg.sender;
        // Forgotten before a byte of anybody else's code runs (C1): who calls back in has no bond.
        delete bondOf[msg.sender];
        emit Withdrawn(msg.sender, recipient, b.amount);
        bool ok;
        uint256 amount = b.amount;
        // Nothing of the answer is read: it could be long enough to cost the caller all its gas.
        assembly ("memory-safe") {
            ok := call(gas(), recipient, amount, 0x00, 0x00, 0x00, 0x00)
        }
        if (!ok) revert Bonds_TransferFailed(recipient);
    }
}
