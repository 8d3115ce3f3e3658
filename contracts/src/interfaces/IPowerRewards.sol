// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Agreement} from "../types/Bounties.sol";

/// @title What a decision that promises power for a bounty calls first
/// @notice The members of a DAO sign, before the work is done, that the hunter of a bounty gets power. The decision calls `redeem`, and then changes the roster.
/// Holds no money and has no power of its own. Rules are numbered as in SPEC.md.
interface IPowerRewards {
    /// @notice The power that `dao` promised for a bounty is given in this transaction, unless that reverts.
    /// @param held The power that the hunter had in the DAO before.
    event Redeemed(address indexed dao, bytes32 indexed bounty, address indexed hunter, uint64 held);

    /// @dev Another account issued the bounty.
    error Rewards_NotIssuer(address caller);
    /// @dev It is not released (`status` as the escrow keeps it), or less than all of it was.
    error Rewards_NotPaid(bytes32 bounty, uint8 status);
    /// @dev Once for each bounty.
    error Rewards_AlreadyGiven(bytes32 bounty);
    /// @dev What the decision would set was worked out from another power: it could take some away, or give too much.
    error Rewards_PowerChanged(address hunter, uint64 held);

    /// @notice Marks the promise as given, once: by the issuer of a bounty that was released whole, whose hunter has just `held` power in it now.
    function redeem(Agreement calldata a, uint64 held) external;

    /// @notice Whether the power for a bounty was given.
    function isGiven(bytes32 bounty) external view returns (bool);
}
