// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice A round of public-goods funding. Its id is the hash of this.
/// @param confederation Who opens it by its own call, and whose seats have one root each for every project.
/// @param token 0 is ETH.
/// @param closesAt Until and in this second the pool is funded and contributions count.
/// @param finaliseBy Until and in this second the round is finalised, by anyone; else everybody is refunded.
/// @param minimum The least that counts as a contribution.
/// @param capBps The largest part of the pool that one project is matched with, in basis points.
/// @param projectsHash keccak256 of the encoded list of projects.
/// @param contentHash What the round is about.
struct Round {
    address confederation;
    address token;
    uint40 closesAt;
    uint40 finaliseBy;
    uint112 minimum;
    uint16 capBps;
    bytes32 projectsHash;
    bytes32 contentHash;
    uint256 nonce;
}

/// @notice What a round pays: its contributions and its match go to `payee`.
struct Project {
    address payee;
    bytes32 contentHash;
}

/// @notice Who gave how much to the pool, which it holds from `from` on: so refunds of what is left add up to the last unit.
struct Funding {
    address funder;
    uint112 from;
    uint112 amount;
}
