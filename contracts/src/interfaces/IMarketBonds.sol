// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Refundable bonds of accounts that post to the market without a DAO
/// @notice One contract for all; no owner, no upgrade, nothing that is lost by it. How much a post should stand on the nodes of the market ask; here any
/// amount is a bond. Rules are numbered as in SPEC.md.
interface IMarketBonds {
    /// @notice An account has locked `added`, and `amount` in all. A notice that it had given is taken back.
    event Bonded(address indexed account, uint216 added, uint216 amount);
    /// @notice An account leaves: from now on its bond counts for nothing, and from `leavesAt` on it can be withdrawn.
    event Unbonded(address indexed account, uint216 amount, uint40 leavesAt);
    /// @notice All that an account had locked is out.
    event Withdrawn(address indexed account, address recipient, uint216 amount);

    /// @dev Nothing came, and no notice was there to be taken back.
    error Bonds_Nothing();
    /// @dev More than 216 bits in all.
    error Bonds_TooMuch();
    error Bonds_NotBonded(address account);
    /// @dev The notice was given before.
    error Bonds_Leaving(uint256 leavesAt);
    /// @dev `withdraw` comes after `unbond`.
    error Bonds_NotLeaving(address account);
    error Bonds_TooEarly(uint256 leavesAt);
    error Bonds_TransferFailed(address recipient);

    /// @notice Seconds between `unbond` and the first second of `withdraw`: 7 days.
    function NOTICE() external view returns (uint40);

    /// @notice Locks what comes with it, for the caller, beside what is there. Takes a notice back; then nothing need come.
    function bond() external payable;

    /// @notice Gives notice for all of it.
    function unbond() external;

    /// @notice Takes all of it out once the notice is over. Only the account itself can, and only it says where to.
    /// @param recipient Who is paid; 0 for the caller. What it refuses stays here.
    function withdraw(address recipient) external;

    /// @notice What an account has locked, and from when on it may take it out; 0 where it gave no notice.
    function bondOf(address account) external view returns (uint216 amount, uint40 leavesAt);
}
