// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Decision, Genesis} from "../types/Types.sol";
import {IDao} from "./IDao.sol";
import {IDaoFactory} from "./IDaoFactory.sol";

/// @notice A member that goes with a spin-off, and what it owns: other shares than these, and nothing happens.
struct Leaver {
    address account;
    uint128 shares;
}

/// @notice What a decision to spin off says, in its first call.
/// @param newDao Where the leavers' parts are paid. Its address commits to its whole genesis.
/// @param totalShares The most shares that the leavers' are a part of: who is given new ones meanwhile, takes nothing from them.
/// @param tokens In any order, each once (R33); address(0) is ETH. What is not listed stays.
/// @param leavers Sorted strictly by account.
struct SpinOffTerms {
    address newDao;
    uint256 totalShares;
    address[] tokens;
    Leaver[] leavers;
}

/// @notice A decision to spin off and what carries it out.
/// @param others Ids of further decisions that the sheets answer too.
/// @param sheets Packed ballot sheets (SPEC S2) by the seats of the present roster; a Yes of each leaver is among them.
/// @param recorded Whether it was recorded and is executed as counted there (R5); then the sheets only show what the leavers said.
/// @param witness Of a recorded decision that comes after another one.
/// @param factory Where the new DAO is founded, unless it is there already.
struct SpinOff {
    IDao dao;
    Decision decision;
    bytes32[] others;
    bytes sheets;
    bool recorded;
    bytes witness;
    IDaoFactory factory;
    Genesis genesis;
}

/// @title Some members of a DAO leave together into a new one, all of them or none
/// @notice Keeps nothing, owns nothing. Rules are numbered as in SPEC.md.
interface ISpinOffs {
    /// @notice The leavers gave up their seats, and their parts are in the new DAO.
    event SpunOff(address indexed dao, address indexed newDao, bytes32 indexed decision);

    error SpinOffs_Reentered();
    /// @dev Not in the middle of `spinOff`, or not this DAO's turn.
    error SpinOffs_NotDeparting(address caller);
    /// @dev Somebody else than this contract could enact it.
    error SpinOffs_NotReserved();
    /// @dev Its first call is not `depart`, or it did not come to it.
    error SpinOffs_NoTerms();
    /// @dev No leavers, or not sorted.
    error SpinOffs_BadLeavers(address account);
    /// @dev Its own Yes to this decision is not among the sheets, or was taken back, or the record counts it for something else.
    error SpinOffs_NoConsent(address leaver);
    /// @dev It owns other shares now, or has no seat any more.
    error SpinOffs_SharesChanged(address leaver);
    /// @dev New shares were given to others meanwhile.
    error SpinOffs_Diluted(uint256 totalShares);
    /// @dev The genesis is not that of the new DAO.
    error SpinOffs_WrongGenesis(address newDao);

    /// @notice Founds the new DAO where it is not there yet, enacts the decision, and has every leaver go with all of its shares: its fair part of each listed
    /// token is paid to the new DAO (R12). Anyone may send it. Reverts by the reason of what fails, and then nothing happened.
    function spinOff(SpinOff calldata s) external;

    /// @notice The first call of the decision: what its members agree to. It succeeds while this contract enacts that decision alone.
    function depart(SpinOffTerms calldata terms) external;
}
