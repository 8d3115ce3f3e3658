// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Where the live ballots of a DAO's members are read as its own signature in another DAO (R10)
/// @notice One for all DAOs of a factory. No owner, no upgrade, no storage, no money.
interface IDaoSignatures {
    /// @dev Shorter than its head and its other ids, or longer than its sheets; or answers that do not make the sheet that was asked about (R28).
    error Signatures_Malformed();
    /// @dev The decision to approve is expired, or cites epochs that it cannot cite (R1).
    error Signatures_Stale(bytes32 decision);
    /// @dev The ballots are not enough to enact the approval at once, by this error of IDao (R3, R8).
    error Signatures_Refused(bytes32 decision, bytes4 reason);

    /// @notice Whether the calling DAO signs `hash`: whether the decision that approves it could be enacted at once with these ballots, now.
    /// Asked by a DAO alone, of itself; what it answers binds nobody else.
    /// @param signature The approval and its sheets, packed, see SPEC S2.7; or several of them that make one ballot sheet, see R28.
    /// @dev Behind the arguments comes a word: who asked the DAO. Anyone but the contracts that count ballots, and the escrow of bounties, is answered
    /// 0xffffffff (G15).
    /// Reverts by name when the ballots do not say so, which whoever asked takes for a no.
    /// @return The magic value of ERC-1271.
    function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4);
}
