// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Refunds} from "./Refunds.sol";
import {IDao} from "./interfaces/IDao.sol";
import {AfterWitness} from "./libraries/AfterWitness.sol";
import {CallRunner} from "./libraries/CallRunner.sol";
import {DecisionHash} from "./libraries/DecisionHash.sol";
import {Frame} from "./libraries/Frame.sol";
import {RosterBlob} from "./libraries/RosterBlob.sol";
import {RulesWord} from "./libraries/RulesWord.sol";
import {SheetReader} from "./libraries/SheetReader.sol";
import {Tally} from "./libraries/Tally.sol";
import {Head} from "./types/Head.sol";
import {Call, Decision} from "./types/Types.sol";

/// @title Counts ballots and makes the calls of what passes (R1–R4, R6)
abstract contract Enactment is Refunds {
    uint256 private constant SPENT = 1;
    uint256 private constant RECORDED = 1 << 128;

    /// @dev What one call of enact has read.
    struct Session {
        Head head;
        bytes32 domain;
        bytes blob;
        bytes32[] ids;
        uint256[] masks;
        uint256 witnessesAt;
    }

    /// @inheritdoc IDao
    function enact(Decision[] calldata decisions, bytes32[] calldata others, bytes calldata sheets) external guarded {
        Frame.reserve();
        Head head = _head;
        bytes memory blob = RosterBlob.readSized(head.pointer(), head.seats());
        bytes32 domain = DecisionHash.openFrame();
        bytes32[] memory ids = _agenda(decisions, others);
        (uint256[] memory masks, uint256 witnessesAt) = SheetReader.read(sheets, ids, blob, head.anyRevoked(), _minRevisions);
        if (witnessesAt != sheets.length) AfterWitness.checkSize(sheets, witnessesAt);
        _enactAll(Session(head, domain, blob, ids, masks, witnessesAt), decisions, sheets);
    }

    function _enactAll(Session memory s, Decision[] calldata decisions, bytes calldata sheets) private {
        uint256 enacted;
        bytes memory firstError;
        uint256 n = decisions.length;
        for (uint256 i; i < n;) {
            _takeUp(decisions, i);
            uint256 key = _spentKey();
            bytes4 reason;
            uint256 word;
            assembly ("memory-safe") {
                word := sload(key)
            }
            if (!_isPlainlyPassed(s, word, i)) reason = _refusal(s, decisions, i, sheets);
            bytes memory failure;
            if (reason == 0) (reason, failure) = _execute(_decisionAt(decisions, i), key, word);
            bytes32 id = _idAt(s.ids, i);
            if (reason == 0) {
                unchecked {
                    ++enacted;
                }
                emit DecisionEnacted(id);
            } else {
                failure = _report(id, reason, failure);
                if (firstError.length == 0) firstError = failure;
            }
            unchecked {
                ++i;
            }
        }
        if (enacted != 0) {
            uint256 cap = RosterBlob.rulesWord(s.blob).refundCap();
            if (cap != 0) _refund(cap * enacted, sheets);
            return;
        }
        assembly ("memory-safe") {
            revert(add(firstError, 0x20), mload(firstError))
        }
    }

    function _idAt(bytes32[] memory ids, uint256 i) private pure returns (bytes32 id) {
        assembly ("memory-safe") {
            id := mload(add(ids, shl(5, add(i, 1))))
        }
    }

    /// @dev Puts the seven words before the calls of a decision back where they were hashed, in the frame, at 0x380. There each is read by its place.
    function _takeUp(Decision[] calldata decisions, uint256 i) private pure {
        Decision calldata d = _decisionAt(decisions, i);
        assembly ("memory-safe") {
            calldatacopy(0x380, d, 0xe0)
        }
    }

    /// @return key Where `_spent` keeps the word of the slot of the decision in the frame.
    function _spentKey() private pure returns (uint256 key) {
        assembly ("memory-safe") {
            mstore(0x00, shr(7, mload(0x3c0)))
            mstore(0x20, _spent.slot)
            key := keccak256(0x00, 0x40)
        }
    }

    /// @dev Without the decoder's checks of offsets: the id is hashed from the same place, so an odd offset only finds what nobody signed.
    function _decisionAt(Decision[] calldata decisions, uint256 i) private pure returns (Decision calldata d) {
        assembly ("memory-safe") {
            d := add(decisions.offset, calldataload(add(decisions.offset, shl(5, i))))
        }
    }

    function _agenda(Decision[] calldata decisions, bytes32[] calldata others) private pure returns (bytes32[] memory ids) {
        unchecked {
            uint256 n = decisions.length;
            if (n == 0) revert Dao_NothingToEnact();
            uint256 length = n + others.length;
            if (length > 255) revert Dao_AgendaTooLong(length);
            assembly ("memory-safe") {
                ids := mload(0x40)
                mstore(ids, length)
                mstore(0x40, add(ids, shl(5, add(length, 1))))
            }
            bytes32 firstId = DecisionHash.decisionIdInFrame(_decisionAt(decisions, 0));
            assembly ("memory-safe") {
                mstore(add(ids, 0x20), firstId)
            }
            for (uint256 i = 1; i < length; ++i) {
                bytes32 id = i < n ? DecisionHash.decisionIdInFrame(_decisionAt(decisions, i)) : others[i - n];
                bool isTwice;
                assembly ("memory-safe") {
                    let end := add(ids, shl(5, add(i, 1)))
                    mstore(end, id)
                    // The copy at the end stops the search; found before the end, it is there twice.
                    let p := add(ids, 0x20)
                    for {} iszero(eq(mload(p), id)) {} { p := add(p, 0x20) }
                    isTwice := lt(p, end)
                }
                if (isTwice) revert Dao_DuplicateOnAgenda(id);
            }
        }
    }

    /// @dev The slot, then the calls. A failure puts the slot back.
    /// @return reason Selector of the named error, 0 for success.
    /// @return failure Of a call: its position, then the first bytes of what the target said.
    function _execute(Decision calldata d, uint256 key, uint256 word) private returns (bytes4 reason, bytes memory failure) {
        Call[] calldata calls;
        assembly ("memory-safe") {
            sstore(key, or(word, shl(and(mload(0x3c0), 0x7f), 1)))
            let p := add(d, calldataload(add(d, 0xe0)))
            calls.length := calldataload(p)
            calls.offset := add(p, 0x20)
        }
        if (calls.length == 1) {
            Call calldata only;
            assembly ("memory-safe") {
                only := add(calls.offset, calldataload(calls.offset))
            }
            reason = CallRunner.run(only);
            if (reason == 0) return (0, failure);
            failure = CallRunner.describe(reason, 0);
        } else if (calls.length != 0) {
            (reason, failure) = _runFrame(calls);
        }
        if (reason == 0) return (0, failure);
        // Nothing else can have touched this word: whatever spends slots is behind the guard, and what a failing call had recorded is undone with it.
        assembly ("memory-safe") {
            sstore(key, word)
        }
    }

    /// @dev The usual case in few steps: nothing special about the decision, one member one vote, no grace, and For decides alone. It may say no to
    /// what passes, never yes to what does not: `_refusal` has the last word on everything else.
    function _isPlainlyPassed(Session memory s, uint256 spentWord, uint256 i) private view returns (bool passed) {
        uint256 head = Head.unwrap(s.head);
        bytes memory blob = s.blob;
        uint256[] memory masks = s.masks;
        uint256 yes;
        assembly ("memory-safe") {
            yes := mload(add(masks, add(0x40, mul(i, 0x60))))
        }
        yes = Tally.countBits(yes);
        assembly ("memory-safe") {
            let rules := mload(add(blob, 0x20))
            let totals := mload(add(blob, 0x40))
            let voters := byte(1, totals)
            // the head as it was, no executor, no after; not expired, neither spent nor recorded; genesis roster or an older second; the present epochs; nobody left; mode 0 and no grace
            if i { passed := xor(sload(_head.slot), head) }
            passed := or(passed, or(mload(0x420), mload(0x440)))
            passed := or(passed, gt(timestamp(), mload(0x400)))
            passed := or(passed, and(shr(and(mload(0x3c0), 0x7f), spentWord), 0x100000000000000000000000000000001))
            passed := or(passed, xor(mload(0x380), and(shr(224, head), 0xffffff)))
            passed := or(passed, xor(mload(0x3a0), and(shr(216, rules), 0xffffffff)))
            passed := or(passed, and(shr(160, head), 0xffffffffffffffff))
            passed := or(passed, and(rules, 0xffffffff0000000000000000ff))
            passed := or(passed, xor(voters, byte(0, totals)))
            passed := or(passed, and(iszero(iszero(mload(0x380))), iszero(gt(timestamp(), and(shr(200, totals), 0xffffffffff)))))
            passed := iszero(passed)
            passed := and(passed, gt(shl(1, yes), voters))
            yes := mul(yes, 10000)
            passed := and(passed, iszero(lt(yes, mul(and(shr(24, rules), 0xffff), voters))))
            passed := and(passed, iszero(lt(yes, mul(and(shr(8, rules), 0xffff), voters))))
        }
    }

    /// @dev Of the decision in the frame. Fields are read as raw words: the id binds them as they stand, so dirty upper bits only make an id that nobody signed.
    /// @return The selector of the reason not to enact, 0 for none.
    function _refusal(
        Session memory s,
        Decision[] calldata decisions,
        uint256 i,
        bytes calldata sheets
    ) private view returns (bytes4) {
        uint256 head = Head.unwrap(s.head);
        // The first decision has nothing before it that could have changed the head.
        if (i != 0 && Head.unwrap(_head) != head) return Dao_ChangedInBatch.selector;
        uint256 fate = _fate(_field(2));
        if (fate & SPENT != 0) return Dao_AlreadySpent.selector;
        // What the records contract brings was counted there; it has also asked the executor.
        bool counted = msg.sender == RECORDS;
        if (fate != 0 && !counted) return Dao_Recorded.selector;
        if (block.timestamp > _field(4)) return Dao_Expired.selector;
        uint256 executor = _field(5);
        if (executor != 0 && executor != uint160(msg.sender) && !counted) return Dao_WrongExecutor.selector;
        bytes32 afterId = bytes32(_field(6));
        if (afterId != 0 && !_isAfterMet(s, decisions, afterId, sheets)) return Dao_AfterUnmet.selector;

        if (counted) return 0;
        bytes memory blob = s.blob;
        RulesWord rules_ = RosterBlob.rulesWord(blob);
        if (_field(1) != rules_.epoch()) return Dao_StaleRules.selector;
        if (rules_.mode() == 2) return Dao_NeedsRecord.selector;
        uint256 cited = _field(0);
        if (cited != s.head.epoch()) return _olderOutcome(s, cited, i);
        if (!_isOldEnough(cited, blob, rules_)) return Dao_RosterTooYoung.selector;
        if (s.head.exited() != 0) return Tally.weighedOutcome(blob, s.head.exited(), Tally.current(blob, s.head.exited()), s.masks, i);

        return Tally.outcome(blob, s.masks, i);
    }

    function _field(uint256 i) private pure returns (uint256 word) {
        assembly ("memory-safe") {
            word := mload(add(0x380, shl(5, i)))
        }
    }

    function _olderOutcome(Session memory s, uint256 cited, uint256 i) private view returns (bytes4) {
        uint256 epoch = s.head.epoch();
        RulesWord rules_ = RosterBlob.rulesWord(s.blob);
        if (cited > epoch) return Dao_UnknownRoster.selector;
        bytes memory citedBlob = RosterBlob.read(_pointers[cited]);
        if (!_isOldEnough(cited, citedBlob, rules_)) return Dao_RosterTooYoung.selector;
        uint256 replacedAt = RosterBlob.createdAt(cited + 1 == epoch ? s.blob : RosterBlob.read(_pointers[cited + 1]));
        if (block.timestamp >= replacedAt + rules_.votingPeriod()) return Dao_RosterTooOld.selector;
        uint256 exited = s.head.exited();
        return Tally.weighedOutcome(s.blob, exited, Tally.older(s.blob, exited, citedBlob), s.masks, i);
    }

    /// @dev Genesis, or a grace period old and never of this very block, so that weight gained and used at once is no weight (R1).
    function _isOldEnough(uint256 epoch, bytes memory blob, RulesWord rules_) private view returns (bool) {
        if (epoch == 0) return true;
        uint256 createdAt = RosterBlob.createdAt(blob);
        return block.timestamp > createdAt && block.timestamp >= createdAt + rules_.gracePeriod();
    }

    function _isAfterMet(Session memory s, Decision[] calldata decisions, bytes32 id, bytes calldata sheets) private view returns (bool) {
        for (uint256 j; j < decisions.length; ++j) {
            if (s.ids[j] == id) return spent(_decisionAt(decisions, j).slot);
        }
        (bool found, uint256 slot) = AfterWitness.findSlot(sheets, s.witnessesAt, s.domain, id);
        return found && spent(slot);
    }

    /// @dev Several calls run in a frame of their own, which a failing one undoes.
    function _runFrame(Call[] calldata calls) private returns (bytes4, bytes memory) {
        _guard = RUNNING_CALLS;
        (bool ok, bytes memory answer) = address(this).call(abi.encodeCall(IDao.callTogether, (calls)));
        _guard = ENTERED;
        if (ok) return (0, "");
        // The frame reverts with a reason and a failure of bounded size, or with nothing when it ran out of gas.
        if (answer.length != 0) return abi.decode(answer, (bytes4, bytes));
        return (Dao_CallFailed.selector, abi.encode(type(uint256).max));
    }

    /// @inheritdoc IDao
    function callTogether(Call[] calldata calls) external onlySelf {
        if (_guard != RUNNING_CALLS) revert Dao_OnlyWhileEnacting();
        _guard = ENTERED;
        for (uint256 i; i < calls.length; ++i) {
            bytes4 reason = CallRunner.run(calls[i]);
            if (reason == 0) continue;
            bytes memory answer = abi.encode(reason, CallRunner.describe(reason, i));
            assembly ("memory-safe") {
                revert(add(answer, 0x20), mload(answer))
            }
        }
    }

    /// @dev Says in the log why a decision was not enacted.
    /// @return The error to revert with, should nothing be enacted.
    function _report(bytes32 id, bytes4 reason, bytes memory failure) private returns (bytes memory) {
        (uint256 call, bytes memory returned) = CallRunner.parse(failure);
        emit DecisionFailed(id, reason, call, returned);
        return failure.length == 0 ? abi.encodeWithSelector(reason, id) : abi.encodeWithSelector(reason, id, call, returned);
    }

    /// @inheritdoc IDao
    function spent(uint256 slot) public view returns (bool) {
        return _fate(slot) & SPENT != 0;
    }

    /// @return The bits SPENT and RECORDED.
    function _fate(uint256 slot) internal view returns (uint256) {
        return (_spent[slot >> 7] >> (slot & 0x7f)) & (SPENT | RECORDED);
    }

    /// @inheritdoc IDao
    function keepRecord(bytes32 id, uint256 slot, bytes calldata book) external returns (uint256 before) {
        if (msg.sender != RECORDS) revert Dao_OnlyRecords();
        before = _fate(slot);
        _spent[slot >> 7] |= RECORDED << (slot & 0x7f);
        emit DecisionRecorded(id, book);
    }
}
