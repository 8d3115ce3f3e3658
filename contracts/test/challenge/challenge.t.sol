// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDao} from "../../src/interfaces/IDao.sol";
import {IDaoRecords} from "../../src/interfaces/IDaoRecords.sol";
import {SheetReader} from "../../src/libraries/SheetReader.sol";
import {ContractMember} from "../actors/Signers.sol";
import {Decision} from "../../src/types/Types.sol";
import {RecordFixture} from "../base/RecordFixture.sol";

/// @notice The window: missing and newer ballots, and the moving end (R5, R4).
contract ChallengeTest is RecordFixture {
    function _recorded() private returns (Decision memory d) {
        d = _pay(0, 1 ether);
        _close(d);
        _record(d, 0x03f, 0x040, 0);
    }

    /// @dev Whoever records leaves the No ballots out; anyone adds them, and it is not executed.
    function test_G1_missingBallotsAreAddedAndDecide() public {
        Decision memory d = _recorded();
        bytes memory sheets = _ballots(d, 0, 0xfc0, 0);
        vm.prank(address(0xF00D));
        records.challenge(dao, d, _none(), sheets);
        vm.snapshotGasLastCall("DaoRecords", "challenge, 5 more of 12");
        assertEq(_recordOf(d).against, 0xfc0, "six against six");
        assertFalse(_recordOf(d).passes, "no majority");
        vm.warp(_recordOf(d).executableFrom);
        _executeRefused(IDaoRecords.Records_Rejected.selector, d);
        assertFalse(dao.spent(d.slot), "unspent");
        // Rejected for good: no path is left to it, and none to another decision of its slot.
        _enactRefused(IDao.Dao_Recorded.selector, d, _mask(12));
        Decision memory again = _pay(0, 2 ether);
        again.closesAt = d.closesAt;
        _recordRefused(IDaoRecords.Records_AlreadyRecorded.selector, again, _ballots(again, 0x03f, 0, 0));
    }

    function test_R4_aHigherRevisionReplacesAndALowerOneIsSkipped() public {
        Decision memory d = _recorded();
        Vote[] memory votes = new Vote[](2);
        (votes[0], votes[1]) = (Vote(0, 2, 0, 0), Vote(1, 0, 0, 0));
        _challenge(d, _votes(d, votes));
        assertEq(_recordOf(d).support, 0x03e, "seat 0 revised, seat 1 stays");
        assertEq(_recordOf(d).against, 0x041, "seat 0 is against");
        _challengeRefused(IDaoRecords.Records_NothingNew.selector, d, _vote(d, 0, 1, 1, 0));
        _challengeRefused(IDaoRecords.Records_NothingNew.selector, d, _vote(d, 0, 2, 0, 0));
        _challenge(d, _vote(d, 0, 3, 1, 0));
        assertEq(_recordOf(d).support, 0x03f, "and back");
    }

    /// @dev Equal revisions with different content: the larger digest counts, in whatever order they come.
    function test_R4_ofEqualRevisionsTheLargerDigestCounts() public {
        for (uint256 seat = 8; seat < 12; ++seat) {
            Decision memory d = _pay(seat, 1 ether);
            vm.warp(uint256(d.closesAt) + 1);
            _record(d, 0x03f, 0x040, 0);
            uint8[3] memory order = _byDigest(d, seat);
            _challenge(d, _vote(d, seat, 1, order[1], 0));
            _challengeRefused(IDaoRecords.Records_NothingNew.selector, d, _vote(d, seat, 1, order[0], 0));
            _challenge(d, _vote(d, seat, 1, order[2], 0));
            uint256 mask = order[2] == 0 ? _recordOf(d).against : order[2] == 1 ? _recordOf(d).support : _recordOf(d).abstain;
            assertTrue(mask & (1 << seat) != 0, "the largest");
        }
    }

    /// @return order Supports from the smallest digest up.
    function _byDigest(Decision memory d, uint256 seat) private view returns (uint8[3] memory order) {
        bytes32[3] memory digests;
        bytes32[] memory ids = _ids(_one(d));
        order = [0, 1, 2];
        for (uint8 support; support < 3; ++support) {
            uint8[] memory answers = new uint8[](1);
            answers[0] = support;
            digests[support] = _digestOf(seat, 1, ids, answers, new uint16[](1));
        }
        for (uint256 i; i < 2; ++i) for (uint256 j; j < 2; ++j) if (digests[order[j]] > digests[order[j + 1]]) (order[j], order[j + 1]) = (order[j + 1], order[j]);
    }

    /// @dev What counts is the newest ballot of each member, whatever set is recorded, and in whatever pieces and order the rest comes.
    function testFuzz_G1_noSubsetAndNoOrderFlipsARecordedOutcome(uint256 seed) public {
        // The fuzzer likes small numbers, whose bits say little.
        seed = uint256(keccak256(abi.encode(seed)));
        Decision memory d = _pay(0, 1 ether);
        _close(d);
        // Two ballots of each member: revisions 1 and 2, or only one, or none.
        Vote[] memory all = new Vote[](24);
        uint256 n;
        uint8[12] memory says;
        for (uint256 seat; seat < 12; ++seat) {
            says[seat] = 3;
            for (uint64 revision = 1; revision < 3; ++revision) {
                if ((seed >> (seat * 8 + revision * 4)) % 8 == 0) continue;
                says[seat] = uint8((seed >> (seat * 8 + revision)) % 5);
                if (says[seat] > 2) says[seat] = 1;
                all[n++] = Vote(seat, revision, says[seat], 0);
            }
        }
        _shuffle(all, n, seed);
        if (!_recordAny(d, all, n, seed >> 200)) return;
        // All of them again, one by one, in that order; a lower one is skipped.
        for (uint256 i; i < n; ++i) {
            (bool ok, bytes memory why) = address(records).call(
                abi.encodeCall(IDaoRecords.challenge, (dao, d, _none(), _vote(d, all[i].seat, all[i].revision, all[i].support, 0)))
            );
            if (!ok) assertEq(bytes32(bytes4(why)), bytes32(IDaoRecords.Records_NothingNew.selector), "skipped");
        }
        uint256[4] memory sums;
        for (uint256 seat; seat < 12; ++seat) ++sums[says[seat]];
        bool due = sums[1] > sums[0] && sums[0] + sums[1] + sums[2] >= 6 && 2 * sums[1] >= sums[0] + sums[1];
        assertTrue(_recordOf(d).passes == due, "as all ballots say");
        vm.warp(_recordOf(d).executableFrom);
        (bool done,) = address(records).call(abi.encodeCall(IDaoRecords.execute, (dao, d, "")));
        assertTrue(done == due, "executed when due");
        assertEq(payee.balance, due ? 1 ether + 1 : 1, "paid when due");
    }

    function _shuffle(Vote[] memory all, uint256 n, uint256 seed) private pure {
        for (uint256 i = n; i > 1; --i) {
            uint256 j = uint256(keccak256(abi.encode(seed, i))) % i;
            (all[i - 1], all[j]) = (all[j], all[i - 1]);
        }
    }

    /// @dev Records what passes: some For ballots and as few of the rest as make a quorum, as a partial submitter would.
    /// @return ok Whether any such set passes without being decisive.
    function _recordAny(Decision memory d, Vote[] memory all, uint256 n, uint256 seed) private returns (bool ok) {
        Vote[] memory some = new Vote[](6);
        uint256 taken;
        uint256 m;
        for (uint256 pass; pass < 2; ++pass) {
            for (uint256 i; i < n && m < 6; ++i) {
                if ((all[i].support == 1) != (pass == 0) || taken & (1 << all[i].seat) != 0) continue;
                if ((seed >> i) % 4 == 0) continue;
                taken |= 1 << all[i].seat;
                some[m++] = all[i];
            }
        }
        if (m < 6) return false;
        (ok,) = address(records).call(abi.encodeCall(IDaoRecords.record, (dao, d, _none(), _votes(d, some))));
    }

    function test_R5_theWindowClosesAndMovesOnlyWithTheOutcome() public {
        Decision memory d = _recorded();
        uint256 start = block.timestamp;
        // Nothing changes: the end stays.
        vm.warp(start + 30 minutes);
        _challenge(d, _vote(d, 7, 1, 0, 0));
        assertEq(_recordOf(d).windowEnd, start + 1 hours, "the end stays");
        // The last second: the outcome changes, the end moves.
        vm.warp(start + 1 hours - 1);
        _challenge(d, _ballots(d, 0, 0xf00, 0));
        assertFalse(_recordOf(d).passes, "six to six");
        assertEq(_recordOf(d).windowEnd, start + 2 hours - 1, "an hour more");
        // And again: no further than twice the window.
        vm.warp(start + 2 hours - 2);
        _challenge(d, _vote(d, 11, 2, 1, 0));
        assertTrue(_recordOf(d).passes, "seven to five");
        assertEq(_recordOf(d).windowEnd, start + 2 hours, "twice the window");
        vm.warp(start + 2 hours - 1);
        _challenge(d, _vote(d, 10, 2, 2, 0));
        vm.warp(start + 2 hours);
        _challengeRefused(IDaoRecords.Records_WindowOver.selector, d, _vote(d, 10, 3, 0, 0));
        _execute(d);
        assertEq(payee.balance, 1 ether + 1, "paid");
    }

    /// @dev A stale revision is answered in the window; a ballot in its last second moves the end, so that it can be answered too.
    function test_G13_staleRevisionsAndLastSecondBallotsCanBeAnswered() public {
        Decision memory d = _recorded();
        vm.warp(_recordOf(d).windowEnd - 1);
        Vote[] memory votes = new Vote[](3);
        for (uint256 i; i < 3; ++i) votes[i] = Vote(i, 2, 0, 0);
        _challenge(d, _votes(d, votes));
        assertFalse(_recordOf(d).passes, "three to four");
        vm.warp(block.timestamp + 1 hours - 1);
        _challenge(d, _ballots(d, 0x800, 0, 0));
        assertFalse(_recordOf(d).passes, "four to four");
        _challenge(d, _ballots(d, 0x400, 0, 0));
        assertTrue(_recordOf(d).passes, "five to four");
        vm.warp(_recordOf(d).executableFrom);
        _execute(d);
        assertEq(payee.balance, 1 ether + 1, "paid");
    }

    /// @dev Ballots below the minimum revision are not taken, and struck by whoever challenges, though it brings nothing.
    function test_R4_revokedBallotsDoNotCountInAWindow() public {
        Decision memory d = _recorded();
        vm.prank(seats[0].account);
        dao.revokeBallots(2);
        assertEq(_recordOf(d).support, 0x03f, "counted until somebody comes");
        _challenge(d, hex"00");
        assertEq(_recordOf(d).support, 0x03e, "struck");
        _challengeRefused(IDaoRecords.Records_NothingNew.selector, d, _vote(d, 0, 1, 1, 0));
        _challenge(d, _vote(d, 0, 2, 0, 0));
        assertEq(_recordOf(d).against, 0x041, "a new one counts");
        vm.prank(seats[7].account);
        dao.revokeBallots(9);
        _challengeRefused(IDaoRecords.Records_NothingNew.selector, d, _vote(d, 7, 8, 0, 0));
    }

    function test_R5_RevertWhen_nothingIsRecorded() public {
        Decision memory d = _pay(0, 1 ether);
        _close(d);
        _challengeRefused(IDaoRecords.Records_NotRecorded.selector, d, _ballots(d, 0x03f, 0, 0));
        _executeRefused(IDaoRecords.Records_NotRecorded.selector, d);
    }

    function test_C3_RevertWhen_aSignatureIsWrong() public {
        Decision memory d = _recorded();
        bytes memory sheets = _vote(d, 9, 1, 0, 0);
        sheets[sheets.length - 1] ^= 0x01;
        vm.expectRevert(abi.encodeWithSelector(SheetReader.Sheets_BadSignature.selector, 9));
        records.challenge(dao, d, _none(), sheets);
    }

    /// @dev A contract that refuses loses its ballot only.
    function test_C6_aRefusingContractLosesOnlyItsBallot() public {
        ContractMember member = new ContractMember();
        uint256 seat = _seatContract(address(member), 1);
        dao = _found(plainRules(), "Thirteen");
        vm.deal(address(dao), 1 ether);
        Decision memory d = _pay(0, 1 ether);
        _close(d);
        member.set(3, address(0));
        uint256 others = _mask(13) & ~(1 << seat);
        // Six others say For.
        uint256 forMask = seat < 6 ? _mask(7) & others : _mask(6);
        _record(d, forMask | (1 << seat), others & ~forMask & _mask(11), 0);
        assertEq((_recordOf(d).support >> seat) & 1, 0, "not counted");
        member.set(0, address(0));
        _challenge(d, _vote(d, seat, 1, 0, 0));
        assertEq((_recordOf(d).against >> seat) & 1, 1, "counted");
    }
}
