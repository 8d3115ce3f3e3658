// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title What a court of ERC-792 offers to whom it rules for
interface IArbitrator {
    function createDispute(uint256 choices, bytes calldata extraData) external payable returns (uint256 disputeId);
    function arbitrationCost(bytes calldata extraData) external view returns (uint256);
}
