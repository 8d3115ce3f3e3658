// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDao} from "../../src/interfaces/IDao.sol";
import {IDaoRecords} from "../../src/interfaces/IDaoRecords.sol";
import {SheetReader} from "../../src/libraries/SheetReader.sol";
import {Decision, Rules} from "../../src/types/Types.sol";
import {Vm} from "../base/Vm.sol";
import {RecordFixture} from "../base/RecordFixture.sol";

/// @notice What may be recorded, and what a record keeps (R5, R1, R3).
contract RecordTest is RecordFixture {
    function test_R5_aPassingTallyIsRecordedAndExecutedAfterTheWindow() public {
        Decision memory d = _pay(0, 1 ether);
        _close(d);
        bytes memory sheets = _ballots(d, 0x03f, 0x7c0, 0x800);
        vm.recordLogs();
        records.record(dao, d, _none(), sheets);
        vm.snapshotGasLastCall("DaoRecords", "record, 12 of 12");
        _saysWhatIsRecorded(d);
        IDaoRecords.RecordView memory r = _recordOf(d);
        assertEq(r.support, 0x03f, "for");
        assertEq(r.against, 0x7c0, "against");
        assertEq(r.abstain, 0x800, "abstain");
        assertEq(r.start, block.timestamp, "start");
        assertEq(r.windowEnd, block.timestamp + 1 hours, "window");
        assertEq(r.executableFrom, block.timestamp + 1 hours, "executable");
        assertTrue(r.passes, "passes");
        assertFalse(dao.spent(d.slot), "not spent yet");
        vm.warp(r.windowEnd);
        records.execute(dao, d, "");
        vm.snapshotGasLastCall("DaoRecords", "execute, 12 of 12");
        assertEq(payee.balance, 1 ether + 1, "paid");
        assertTrue(dao.spent(d.slot), "spent");
        _executeRefused(IDao.Dao_AlreadySpent.selector, d);
        assertEq(payee.balance, 1 ether + 1, "once");
    }

    /// @dev Two words, and twelve bytes for each ballot.
    function _saysWhatIsRecorded(Decision memory d) private {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertEq(logs.length, 1, "one event");
        assertEq(logs[0].topics[0], IDao.DecisionRecorded.selector, "recorded");
        assertEq(logs[0].topics[1], dao.decisionId(d), "of this decision");
        bytes memory book = abi.decode(logs[0].data, (bytes));
        assertEq(book.length, 64 + 12 * 12, "its book");
        assertEq(uint192(uint256(bytes32(book))), uint256(0x7c0) | (0x03f << 64) | (0x800 << 128), "who said what");
    }

    function test_R5_RevertWhen_theVoteIsOpenAndNothingDecisive() public {
        Decision memory d = _pay(0, 1 ether);
        bytes memory sheets = _ballots(d, 0x03f, 0x040, 0);
        _recordRefused(IDaoRecords.Records_NotClosed.selector, d, sheets);
        vm.warp(d.closesAt);
        _recordRefused(IDaoRecords.Records_NotClosed.selector, d, sheets);
        vm.warp(uint256(d.closesAt) + 1);
        records.record(dao, d, _none(), sheets);
    }

    function test_R3_aDecisiveTallyIsRecordedBeforeTheClose() public {
        _foundWith(0, 2 hours, 0);
        Decision memory d = _pay(0, 1 ether);
        _record(d, _mask(7), 0, 0);
        assertEq(_recordOf(d).executableFrom, block.timestamp + 2 hours, "grace from the record");
    }

    /// @dev What enact does at once cannot be held up by a record.
    function test_R3_RevertWhen_enactDoesItAtOnce() public {
        Decision memory d = _pay(0, 1 ether);
        _recordRefused(IDaoRecords.Records_EnactInstead.selector, d, _ballots(d, _mask(7), 0, 0));
        _enact(d, _mask(7));
        _foundWith(0, 2 hours, 0);
        d = _pay(1, 1 ether);
        _recordRefused(IDaoRecords.Records_EnactInstead.selector, d, _ballots(d, _mask(12), 0, 0));
        _enact(d, _mask(12));
    }

    /// @dev Once the vote is closed fewer ballots than there are make a record of what enact would do at once. Whoever does so gains nothing but time: what
    /// it left out is brought, and the outcome is the same.
    function test_R35_whoRecordsFewerBallotsGainsAWindowAndNoOutcome() public {
        Decision memory d = _pay(0, 1 ether);
        _recordRefused(IDaoRecords.Records_NotClosed.selector, d, _ballots(d, _mask(6), 0, 0));
        _close(d);
        _record(d, _mask(6), 0, 0);
        bytes memory all = _sheets(_one(d), _mask(12), 0);
        _expectRefusal(IDao.Dao_Recorded.selector, d);
        dao.enact(_one(d), _none(), all);
        uint256 end = _recordOf(d).windowEnd;
        assertEq(end, block.timestamp + 1 hours, "a window");
        records.challenge(dao, d, _none(), _ballots(d, _mask(12), 0, 0));
        assertEq(_recordOf(d).windowEnd, end, "and no longer one");
        vm.warp(end);
        records.execute(dao, d, "");
        assertEq(payee.balance, 1 ether + 1, "the same outcome");
    }

    function test_R5_RevertWhen_itDoesNotPass() public {
        Decision memory d = _pay(0, 1 ether);
        _close(d);
        // a quorum of half the present total, more For than Against
        _recordRefused(IDaoRecords.Records_NotPassing.selector, d, _ballots(d, 0x01f, 0, 0));
        _recordRefused(IDaoRecords.Records_NotPassing.selector, d, _ballots(d, 0x007, 0x038, 0));
        _recordRefused(IDaoRecords.Records_NotPassing.selector, d, _ballots(d, 0, 0, 0xfff));
        _record(d, 0x001, 0, 0x03e);
        assertTrue(_recordOf(d).passes, "one For and five that abstain");
    }

    function test_R5_thresholdIsOfForAndAgainst() public {
        Rules memory rules = plainRules();
        rules.thresholdBps = 6667;
        dao = _found(rules, "Two thirds");
        Decision memory d = _pay(0, 1 ether);
        _close(d);
        _recordRefused(IDaoRecords.Records_NotPassing.selector, d, _ballots(d, 0x00f, 0x030, 0xfc0));
        _record(d, 0x01f, 0x020, 0xfc0);
        assertTrue(_recordOf(d).passes, "five of six");
    }

    function test_R5_powerWeighs() public {
        seats[0].power = 100;
        _foundWith(1, 0, 0);
        Decision memory d = _pay(0, 1 ether);
        _close(d);
        _recordRefused(IDaoRecords.Records_NotPassing.selector, d, _ballots(d, 0xffe, 0, 0));
        // 111 in all: half of it must take part, 100 do
        _recordRefused(IDaoRecords.Records_EnactInstead.selector, d, _ballots(d, 0x001, 0xffe, 0));
    }

    /// @dev Window, twice in the worst case, and grace must end by expiresAt.
    function test_R5_RevertWhen_itCannotFinish() public {
        _foundWith(0, 30 minutes, 0);
        Decision memory d = _pay(0, 1 ether);
        _close(d);
        d.expiresAt = uint40(block.timestamp + 2 hours + 30 minutes - 1);
        _recordRefused(IDaoRecords.Records_CannotFinish.selector, d, _ballots(d, 0x03f, 0x040, 0));
        ++d.expiresAt;
        _record(d, 0x03f, 0x040, 0);
    }

    /// @dev Without a window whoever records would choose the ballots (G1).
    function test_G1_RevertWhen_thereIsNoWindow() public {
        Rules memory rules = plainRules();
        rules.challengeWindow = 0;
        dao = _found(rules, "No window");
        Decision memory d = _pay(0, 1 ether);
        _close(d);
        _recordRefused(IDaoRecords.Records_NoWindow.selector, d, _ballots(d, 0x03f, 0x040, 0));
    }

    function test_R1_RevertWhen_theEpochsDoNotStand() public {
        _foundWith(0, 1 hours, 0);
        Decision memory d = _pay(0, 1 ether);
        ++d.rulesEpoch;
        _close(d);
        _recordRefused(IDao.Dao_StaleRules.selector, d, _ballots(d, 0x03f, 0x040, 0));
        --d.rulesEpoch;
        ++d.rosterEpoch;
        _recordRefused(IDao.Dao_UnknownRoster.selector, d, _ballots(d, 0x03f, 0x040, 0));
        _enact(_self(1, abi.encodeCall(IDao.changeRoster, (_delta(seats[0].account, false, 0, 1)))), _mask(12));
        _recordRefused(IDao.Dao_RosterTooYoung.selector, d, _ballots(d, 0x03f, 0x040, 0));
        vm.warp(block.timestamp + 1 hours - 1);
        _recordRefused(IDao.Dao_RosterTooYoung.selector, d, _ballots(d, 0x03f, 0x040, 0));
        vm.warp(block.timestamp + 1);
        _record(d, 0x03f, 0x040, 0);

        Decision memory old = _pay(2, 1 ether);
        old.rosterEpoch = 0;
        old.closesAt = uint40(block.timestamp);
        vm.warp(block.timestamp + 23 hours - 1);
        _record(old, 0x03f, 0x040, 0);
        vm.warp(block.timestamp + 1);
        old.contentHash = 0;
        old.slot = _slot(3);
        _recordRefused(IDao.Dao_RosterTooOld.selector, old, _ballots(old, 0x03f, 0x040, 0));
    }

    function test_R6_RevertWhen_itHasExpired() public {
        Decision memory d = _pay(0, 1 ether);
        vm.warp(uint256(d.expiresAt) + 1);
        _recordRefused(IDao.Dao_Expired.selector, d, _ballots(d, 0x03f, 0x040, 0));
    }

    function test_C2_RevertWhen_theSlotIsSpent() public {
        Decision memory d = _pay(0, 1 ether);
        _enact(d, _mask(7));
        _close(d);
        _recordRefused(IDao.Dao_AlreadySpent.selector, d, _ballots(d, 0x03f, 0x040, 0));
    }

    /// @dev One slot is one decision: the first one recorded, whatever becomes of it. The other is superseded.
    function test_D10_RevertWhen_theSlotIsRecorded() public {
        Decision memory d = _pay(0, 1 ether);
        Decision memory other = _pay(0, 2 ether);
        _close(d);
        _record(d, 0x03f, 0x040, 0);
        _recordRefused(IDaoRecords.Records_AlreadyRecorded.selector, d, _ballots(d, 0x03f, 0, 0));
        _recordRefused(IDaoRecords.Records_AlreadyRecorded.selector, other, _ballots(other, 0x03f, 0x040, 0));
        _enactRefused(IDao.Dao_Recorded.selector, d, _mask(12));
        _enactRefused(IDao.Dao_Recorded.selector, other, _mask(12));
        // A neighbour in the same word is free.
        _enact(_pay(1, 1 ether), _mask(12));
        _enact(_pay(127, 1 ether), _mask(12));
        _enact(_pay(128, 1 ether), _mask(12));
    }

    function test_G4_RevertWhen_anybodyElseMarksASlot() public {
        vm.expectRevert(IDao.Dao_OnlyRecords.selector);
        dao.keepRecord(bytes32(uint256(1)), _slot(0), "");
        assertTrue(address(records).code.length != 0, "the factory's records");
    }

    function test_C2_RevertWhen_theBallotsAreForAnotherDao() public {
        Decision memory d = _pay(0, 1 ether);
        bytes memory sheets = _ballots(d, 0x03f, 0x040, 0);
        IDao other = _found(plainRules(), "Other");
        _close(d);
        vm.expectRevert(abi.encodeWithSelector(SheetReader.Sheets_BadSignature.selector, 0));
        records.record(other, d, _none(), sheets);
    }

    /// @dev As enact does, so that no ballot counts on one path alone.
    function test_R8_RevertWhen_votesAreSpentWhereNobodyCountsThem() public {
        Decision memory d = _pay(0, 1 ether);
        _close(d);
        bytes memory sheets = _vote(d, 0, 1, 1, 2);
        vm.expectRevert(abi.encodeWithSelector(SheetReader.Sheets_BadChoice.selector, 0, 0));
        records.record(dao, d, _none(), sheets);
        vm.expectRevert(abi.encodeWithSelector(SheetReader.Sheets_BadChoice.selector, 0, 0));
        dao.enact(_one(d), _none(), sheets);
    }

    function test_C4_RevertWhen_aSeatIsClaimedTwiceOrDoesNotExist() public {
        Decision memory d = _pay(0, 1 ether);
        _close(d);
        Vote[] memory twice = new Vote[](2);
        (twice[0], twice[1]) = (Vote(3, 1, 1, 0), Vote(3, 2, 1, 0));
        bytes memory sheets = _votes(d, twice);
        vm.expectRevert(abi.encodeWithSelector(SheetReader.Sheets_DuplicateSeat.selector, 1));
        records.record(dao, d, _none(), sheets);
        sheets = _vote(d, 3, 1, 1, 0);
        sheets[1 + 9] = 0xff;
        vm.expectRevert(abi.encodeWithSelector(SheetReader.Sheets_UnknownSeat.selector, 0));
        records.record(dao, d, _none(), sheets);
        sheets = _vote(d, 3, 1, 1, 0);
        assembly {
            mstore(sheets, sub(mload(sheets), 1))
        }
        vm.expectRevert(SheetReader.Sheets_Truncated.selector);
        records.record(dao, d, _none(), sheets);
        bytes32[] memory others = new bytes32[](1);
        others[0] = dao.decisionId(d);
        vm.expectRevert(abi.encodeWithSelector(IDaoRecords.Records_DuplicateOnAgenda.selector, others[0]));
        records.record(dao, d, others, sheets);
    }

    function test_RevertWhen_theAgendaOfARecordIsTooLong() public {
        Decision memory d = _pay(0, 1 ether);
        _close(d);
        bytes memory sheets = _ballots(d, _mask(6), 0, 0);
        bytes32[] memory others = new bytes32[](255);
        for (uint256 i; i < 255; ++i) {
            others[i] = keccak256(abi.encode("another decision", i));
        }
        vm.expectRevert(abi.encodeWithSelector(IDaoRecords.Records_AgendaTooLong.selector, 256));
        records.record(dao, d, others, sheets);
        assertEq(_recordOf(d).windowEnd, 0, "nothing is recorded");
        assembly {
            mstore(others, 254)
        }
        records.record(dao, d, others, sheets);
        assertTrue(_recordOf(d).windowEnd != 0, "255 are an agenda");
    }
}
