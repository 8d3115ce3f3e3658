// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDao} from "./interfaces/IDao.sol";
import {RosterBlob} from "./libraries/RosterBlob.sol";
import {RulesWord} from "./libraries/RulesWord.sol";
import {Head} from "./types/Head.sol";

/// @title What a DAO keeps, and who may change it
/// @dev Storage may only be appended to in the source. Records (R5) and credits (R8) lie in DaoRecords.
abstract contract DaoStorage is IDao {
    /// @dev Values of the transient guard.
    uint256 internal constant ENTERED = 1;
    uint256 internal constant RUNNING_CALLS = 2;

    /// @dev Counts what is not decided at once, for every clone of this implementation. Nobody else may record, or have enacted what it counted.
    address internal immutable RECORDS;

    /// @dev Reads what members signed and no decision approved yet, for every clone of this implementation.
    address internal immutable SIGNATURES;

    Head internal _head;
    bytes32 public genesisHash;
    string public name;
    string internal _uri;
    /// @dev Of past epochs alone: the present roster is where the head points, and the present rules lie in it. So founding writes neither.
    mapping(uint256 rosterEpoch => address) internal _pointers;
    mapping(uint256 rulesEpoch => RulesWord) internal _rules;
    /// @dev 128 slots a word: the low half says spent, the high half recorded.
    mapping(uint256 word => uint256) internal _spent;
    mapping(uint256 rosterEpoch => mapping(uint256 seat => uint256)) internal _burned;
    mapping(uint256 rosterEpoch => uint256) internal _burnedTotal;
    mapping(address member => uint256) internal _minRevisions;
    mapping(bytes32 hash => bool) internal _approvedHashes;

    uint256 internal transient _guard;
    /// @dev Of R9, not zero: this transaction has been refunded what it pays beside its calls.
    uint256 internal transient _countedBase;

    function _pointerOf(uint256 rosterEpoch) internal view returns (address) {
        Head head = _head;
        return rosterEpoch == head.epoch() ? head.pointer() : _pointers[rosterEpoch];
    }

    /// @dev The head, and the roster with its rules as they stand now.
    function _present() internal view returns (Head head, bytes memory blob) {
        head = _head;
        blob = RosterBlob.readSized(head.pointer(), head.seats());
    }

    modifier guarded() {
        if (_guard != 0) revert Dao_Reentered();
        _guard = ENTERED;
        _;
        _guard = 0;
    }

    modifier onlySelf() {
        if (msg.sender != address(this)) revert Dao_OnlySelf();
        _;
    }
}
