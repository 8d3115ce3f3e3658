// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDaoRecords} from "../../src/interfaces/IDaoRecords.sol";
import {Decision, Rules} from "../../src/types/Types.sol";
import {DaoFixture} from "./DaoFixture.sol";

/// @notice Ballots with votes and revisions, and the recorded path in one word each.
abstract contract RecordFixture is DaoFixture {
    struct Vote {
        uint256 seat;
        uint64 revision;
        uint8 support;
        uint16 votes;
    }

    IDaoRecords internal records;

    function setUp() public virtual override {
        super.setUp();
        records = IDaoRecords(factory.records());
    }

    /// @dev Twelve members, quorum and threshold a half, window an hour, grace as given.
    function _foundWith(uint8 mode, uint32 grace, uint32 credits) internal {
        Rules memory rules = plainRules();
        (rules.mode, rules.gracePeriod, rules.credits) = (mode, grace, credits);
        dao = _found(rules, "Records");
        vm.deal(address(dao), 100 ether);
    }

    function _none() internal pure returns (bytes32[] memory) {
        return new bytes32[](0);
    }

    function _digestOf(uint256 seat, uint64 revision, bytes32[] memory ids, uint8[] memory answers, uint16[] memory votes)
        internal
        view
        returns (bytes32)
    {
        return _sheetDigest(dao, seats[seat].account, revision, ids, answers, votes);
    }

    /// @dev A group for one seat that answers an agenda, position by position.
    function _group(uint256 seat, uint64 revision, bytes32[] memory ids, uint8[] memory answers, uint16[] memory votes)
        internal
        view
        returns (bytes memory packed)
    {
        packed = abi.encodePacked(revision, uint8(ids.length), uint64(1 << seat));
        for (uint256 i; i < ids.length; ++i) {
            packed = votes[i] == 0
                ? abi.encodePacked(packed, uint8(i), answers[i])
                : abi.encodePacked(packed, uint8(i), answers[i] | 0x80, votes[i]);
        }
        bytes32 digest = _digestOf(seat, revision, ids, answers, votes);
        return keys[seat] == 0 ? abi.encodePacked(packed, uint16(0)) : abi.encodePacked(packed, _compact(keys[seat], digest));
    }

    function _groupOf(bytes32 id, Vote memory v) internal view returns (bytes memory) {
        (bytes32[] memory ids, uint8[] memory answers, uint16[] memory votes) = (new bytes32[](1), new uint8[](1), new uint16[](1));
        (ids[0], answers[0], votes[0]) = (id, v.support, v.votes);
        return _group(v.seat, v.revision, ids, answers, votes);
    }

    function _votes(Decision memory d, Vote[] memory votes) internal view returns (bytes memory packed) {
        bytes32 id = dao.decisionId(d);
        packed = abi.encodePacked(uint8(votes.length));
        for (uint256 i; i < votes.length; ++i) packed = abi.encodePacked(packed, _groupOf(id, votes[i]));
    }

    function _vote(Decision memory d, uint256 seat, uint64 revision, uint8 support, uint16 votes) internal view returns (bytes memory) {
        return abi.encodePacked(uint8(1), _groupOf(dao.decisionId(d), Vote(seat, revision, support, votes)));
    }

    /// @dev Ballots of revision 1: whoever is in no mask is silent.
    function _ballots(Decision memory d, uint256 forMask, uint256 againstMask, uint256 abstainMask) internal view returns (bytes memory) {
        bytes32 id = dao.decisionId(d);
        uint8 n;
        bytes memory packed;
        for (uint256 i; i < seats.length; ++i) {
            if ((forMask | againstMask | abstainMask) & (1 << i) == 0) continue;
            uint8 support = forMask & (1 << i) != 0 ? 1 : againstMask & (1 << i) != 0 ? 0 : 2;
            packed = abi.encodePacked(packed, _groupOf(id, Vote(i, 1, support, 0)));
            ++n;
        }
        return abi.encodePacked(n, packed);
    }

    /// @dev The vote is over.
    function _close(Decision memory d) internal {
        vm.warp(uint256(d.closesAt) + 1);
    }

    function _record(Decision memory d, uint256 forMask, uint256 againstMask, uint256 abstainMask) internal {
        bytes memory sheets = _ballots(d, forMask, againstMask, abstainMask);
        records.record(dao, d, _none(), sheets);
    }

    function _challenge(Decision memory d, bytes memory sheets) internal {
        records.challenge(dao, d, _none(), sheets);
    }

    function _execute(Decision memory d) internal {
        records.execute(dao, d, "");
    }

    function _recordRefused(bytes4 reason, Decision memory d, bytes memory sheets) internal {
        _expectRefusal(reason, d);
        records.record(dao, d, _none(), sheets);
    }

    function _challengeRefused(bytes4 reason, Decision memory d, bytes memory sheets) internal {
        _expectRefusal(reason, d);
        records.challenge(dao, d, _none(), sheets);
    }

    function _executeRefused(bytes4 reason, Decision memory d) internal {
        uint256 held = address(dao).balance;
        _expectRefusal(reason, d);
        records.execute(dao, d, "");
        assertEq(address(dao).balance, held, "treasury unchanged");
    }

    function _recordOf(Decision memory d) internal view returns (IDaoRecords.RecordView memory) {
        return records.recordOf(dao.decisionId(d));
    }
}
