// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDao} from "./interfaces/IDao.sol";
import {IDaoRecords} from "./interfaces/IDaoRecords.sol";
import {Ballot, BallotReader} from "./libraries/BallotReader.sol";
import {Credits} from "./libraries/Credits.sol";
import {DecisionHash} from "./libraries/DecisionHash.sol";
import {Frame} from "./libraries/Frame.sol";
import {RecordBook} from "./libraries/RecordBook.sol";
import {RecordTally} from "./libraries/RecordTally.sol";
import {RosterBlob} from "./libraries/RosterBlob.sol";
import {RulesWord} from "./libraries/RulesWord.sol";
import {Decision} from "./types/Types.sol";

/// @title See IDaoRecords
/// @dev Nothing is called but DAOs, and what they are told is written before. A contract that only looks like a DAO harms nobody but itself: the id of
/// a decision commits to its DAO, and so does whatever is kept under it.
contract DaoRecords is IDaoRecords {
    using RecordBook for RecordBook.Book;
    using RecordBook for RecordBook.Record;
    using RecordTally for RecordTally.Count;
    using Credits for Credits.Accounts;

    /// @dev What one call has read.
    struct Scene {
        IDao dao;
        bytes32 id;
        uint256 epoch;
        bool anyRevoked;
        RecordTally.Scale scale;
        /// Of R8: what credits of this decision are spent from.
        bytes32 period;
    }

    mapping(bytes32 id => RecordBook.Record) private _records;
    Credits.Accounts private _credits;

    /// @inheritdoc IDaoRecords
    function record(IDao dao, Decision calldata decision, bytes32[] calldata others, bytes calldata sheets) external {
        Frame.reserve();
        Scene memory s = _open(dao, decision);
        RecordBook.Book memory b;
        b.rules = RosterBlob.rulesWord(s.scale.present);
        (b.rulesEpoch, b.rosterEpoch, b.start) = (b.rules.epoch(), decision.rosterEpoch, block.timestamp);
        _checkRecordable(s, decision, b);
        uint256 witnessesAt = _count(s, b, others, sheets);
        bool immediate = _conclude(s, decision, b);
        _note(s, decision, b, !immediate);
        if (!immediate) return;
        _execute(s, decision, sheets[witnessesAt:]);
    }

    /// @dev Whether it passes, and whether at once.
    function _conclude(Scene memory s, Decision calldata decision, RecordBook.Book memory b) private view returns (bool immediate) {
        RecordTally.Count memory t = RecordTally.count(b, s.scale);
        if (!t.passes(b.rules)) revert Records_NotPassing(s.id);
        b.passes = true;
        b.windowEnd = block.timestamp;
        bool decisive = t.isDecisive(b.rules);
        if (decisive && (b.rules.gracePeriod() == 0 || t.unanimous)) {
            if (b.rules.mode() != 2) revert Records_EnactInstead(s.id);
            // What is reserved for another account waits for it as a record (R37).
            if (decision.executor == address(0) || decision.executor == msg.sender) return true;
        }
        if (!decisive && block.timestamp <= decision.closesAt) revert Records_NotClosed(s.id);
        uint256 window = b.rules.challengeWindow();
        if (window == 0) revert Records_NoWindow(s.id);
        if (block.timestamp + 2 * window + b.rules.gracePeriod() > decision.expiresAt) revert Records_CannotFinish(s.id);
        b.windowEnd += window;
    }

    function _note(Scene memory s, Decision calldata decision, RecordBook.Book memory b, bool keep) private {
        uint256 fate = s.dao.keepRecord(s.id, decision.slot, _records[s.id].store(b, keep));
        if (fate & 1 != 0) revert IDao.Dao_AlreadySpent(s.id);
        if (fate != 0) revert Records_AlreadyRecorded(s.id);
    }

    /// @inheritdoc IDaoRecords
    function challenge(IDao dao, Decision calldata decision, bytes32[] calldata others, bytes calldata sheets) external {
        Frame.reserve();
        Scene memory s = _open(dao, decision);
        RecordBook.Record storage kept = _records[s.id];
        if (kept.terms == 0) revert Records_NotRecorded(s.id);
        s.scale.cited = _rosterOf(s, decision.rosterEpoch);
        RecordBook.Book memory b = kept.load(RosterBlob.count(s.scale.cited), true);
        if (block.timestamp >= b.windowEnd) revert Records_WindowOver(s.id);
        s.period = _periodOf(s, decision, b);

        _count(s, b, others, sheets);
        if (s.anyRevoked) _strikeRevoked(s, b);
        if (b.changes.length == 0) revert Records_NothingNew(s.id);
        bool passes = RecordTally.count(b, s.scale).passes(b.rules);
        if (passes != b.passes) {
            uint256 window = b.rules.challengeWindow();
            uint256 end = block.timestamp + window;
            (b.passes, b.windowEnd) = (passes, end < b.start + 2 * window ? end : b.start + 2 * window);
        }
        dao.keepRecord(s.id, decision.slot, kept.store(b, true));
    }

    /// @inheritdoc IDaoRecords
    function execute(IDao dao, Decision calldata decision, bytes calldata witness) external {
        Frame.reserve();
        Scene memory s = _open(dao, decision);
        RecordBook.Record storage kept = _records[s.id];
        if (kept.terms == 0) revert Records_NotRecorded(s.id);
        RecordBook.Book memory b = kept.load(RosterBlob.MAX_MEMBERS, false);
        uint256 from = _executableFrom(b);
        if (block.timestamp < from) revert Records_TooEarly(s.id, from);
        s.scale.cited = _rosterOf(s, decision.rosterEpoch);
        if (!RecordTally.count(b, s.scale).passes(b.rules)) revert Records_Rejected(s.id);
        _execute(s, decision, witness);
    }

    /// @inheritdoc IDaoRecords
    function recordOf(bytes32 decision) external view returns (RecordView memory v) {
        if (_records[decision].terms == 0) return v;
        RecordBook.Book memory b = _records[decision].load(0, false);
        (v.against, v.support, v.abstain) = (uint64(b.masks[0]), uint64(b.masks[1]), uint64(b.masks[2]));
        (v.rosterEpoch, v.rulesEpoch) = (uint32(b.rosterEpoch), uint32(b.rulesEpoch));
        (v.start, v.windowEnd, v.executableFrom) = (uint40(b.start), uint40(b.windowEnd), uint40(_executableFrom(b)));
        v.passes = b.passes;
    }

    /// @inheritdoc IDaoRecords
    function reservedOf(IDao dao, uint32 rulesEpoch, uint256 period, address member) external view returns (uint256) {
        return _credits.reservedOf(address(dao), Credits.periodOf(address(dao), rulesEpoch, period), member);
    }

    function _executableFrom(RecordBook.Book memory b) private pure returns (uint256) {
        uint256 graceEnd = b.start + b.rules.gracePeriod();
        return b.windowEnd < graceEnd ? graceEnd : b.windowEnd;
    }

    /// @dev Hashes the decision in the domain of the DAO and reads its present roster.
    function _open(IDao dao, Decision calldata decision) private view returns (Scene memory s) {
        s.dao = dao;
        DecisionHash.openFrameOf(address(dao));
        s.id = DecisionHash.decisionIdInFrame(decision);
        address pointer;
        (s.epoch,, pointer, s.scale.exited,, s.anyRevoked) = dao.state();
        s.scale.present = RosterBlob.read(pointer);
    }

    function _rosterOf(Scene memory s, uint256 epoch) private view returns (bytes memory) {
        return epoch == s.epoch ? s.scale.present : RosterBlob.read(s.dao.pointerOf(uint32(epoch)));
    }

    /// @dev R1, and of R8 that its credits are those of about now. Finds the cited roster.
    function _checkRecordable(Scene memory s, Decision calldata decision, RecordBook.Book memory b) private view {
        if (block.timestamp > decision.expiresAt) revert IDao.Dao_Expired(s.id);
        if (decision.rulesEpoch != b.rulesEpoch) revert IDao.Dao_StaleRules(s.id);
        uint256 cited = decision.rosterEpoch;
        if (cited > s.epoch) revert IDao.Dao_UnknownRoster(s.id);
        s.scale.cited = _rosterOf(s, cited);
        if (cited != 0) {
            uint256 since = RosterBlob.createdAt(s.scale.cited);
            if (block.timestamp <= since || block.timestamp < since + b.rules.gracePeriod()) revert IDao.Dao_RosterTooYoung(s.id);
        }
        if (cited != s.epoch && block.timestamp >= RosterBlob.createdAt(_rosterOf(s, cited + 1)) + b.rules.votingPeriod()) {
            revert IDao.Dao_RosterTooOld(s.id);
        }
        if (b.rules.mode() != 2) return;
        (uint256 closesAt, uint256 voting) = (decision.closesAt, b.rules.votingPeriod());
        if (closesAt > block.timestamp + voting || closesAt + voting < block.timestamp) revert Records_OtherPeriod(s.id);
        s.period = _periodOf(s, decision, b);
        s.scale.limits = _credits.limitsOf(address(s.dao), s.period, s.scale.present, b.rules.credits());
    }

    function _periodOf(Scene memory s, Decision calldata decision, RecordBook.Book memory b) private pure returns (bytes32) {
        uint256 voting = b.rules.votingPeriod();
        return Credits.periodOf(address(s.dao), b.rulesEpoch, voting == 0 ? 0 : decision.closesAt / voting);
    }

    /// @dev Takes every ballot over that is missing or newer (R4). A lower one, and one that its member revoked, is skipped.
    /// @return Where the witnesses begin.
    function _count(Scene memory s, RecordBook.Book memory b, bytes32[] calldata others, bytes calldata sheets) private returns (uint256) {
        BallotReader.Reader memory r;
        (r.ids, r.blob) = (_agenda(s.id, others), s.scale.cited);
        r.credits = b.rules.mode() == 2 ? b.rules.credits() : BallotReader.NO_VOTES;
        BallotReader.Sheets memory read = BallotReader.read(sheets, r);
        for (uint256 seat; read.seats >> seat != 0; ++seat) {
            if ((read.seats >> seat) & 1 == 0 || !b.isNewer(seat, read.ballots[seat])) continue;
            uint256 word = Ballot.unwrap(read.ballots[seat]);
            address member = RosterBlob.accountOf(RosterBlob.seat(r.blob, seat));
            if (s.anyRevoked && word >> 64 < s.dao.firstRevision(member)) continue;
            if (b.rules.mode() != 2) b.put(seat, word >> 32, 2 - uint8(word >> 24), 0, 0);
            else if (_hasVote(s, seat, member)) _countVotes(s, b, seat, member, word);
        }
        return read.end;
    }

    function _agenda(bytes32 id, bytes32[] calldata others) private pure returns (bytes32[] memory ids) {
        uint256 length = others.length + 1;
        if (length > 255) revert Records_AgendaTooLong(length);
        ids = new bytes32[](length);
        ids[0] = id;
        for (uint256 i = 1; i < length; ++i) {
            ids[i] = others[i - 1];
            for (uint256 j; j < i; ++j) if (ids[j] == ids[i]) revert Records_DuplicateOnAgenda(ids[i]);
        }
    }

    /// @dev R8: only what costs more than was reserved before is reserved now. Who cannot pay is uncast, with the rank of what it signed.
    function _countVotes(Scene memory s, RecordBook.Book memory b, uint256 seat, address member, uint256 word) private {
        uint256 votes = uint16(word >> 8);
        uint256 before = b.reservedVotesOf(seat);
        uint256 rise = votes > before ? votes * votes - before * before : 0;
        bool casts = uint8(word) == 0 && _credits.reserve(address(s.dao), s.period, member, rise, b.rules.credits());
        b.put(seat, word >> 32, casts ? 2 - uint8(word >> 24) : 3, casts ? votes : 0, casts && votes > before ? votes : before);
    }

    /// @dev Power in the cited epoch and now.
    function _hasVote(Scene memory s, uint256 seat, address member) private pure returns (bool) {
        if (RosterBlob.powerOf(RosterBlob.seat(s.scale.cited, seat)) == 0) return false;
        uint256 now_ = RosterBlob.find(s.scale.present, member);
        if (now_ == RosterBlob.count(s.scale.present) || s.scale.exited & (1 << now_) != 0) return false;
        return RosterBlob.powerOf(RosterBlob.seat(s.scale.present, now_)) != 0;
    }

    function _strikeRevoked(Scene memory s, RecordBook.Book memory b) private view {
        uint256 cast = b.masks[0] | b.masks[1] | b.masks[2];
        for (uint256 seat; cast >> seat != 0; ++seat) {
            if ((cast >> seat) & 1 == 0) continue;
            uint256 rank = b.rankOf(seat);
            if (rank >> 32 >= s.dao.firstRevision(RosterBlob.accountOf(RosterBlob.seat(s.scale.cited, seat)))) continue;
            b.put(seat, rank, 3, 0, b.reservedVotesOf(seat));
        }
    }

    /// @dev The DAO looks at the rest (R6): expiry, slot, what it comes after. A failure comes back as its named error.
    function _execute(Scene memory s, Decision calldata decision, bytes calldata witnesses) private {
        if (decision.executor != address(0) && decision.executor != msg.sender) revert IDao.Dao_WrongExecutor(s.id);
        // What was hashed here word by word is now encoded anew; the DAO must find the same decision in it.
        if (s.dao.decisionId(decision) != s.id) revert Records_OtherDecision(s.id);
        Decision[] memory agenda = new Decision[](1);
        agenda[0] = decision;
        // No group of sheets, then the witnesses.
        s.dao.enact(agenda, new bytes32[](0), abi.encodePacked(uint8(0), witnesses));
    }
}
