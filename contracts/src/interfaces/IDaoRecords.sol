// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Decision} from "../types/Types.sol";
import {IDao} from "./IDao.sol";

/// @title Where decisions are decided that ballots do not decide at once (R5, R8): record, challenge window, execution
/// @notice One for all DAOs of a factory. No owner, no upgrade, no money. What it keeps is bound to the id of a decision, and the id to its DAO.
interface IDaoRecords {
    /// @notice What is known of a recorded decision.
    /// @param against,support,abstain Bits of the seats of the cited roster.
    /// @param start When it was recorded; seconds of chain time, as all times here.
    /// @param windowEnd The first second in which no ballot counts any more.
    /// @param executableFrom The first second in which it may be executed.
    /// @param passes The outcome when a ballot last counted.
    struct RecordView {
        uint64 against;
        uint64 support;
        uint64 abstain;
        uint32 rosterEpoch;
        uint32 rulesEpoch;
        uint40 start;
        uint40 windowEnd;
        uint40 executableFrom;
        bool passes;
    }

    error Records_AgendaTooLong(uint256 length);
    error Records_DuplicateOnAgenda(bytes32 decision);
    /// @dev The slot is recorded already, by this decision or by another one.
    error Records_AlreadyRecorded(bytes32 decision);
    /// @dev Its votes may come until closesAt, and what is there does not decide it.
    error Records_NotClosed(bytes32 decision);
    /// @dev Window and grace would end behind expiresAt.
    error Records_CannotFinish(bytes32 decision);
    /// @dev The rules have no challenge window, so nothing can be recorded.
    error Records_NoWindow(bytes32 decision);
    /// @dev closesAt lies more than one voting period away, where other credits are spent (R8).
    error Records_OtherPeriod(bytes32 decision);
    error Records_NotPassing(bytes32 decision);
    /// @dev It is decided: enact does it at once.
    error Records_EnactInstead(bytes32 decision);
    error Records_NotRecorded(bytes32 decision);
    error Records_WindowOver(bytes32 decision);
    /// @dev No ballot is missing, newer or revoked.
    error Records_NothingNew(bytes32 decision);
    error Records_TooEarly(bytes32 decision, uint256 executableFrom);
    /// @dev As counted it does not pass.
    error Records_Rejected(bytes32 decision);
    /// @dev The account is no DAO that reads decisions as they were hashed here.
    error Records_OtherDecision(bytes32 decision);

    /// @notice Records a passing tally and opens the window; in quadratic counting a decisive one is executed at once where there is no grace. Anyone may send it.
    /// @param others Ids of further decisions that the sheets answer too.
    /// @param sheets Packed ballot sheets, SPEC S2, by the seats of the roster that the decision cites.
    function record(IDao dao, Decision calldata decision, bytes32[] calldata others, bytes calldata sheets) external;

    /// @notice While the window is open: counts ballots that are missing or newer, and strikes those that were revoked. Anyone may send it.
    /// @dev A lower ballot is skipped. A changed outcome moves the end of the window to one window from now, at most two from the record.
    function challenge(IDao dao, Decision calldata decision, bytes32[] calldata others, bytes calldata sheets) external;

    /// @notice After window and grace: makes the calls if it passes as counted, weighed now. Anyone, or its executor, may send it.
    /// @param witness Nine EIP-712 words of the decision that it comes after (SPEC S2.6), or nothing.
    /// @dev A failing call reverts with the named error; the record stays executable until it expires.
    function execute(IDao dao, Decision calldata decision, bytes calldata witness) external;

    /// @notice Zeros when nothing is recorded under the id.
    function recordOf(bytes32 decision) external view returns (RecordView memory);
    /// @notice Credits that the member has reserved in a period (R8). The period of a decision is closesAt / votingPeriod.
    function reservedOf(IDao dao, uint32 rulesEpoch, uint256 period, address member) external view returns (uint256);
}
