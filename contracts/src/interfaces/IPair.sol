// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Call, Decision} from "../types/Types.sol";
import {IDao} from "./IDao.sol";

/// @notice A decision of one DAO and what enacts it.
/// @param others Ids of further decisions that the sheets answer too.
/// @param sheets Packed ballot sheets (SPEC S2); of a recorded decision the witness of what it comes after, or nothing.
/// @param recorded Whether it was recorded and is executed as counted there (R5).
struct Side {
    IDao dao;
    Decision decision;
    bytes32[] others;
    bytes sheets;
    bool recorded;
}

/// @title Two decisions of two DAOs, both or neither
/// @notice For partnerships (each gives the other power), their end, and mergers. Keeps nothing, owns nothing. Rules are numbered as in SPEC.md.
interface IPair {
    /// @notice Both decisions were enacted, in this order.
    event EnactedTogether(bytes32 indexed terms, address indexed first, address indexed second);

    error Pair_Reentered();
    /// @dev Not in the middle of `enactBoth`, not this DAO's turn, or not about these terms.
    error Pair_NotMeeting(address caller);
    /// @dev `first` must be the smaller address.
    error Pair_WrongOrder();
    /// @dev Somebody else than this contract could enact it.
    error Pair_NotReserved(address dao);
    /// @dev Its first call is not `meet` with the terms that the calls of both make.
    error Pair_WrongTerms(address dao, bytes32 terms);
    /// @dev It was not enacted.
    error Pair_NotEnacted(address dao);
    /// @dev Somebody joined, left, or has other power or shares than those who decided saw.
    error Pair_RosterChanged(address dao);

    /// @notice Enacts both decisions, or reverts by the reason of the one that fails. Anyone may send it.
    /// @param first Of the DAO with the smaller address.
    function enactBoth(Side calldata first, Side calldata second) external;

    /// @notice The first call of each of the decisions. It binds what the other DAO does, and succeeds while this contract enacts both alone.
    function meet(bytes32 terms) external;

    /// @notice Succeeds while the present roster of the DAO is this one (R19.4): for decisions whose effects were worked out from it, such as those of a merger.
    /// @param rosterHash keccak256 of the ABI-encoded members as `presentRoster` gives them.
    function expectRoster(IDao dao, bytes32 rosterHash) external view;

    /// @notice What two decisions bind each other to: both DAOs, and all that each calls behind `meet`.
    function termsOf(address first, Call[] calldata firstCalls, address second, Call[] calldata secondCalls) external pure returns (bytes32);
}
