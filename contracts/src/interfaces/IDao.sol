// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Call, Decision, Member, RosterDelta, Rules} from "../types/Types.sol";

/// @title A DAO: a roster, rules, a treasury, and decisions that the signed ballots of its members enact
/// @notice No owner, no upgrade, no delegatecall, no admin key. Rules are numbered as in SPEC.md.
interface IDao {
    /// @notice The DAO exists. Its roster and rules follow in this transaction as RosterChanged and RulesChanged of epoch 0.
    event Founded(bytes32 indexed genesisHash, string name);
    /// @notice A roster epoch began. `pointer` is the contract whose code is the roster.
    event RosterChanged(uint32 indexed rosterEpoch, address pointer, Member[] members);
    /// @notice A rules epoch began. `pointer` is the same roster, written again with the new rules.
    event RulesChanged(uint32 indexed rulesEpoch, address pointer, Rules rules);
    /// @notice The calls of a decision were made and its slot is spent.
    event DecisionEnacted(bytes32 indexed id);
    /// @notice A decision was recorded, or its record changed (R5). `book` is the whole state and every ballot that changed, see SPEC S5.
    event DecisionRecorded(bytes32 indexed id, bytes book);
    /// @notice A decision was not enacted and can still be, until it expires.
    /// @param reason The selector of the named error it would have reverted with alone.
    /// @param call The call that failed, for the reasons Dao_CodeChanged, Dao_Underfunded and Dao_CallFailed.
    /// @param returned The first bytes of what the failing target said.
    event DecisionFailed(bytes32 indexed id, bytes4 reason, uint256 call, bytes returned);
    /// @notice Who paid for the gas got this much of it back (R9).
    event GasRefunded(address indexed to, uint256 amount);
    /// @notice Ballots of `member` with a revision below `minRevision` no longer count (R4).
    event BallotsRevoked(address indexed member, uint64 minRevision);
    /// @notice `member` took its part of the treasury (R12). `full` says that it left.
    event Ragequit(address indexed member, address recipient, uint128 sharesBurned, bool full);
    /// @notice The DAO signs, or no longer signs, `hash` by ERC-1271 (R10).
    event HashApproval(bytes32 indexed hash, bool approved);
    event DaoUriChanged(string uri);

    error Dao_OnlyFactory();
    error Dao_AlreadyFounded();
    error Dao_OnlySelf();
    error Dao_OnlyRecords();
    error Dao_OnlyWhileEnacting();
    error Dao_Reentered();
    error Dao_BadNameLength(uint256 length);
    error Dao_NothingToEnact();
    error Dao_AgendaTooLong(uint256 length);
    error Dao_DuplicateOnAgenda(bytes32 decision);
    error Dao_NotMember(address account);
    error Dao_NotEnoughShares(uint256 asked, uint256 held);
    error Dao_NothingToBurn();
    /// @dev Of an exit that the member did not send itself: the income of who leaves would not be distributed before (R36).
    error Dao_GasTooLow();
    error Dao_RevisionNotHigher(uint64 minRevision);

    // Why a decision of an agenda is not enacted. A call of enact in which every decision fails reverts with the first of them.
    error Dao_AlreadySpent(bytes32 decision);
    /// @dev Its slot is recorded: what is counted there decides.
    error Dao_Recorded(bytes32 decision);
    error Dao_Expired(bytes32 decision);
    error Dao_WrongExecutor(bytes32 decision);
    error Dao_StaleRules(bytes32 decision);
    /// @dev Quadratic counting goes through records alone (R8).
    error Dao_NeedsRecord(bytes32 decision);
    error Dao_UnknownRoster(bytes32 decision);
    error Dao_RosterTooYoung(bytes32 decision);
    error Dao_RosterTooOld(bytes32 decision);
    error Dao_NotDecisive(bytes32 decision);
    error Dao_NotUnanimous(bytes32 decision);
    error Dao_AfterUnmet(bytes32 decision);
    /// @dev An earlier decision of the same agenda changed the roster or the rules that this one was counted by.
    error Dao_ChangedInBatch(bytes32 decision);
    /// @dev The code of the target is not the code the members saw.
    error Dao_CodeChanged(bytes32 decision, uint256 call, bytes returned);
    /// @dev The treasury does not hold the value; the decision waits for money.
    error Dao_Underfunded(bytes32 decision, uint256 call, bytes returned);
    /// @dev The target refused. `call` is 2^256 - 1 when the frame around several calls ran out of gas.
    error Dao_CallFailed(bytes32 decision, uint256 call, bytes returned);

    /// @notice Counts the sheets and makes the calls of every decision that passes at once (R1–R4, R6). Anyone may send it.
    /// @param decisions What to enact, in this order. One that fails is reported and blocks no other.
    /// @param others Ids of further decisions that the sheets answer too.
    /// @param sheets Packed ballot sheets, see SPEC S2.
    /// @dev Warning: a signed Yes can be used by anyone to enact. A relayer chooses the gas: a target that swallows the lack of gas inside itself
    /// can be made to half-work, so a decision that calls one should name its executor.
    /// From the records contract a decision comes without sheets: ballots, epochs and executor were looked at there (R5).
    function enact(Decision[] calldata decisions, bytes32[] calldata others, bytes calldata sheets) external;

    /// @notice Leaves, wholly or in part, with the fair part of each listed token, after the income of these tokens was distributed (R11, R12).
    /// @param shares What to burn. All of them is a full exit: the seat and its power go too. Zero is allowed for who owns none: it resigns.
    /// @param tokens In any order, each once (R33); address(0) is ETH. What is not listed stays with the others.
    /// @param recipient Who is paid; address(0) is the caller.
    function ragequit(uint128 shares, address[] calldata tokens, address recipient) external;

    /// @notice Takes back every ballot of the caller whose revision is below `minRevision` (R4). It only rises.
    function revokeBallots(uint64 minRevision) external;

    /// @notice By decision only: changes the roster by deltas on current balances (R7) and begins a roster epoch.
    function changeRoster(RosterDelta[] calldata deltas) external;

    /// @notice By decision only: begins a rules epoch.
    function setRules(Rules calldata newRules) external;

    /// @notice By decision only: the DAO signs `hash` (R10). It holds for this account only, since every account keeps its own list.
    function approveHash(bytes32 hash) external;

    /// @notice By decision only: the DAO no longer signs `hash`.
    function recallHash(bytes32 hash) external;

    /// @notice By decision only: replaces the metadata that daoURI gives.
    function updateDaoUri(string calldata uri) external;

    /// @notice The frame in which several calls stand or fall together. Only enact can call it.
    function callTogether(Call[] calldata calls) external;

    /// @notice By the records contract only: marks the slot as recorded and tells what was counted.
    /// @return before Bit 0: the slot was spent. Bit 128: it was recorded.
    function keepRecord(bytes32 id, uint256 slot, bytes calldata book) external returns (uint256 before);

    /// @notice Called once, by the factory, in the transaction that makes the clone.
    function initialise(bytes32 genesisHash_, string calldata name_, Member[] calldata members_, Rules calldata rules_) external;

    function genesisHash() external view returns (bytes32);
    function name() external view returns (string memory);
    /// @notice The id of a decision: its EIP-712 digest in the domain of this DAO.
    function decisionId(Decision calldata decision) external view returns (bytes32);
    function domainSeparator() external view returns (bytes32);
    /// @notice The epochs that count now, the roster's code, and the seats that left since it was written.
    function state() external view returns (uint32 rosterEpoch, uint32 rulesEpoch, address pointer, uint64 exited, bool anyBurned, bool anyRevoked);
    /// @notice The contract whose code is the roster of an epoch.
    function pointerOf(uint32 rosterEpoch) external view returns (address);
    /// @notice The roster of an epoch as it was written; `createdAt` in seconds.
    function roster(uint32 rosterEpoch) external view returns (uint40 createdAt, Member[] memory members_);
    /// @notice The present balances: seats that left have neither power nor shares. The order is the seat order of sheets.
    function presentRoster() external view returns (Member[] memory members_, uint256 totalPower, uint256 totalShares);
    /// @notice The rules of the present epoch.
    function rules() external view returns (uint32 rulesEpoch, Rules memory rules_);
    function pastRules(uint32 rulesEpoch) external view returns (Rules memory);
    /// @notice Whether a decision with this slot was enacted.
    function spent(uint256 slot) external view returns (bool);
    /// @notice Ballots of `member` below this revision do not count.
    function firstRevision(address member) external view returns (uint64);
    /// @notice ERC-1271: valid when an enacted decision approved the hash, whatever `signature` is (R10). For who counts ballots, DAOs of this factory
    /// and what belongs to them, also when `signature` holds ballots that would enact the approval at once, now.
    function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4);
    /// @notice Where income is to be paid (R11): whoever pays a contract may ask it, see IIncomeReceiver.
    function incomeInbox() external view returns (address);
    /// @notice ERC-4824.
    function daoURI() external view returns (string memory);
}
