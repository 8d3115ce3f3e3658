// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Funding, Project, Round} from "../types/Rounds.sol";

/// @title Public-goods rounds of confederations: members contribute, a pool matches by liberal radicalism
/// @notice One contract for all; no owner, no upgrade. A round is known by its hash, and whoever acts shows it. Rules are numbered as in SPEC.md.
interface IMatchingRound {
    /// @notice A round is open. `seats`: bit i, seat i of the roster at `roster` has a root.
    event Opened(bytes32 indexed id, address indexed confederation, Round round, Project[] projects, address roster, uint64 seats);
    /// @notice The pool has grown. `number` names this for its refund.
    event Funded(bytes32 indexed id, address indexed funder, uint256 number, uint112 from, uint112 amount);
    /// @notice `account` gave to a project for a seat of the confederation.
    event Contributed(bytes32 indexed id, address indexed account, uint8 seat, uint8 project, uint112 amount);
    /// @notice The confederation ends the round before its contributions do; everybody is refunded.
    event CalledOff(bytes32 indexed id);
    /// @notice What is paid from here on is what it is. `ideal`: Σ of what the projects deserve; `left`: of the pool, to be refunded.
    event Finalised(bytes32 indexed id, uint128 ideal, uint112 pool, uint112 left);
    /// @notice A project was paid what was contributed to it and what that is matched with.
    event Paid(bytes32 indexed id, uint8 project, address payee, uint112 contributed, uint112 matched);
    /// @notice What was left of a funding of the pool went back, or all of it.
    event PoolRefunded(bytes32 indexed id, uint256 number, address funder, uint112 amount);
    /// @notice The contributions of an account to a round that came to nothing went back.
    event ContributionRefunded(bytes32 indexed id, address account, uint112 amount);
    /// @notice A push did not arrive; it waits. `vault` is 0 for ETH.
    event Credited(address indexed vault, address indexed account, uint256 amount);
    event Claimed(address indexed vault, address indexed account, address recipient, uint256 amount);

    error Round_Reentered();
    /// @dev Only `account` may, or a member of it where it is a DAO.
    error Round_NotYours(address account);
    error Round_WrongStatus(bytes32 id, uint256 status);
    /// @dev `field`: 1 token, 2 closesAt, 3 finaliseBy, 4 minimum, 5 capBps, 6 projectsHash, 7 how many projects, 8 a payee, 9 roster.
    error Round_BadRound(uint256 field);
    error Round_NoSuchSeat(uint256 seat);
    error Round_NoSuchProject(uint256 project);
    error Round_TooLate(uint256 end);
    error Round_TooEarly(uint256 start);
    error Round_BelowMinimum(uint256 minimum);
    /// @dev More than 112 bits in all.
    error Round_TooMuch();
    error Round_WrongPayment(uint256 expected, uint256 arrived);
    error Round_WrongProjects();
    error Round_AlreadyPaid(uint256 project);
    error Round_NothingToRefund(bytes32 id, address account);
    error Round_NoSuchFunding(uint256 number);
    error Round_NothingToClaim(address vault, address account);
    error Round_TransferFailed(address vault);
    error Round_GasTooLow();

    /// @notice Opens a round for the members that the confederation has now. By its own call, so for a DAO by decision.
    function open(Round calldata r, Project[] calldata projects) external returns (bytes32 id);

    /// @notice Gives to the pool. Anyone, while contributions count.
    function fund(Round calldata r, uint112 amount) external payable returns (uint256 number);

    /// @notice Contributes to a project for a seat. By the account of the seat, or by a member of the DAO that has it. What a seat gives to one project
    /// has one root, whoever gave it.
    /// @param seat Seat in the roster of the confederation when the round was opened.
    /// @param place The caller's seat in the present roster of the DAO that has the seat; 255 for that account itself.
    function contribute(Round calldata r, uint8 seat, uint8 place, uint8 project, uint112 amount) external payable;

    /// @notice Ends the round before its contributions do. By the confederation alone.
    function callOff(Round calldata r) external;

    /// @notice Counts, once, after the contributions and until finaliseBy. Anyone.
    function finalise(Round calldata r) external;

    /// @notice Pays the projects whose bits are set, their contributions with their matches. Anyone.
    /// @param projects The whole list, as it was opened with.
    function payout(Round calldata r, Project[] calldata projects, uint256 which) external;

    /// @notice Pays back what was contributed by an account to a round that was called off or not finalised in time. Anyone.
    function refund(Round calldata r, address account) external;

    /// @notice Pays back what a funding of the pool has a right to: its part of what was left, or all where the round came to nothing. Anyone.
    function refundPool(Round calldata r, uint256[] calldata numbers) external;

    /// @notice Takes what could not be pushed. Anyone for the account itself, the account also to somewhere else.
    /// @param vault 0 for ETH.
    /// @param recipient 0 for the account.
    function claim(address vault, address account, address recipient) external;

    function idOf(Round calldata r) external pure returns (bytes32);
    /// @notice Where the tokens of a round lie; 0 for ETH, which lies here.
    function vaultOf(Round calldata r) external view returns (address);
    /// @return status 0 unknown, 1 open, 2 finalised, 3 called off.
    function roundOf(bytes32 id)
        external
        view
        returns (uint8 status, address roster, uint64 seats, uint8 projects, uint112 pool, uint112 left, uint128 ideal, uint256 fundings);
    /// @notice What a project has, and Σ of the roots in units of 2^-72.
    function projectOf(bytes32 id, uint256 project) external view returns (uint256 roots, uint112 contributed, bool paid);
    /// @notice What a seat has given to a project.
    function givenBy(bytes32 id, uint256 project, uint256 seat) external view returns (uint112);
    /// @notice What an account has given to a round.
    function contributedBy(bytes32 id, address account) external view returns (uint112);
    function fundingOf(bytes32 id, uint256 number) external view returns (Funding memory);
    /// @notice What each project would be matched with if contributions ended now, or is.
    function matchesOf(Round calldata r) external view returns (uint256[] memory);
    function creditOf(address vault, address account) external view returns (uint256);
}
