// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice One case of the pure income rule, as scripts/writeIncomeCases.ts encodes it. Lists are by seat.
struct IncomeCase {
    string name;
    uint16 incomeBps;
    uint256 amount;
    uint128[] shares;
    uint128[] burned;
    uint256 toTreasury;
    uint256[] parts;
}
