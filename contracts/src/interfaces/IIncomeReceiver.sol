// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title A contract that earns, and has its income paid elsewhere
interface IIncomeReceiver {
    /// @notice Where income is to be paid. Whoever pays asks with a gas limit, and pays the contract itself where it gets no answer.
    function incomeInbox() external view returns (address);
}
