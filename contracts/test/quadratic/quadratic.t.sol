// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDao} from "../../src/interfaces/IDao.sol";
import {IDaoRecords} from "../../src/interfaces/IDaoRecords.sol";
import {SheetReader} from "../../src/libraries/SheetReader.sol";
import {Decision} from "../../src/types/Types.sol";
import {RecordFixture} from "../base/RecordFixture.sol";

/// @notice Votes cost their square, out of credits per period (R8).
contract QuadraticTest is RecordFixture {
    function setUp() public override {
        super.setUp();
        _foundWith(2, 0, 100);
    }

    /// @dev Seat i casts `votes[i]` of support `answers[i]`; 3 is silent.
    function _cast(Decision memory d, uint8[12] memory answers, uint8[12] memory votes) private view returns (bytes memory) {
        Vote[] memory all = new Vote[](12);
        uint256 n;
        for (uint256 i; i < 12; ++i) if (answers[i] != 3) all[n++] = Vote(i, 1, answers[i], votes[i]);
        assembly {
            mstore(all, n)
        }
        return _votes(d, all);
    }

    function _six(Decision memory d, uint16 yes, uint16 no) private view returns (bytes memory) {
        return _cast(d, [1, 0, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3], [uint8(yes), uint8(no), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    }

    function _reserved(Decision memory d, uint256 seat) private view returns (uint256) {
        return records.reservedOf(dao, d.rulesEpoch, d.closesAt / 1 days, seats[seat].account);
    }

    function test_R8_RevertWhen_itIsEnactedWithoutARecord() public {
        _enactRefused(IDao.Dao_NeedsRecord.selector, _pay(0, 1 ether), _mask(12));
    }

    /// @dev One who cares much outweighs three who care little; the quorum goes by heads.
    function test_R8_votesWeighAndCostTheirSquare() public {
        Decision memory d = _pay(0, 1 ether);
        _close(d);
        bytes memory sheets = _cast(d, [1, 0, 0, 0, 2, 2, 3, 3, 3, 3, 3, 3], [10, 3, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0]);
        records.record(dao, d, _none(), sheets);
        assertEq(_reserved(d, 0), 100, "all");
        assertEq(_reserved(d, 1), 9, "nine");
        assertEq(_reserved(d, 4), 0, "abstaining is free");
        vm.warp(_recordOf(d).executableFrom);
        _execute(d);
        assertEq(payee.balance, 1 ether + 1, "ten to nine");
    }

    function test_R8_RevertWhen_quorumOrMajorityIsMissing() public {
        Decision memory d = _pay(0, 1 ether);
        _close(d);
        bytes memory five = _cast(d, [1, 1, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3], [10, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        _recordRefused(IDaoRecords.Records_NotPassing.selector, d, five);
        _recordRefused(IDaoRecords.Records_NotPassing.selector, d, _six(d, 5, 5));
        records.record(dao, d, _none(), _six(d, 6, 5));
    }

    /// @dev A contract for which a decision is reserved (a pair, a spin-off) records nothing. What all agree on is recorded by anybody, and taken from there.
    function test_R37_aDecisiveDecisionThatIsReservedIsRecorded() public {
        Decision memory d = _pay(0, 1 ether);
        d.executor = address(0xE0);
        bytes memory sheets = _cast(d, [1, 1, 1, 1, 1, 1, 1, 3, 3, 3, 3, 3], [10, 10, 10, 10, 10, 10, 10, 0, 0, 0, 0, 0]);
        uint256 state = vm.snapshotState();
        records.record(dao, d, _none(), sheets);
        assertFalse(dao.spent(d.slot), "not executed");
        uint256 from = _recordOf(d).executableFrom;
        assertEq(from, block.timestamp + 1 hours, "a window like others");
        vm.warp(from);
        _executeRefused(IDao.Dao_WrongExecutor.selector, d);
        vm.prank(address(0xE0));
        records.execute(dao, d, "");
        assertEq(payee.balance, 1 ether + 1, "paid");
        vm.revertToState(state);
        vm.prank(address(0xE0));
        records.record(dao, d, _none(), sheets);
        assertTrue(dao.spent(d.slot), "by its executor at once");
    }

    /// @dev Everybody signs For with all they have: nothing is left to be put against it, so it is executed in the same transaction.
    function test_R8_aDecisiveRecordIsExecutedAtOnce() public {
        Decision memory d = _pay(0, 1 ether);
        bytes memory sheets = _cast(d, [1, 1, 1, 1, 1, 1, 1, 3, 3, 3, 3, 3], [10, 10, 10, 10, 10, 10, 10, 0, 0, 0, 0, 0]);
        records.record(dao, d, _none(), sheets);
        vm.snapshotGasLastCall("DaoRecords", "record and execute, quadratic, 7 of 12");
        assertEq(payee.balance, 1 ether + 1, "70 to at most 50");
        assertTrue(dao.spent(d.slot), "spent");
        assertEq(_reserved(d, 6), 100, "reserved");
        _challengeRefused(IDaoRecords.Records_NotRecorded.selector, d, _vote(d, 8, 1, 0, 5));
        _recordRefused(IDao.Dao_AlreadySpent.selector, d, _cast(d, [3, 3, 3, 3, 3, 3, 0, 1, 1, 1, 1, 1], [0, 0, 0, 0, 0, 0, 0, 9, 9, 9, 9, 9]));
    }

    /// @dev What can still be cast is ⌊√(credits − reserved)⌋ of everybody who is not counted For, even of who said Against.
    function test_R8_decisiveCountsWhatIsLeftToCast() public {
        Decision memory d = _pay(0, 1 ether);
        // 50 For; five silent and two Against could cast ten each: 70
        bytes memory sheets = _cast(d, [1, 1, 1, 1, 1, 0, 0, 3, 3, 3, 3, 3], [10, 10, 10, 10, 10, 1, 1, 0, 0, 0, 0, 0]);
        _recordRefused(IDaoRecords.Records_NotClosed.selector, d, sheets);
        // The same seven spend nearly everything elsewhere in this period.
        Decision memory other = _pay(1, 1 ether);
        sheets = _cast(other, [3, 3, 3, 3, 3, 1, 1, 1, 1, 1, 1, 1], [0, 0, 0, 0, 0, 9, 9, 9, 9, 9, 9, 9]);
        records.record(dao, other, _none(), sheets);
        // 63 to at most 50: executed. Each has 19 left: four votes each, 28 against 50.
        assertTrue(dao.spent(other.slot), "the other one was decisive");
        sheets = _cast(d, [1, 1, 1, 1, 1, 0, 0, 3, 3, 3, 3, 3], [10, 10, 10, 10, 10, 1, 1, 0, 0, 0, 0, 0]);
        records.record(dao, d, _none(), sheets);
        assertTrue(dao.spent(d.slot), "and so is this one now");
    }

    /// @dev With a grace period a decisive record waits.
    function test_R8_graceKeepsADecisiveRecordWaiting() public {
        _foundWith(2, 3 hours, 100);
        Decision memory d = _pay(0, 1 ether);
        bytes memory sheets = _cast(d, [1, 1, 1, 1, 1, 1, 1, 3, 3, 3, 3, 3], [10, 10, 10, 10, 10, 10, 10, 0, 0, 0, 0, 0]);
        records.record(dao, d, _none(), sheets);
        assertEq(_recordOf(d).executableFrom, block.timestamp + 3 hours, "grace");
        assertEq(payee.balance, 1, "unpaid");
    }

    /// @dev The ballot of who has left since weighs nothing, however many votes it bought.
    function test_R8_votesOfWhoLeftDoNotCount() public {
        Decision memory d = _pay(0, 1 ether);
        vm.prank(seats[0].account);
        dao.ragequit(100, new address[](0), address(0));
        _close(d);
        _recordRefused(IDaoRecords.Records_NotPassing.selector, d, _cast(d, [1, 0, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3], [10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
        records.record(dao, d, _none(), _cast(d, [0, 1, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3], [10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
        assertTrue(_recordOf(d).passes, "one vote against none");
    }

    /// @dev Nor does it when it had been recorded before: the next challenge counts without it.
    function test_R8_recordedVotesOfWhoLeftCountNoMore() public {
        Decision memory d = _pay(0, 1 ether);
        _close(d);
        records.record(dao, d, _none(), _cast(d, [1, 0, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3], [10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
        vm.prank(seats[0].account);
        dao.ragequit(100, new address[](0), address(0));
        _challenge(d, _vote(d, 7, 1, 2, 0));
        assertFalse(_recordOf(d).passes, "none against one");
    }

    /// @dev Who spent its credits is uncast elsewhere in the period, and has new ones in the next.
    function test_R8_creditsArePerPeriodAndNeverReturned() public {
        Decision memory a = _pay(0, 1 ether);
        Decision memory b = _pay(1, 1 ether);
        Decision memory next = _pay(2, 1 ether);
        next.closesAt += 1 days;
        _close(a);
        records.record(dao, a, _none(), _six(a, 8, 5));
        _recordRefused(IDaoRecords.Records_NotPassing.selector, b, _six(b, 7, 5));
        assertEq(_reserved(b, 0), 64, "nothing more");
        // 36 are left: six votes
        records.record(dao, b, _none(), _six(b, 6, 5));
        assertEq(_reserved(b, 0), 100, "all");
        vm.warp(_recordOf(a).executableFrom);
        _execute(a);
        assertEq(_reserved(a, 0), 100, "never returned");
        _close(next);
        records.record(dao, next, _none(), _six(next, 10, 5));
        assertEq(_reserved(next, 0), 100, "of the next period");
    }

    /// @dev Sixteen accounts share a word: each is read and charged by itself, in the second and third word too.
    function test_R8_eachOfManyHasItsOwnCredits() public {
        _makeKeys(40);
        _foundWith(2, 0, 100);
        Decision memory d = _pay(0, 1 ether);
        Decision memory next = _pay(1, 1 ether);
        _close(d);
        Vote[] memory all = new Vote[](40);
        for (uint256 i; i < 40; ++i) all[i] = Vote(i, 1, 1, uint16(1 + i * 7 % 10));
        records.record(dao, d, _none(), _votes(d, all));
        for (uint256 i; i < 40; ++i) assertEq(_reserved(d, i), uint256(all[i].votes) ** 2, "its votes squared");
        // Of those who have 19 left one buys a vote more, another four, and a third would buy five.
        for (uint256 i; i < 40; ++i) all[i].votes = i == 4 ? 1 : i == 14 ? 4 : i == 24 ? 5 : 0;
        records.record(dao, next, _none(), _votes(next, all));
        assertEq(_reserved(next, 4), 82, "one more");
        assertEq(_reserved(next, 14), 97, "sixteen more");
        assertEq(_reserved(next, 24), 81, "as before");
        assertEq(_reserved(next, 34), 81, "of who bought nothing");
    }

    /// @dev In a challenge only a rise costs more, in whatever order revisions come.
    function test_R8_onlyARiseCostsMore() public {
        Decision memory d = _pay(0, 1 ether);
        _close(d);
        records.record(dao, d, _none(), _six(d, 8, 5));
        bytes memory sheets = _vote(d, 0, 2, 1, 2);
        records.challenge(dao, d, _none(), sheets);
        vm.snapshotGasLastCall("DaoRecords", "challenge, quadratic, 1 more of 12");
        assertEq(_reserved(d, 0), 64, "kept");
        assertFalse(_recordOf(d).passes, "two to five");
        _challenge(d, _vote(d, 0, 3, 1, 8));
        assertEq(_reserved(d, 0), 64, "back costs nothing");
        assertTrue(_recordOf(d).passes, "eight to five");
        _challenge(d, _vote(d, 0, 4, 0, 9));
        assertEq(_reserved(d, 0), 81, "a rise of 17");
        // More than there is: uncast, and an older one does not come back.
        _challenge(d, _vote(d, 0, 5, 1, 11));
        assertEq(_reserved(d, 0), 81, "nothing more");
        assertEq((_recordOf(d).support | _recordOf(d).against | _recordOf(d).abstain) & 1, 0, "uncast");
        _challengeRefused(IDaoRecords.Records_NothingNew.selector, d, _vote(d, 0, 4, 0, 9));
        _challenge(d, _vote(d, 0, 6, 1, 10));
        assertEq(_reserved(d, 0), 100, "a newer one does");
    }

    /// @dev A sheet is counted whole: what it spends on all its choices must be in the credits.
    function test_G11_manySmallBallotsBeatNoBigOne() public {
        Decision memory d = _pay(0, 1 ether);
        _close(d);
        bytes32[] memory others = new bytes32[](2);
        (others[0], others[1]) = (keccak256("another"), keccak256("and another"));
        bytes32[] memory ids = new bytes32[](3);
        (ids[0], ids[1], ids[2]) = (dao.decisionId(d), others[0], others[1]);
        uint8[] memory answers = new uint8[](3);
        (answers[0], answers[1], answers[2]) = (1, 1, 0);
        uint16[] memory votes = new uint16[](3);
        // 36 + 64 + 1: one too many
        (votes[0], votes[1], votes[2]) = (6, 8, 1);
        bytes memory rest = _cast(d, [3, 0, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3], [0, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        rest[0] = 0x06;
        bytes memory sheets = abi.encodePacked(rest, _group(0, 1, ids, answers, votes));
        _expectRefusal(IDaoRecords.Records_NotPassing.selector, d);
        records.record(dao, d, others, sheets);
        votes[2] = 0;
        sheets = abi.encodePacked(rest, _group(0, 1, ids, answers, votes));
        records.record(dao, d, others, sheets);
        assertEq(_reserved(d, 0), 36, "the others reserve when they are recorded");
    }

    /// @dev The credits of a member are its own, whatever becomes of seats: a roster change brings no new ones.
    function test_G11_aNewRosterBringsNoNewCredits() public {
        Decision memory d = _pay(0, 1 ether);
        Decision memory change = _self(1, abi.encodeCall(IDao.changeRoster, (_delta(address(1), true, 1, 5))));
        _close(d);
        change.closesAt = d.closesAt;
        records.record(dao, d, _none(), _six(d, 10, 5));
        records.record(dao, change, _none(), _cast(change, [3, 3, 3, 3, 3, 3, 1, 1, 1, 1, 1, 1], [0, 0, 0, 0, 0, 0, 10, 10, 10, 10, 10, 10]));
        assertTrue(dao.spent(change.slot), "60 to at most 48: at once");
        // address(1) has taken the first seat.
        Decision memory later = _pay(2, 1 ether);
        later.closesAt = d.closesAt;
        vm.warp(block.timestamp + 1);
        assertEq(_reserved(later, 0), 100, "as before");
        _makeKeys(12);
        seats.push(seats[11]);
        for (uint256 i = 12; i > 0; --i) seats[i] = seats[i - 1];
        keys.push(0);
        for (uint256 i = 12; i > 0; --i) keys[i] = keys[i - 1];
        Vote[] memory all = new Vote[](7);
        for (uint256 i; i < 7; ++i) all[i] = Vote(i + 1, 1, i == 0 ? 1 : i == 1 ? 0 : 2, i == 0 ? 6 : i == 1 ? 5 : 0);
        _recordRefused(IDaoRecords.Records_NotPassing.selector, later, _votes(later, all));
        all[0].votes = 0;
        all[2] = Vote(3, 1, 1, 6);
        records.record(dao, later, _none(), _votes(later, all));
    }

    /// @dev closesAt may lie one voting period away and no more, or anybody would spend the credits of years to come.
    function test_R8_RevertWhen_theCreditsAreThoseOfAnotherTime() public {
        Decision memory d = _pay(0, 1 ether);
        uint256 now_ = block.timestamp;
        Vote[] memory all = new Vote[](12);
        for (uint256 i; i < 12; ++i) all[i] = Vote(i, 1, 1, 10);
        d.closesAt = uint40(now_ + 1 days + 1);
        _recordRefused(IDaoRecords.Records_OtherPeriod.selector, d, _votes(d, all));
        d.closesAt = uint40(now_ - 1 days - 1);
        _recordRefused(IDaoRecords.Records_OtherPeriod.selector, d, _votes(d, all));
        ++d.closesAt;
        records.record(dao, d, _none(), _votes(d, all));
        d = _pay(1, 1 ether);
        d.closesAt = uint40(now_ + 1 days);
        records.record(dao, d, _none(), _votes(d, all));
    }

    function test_R8_RevertWhen_whoHasNoPowerVotes() public {
        seats[0].power = 0;
        _foundWith(2, 0, 100);
        Decision memory d = _pay(0, 1 ether);
        _close(d);
        _recordRefused(IDaoRecords.Records_NotPassing.selector, d, _cast(d, [1, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3], [10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
        assertEq(_reserved(d, 0), 0, "and nothing is reserved");
    }

    /// @dev One encoding per choice: votes of zero are not flagged.
    function test_C3_RevertWhen_zeroVotesAreFlagged() public {
        Decision memory d = _pay(0, 1 ether);
        _close(d);
        bytes memory sheets = _vote(d, 0, 1, 1, 7);
        // groups (1), revision (8), choices (1), seats (8), index (1), support (1), votes (2)
        sheets[1 + 17 + 3] = 0;
        vm.expectRevert(abi.encodeWithSelector(SheetReader.Sheets_BadChoice.selector, 0, 0));
        records.record(dao, d, _none(), sheets);
    }

    /// @dev Whatever is recorded and brought: the reserved credits only rise, and never above what there is.
    function testFuzz_G11_reservedCreditsOnlyRiseAndStayInTheCredits(uint256 seed) public {
        Decision[4] memory ds;
        for (uint256 i; i < 4; ++i) ds[i] = _pay(i, 1);
        _close(ds[0]);
        uint256[12] memory before;
        for (uint256 step; step < 12; ++step) {
            seed = uint256(keccak256(abi.encode(seed)));
            Decision memory d = ds[seed % 4];
            Vote[] memory all = new Vote[](12);
            for (uint256 i; i < 12; ++i) {
                uint256 dice = seed >> (i * 16 + 8);
                all[i] = Vote(i, uint64(step / 3 + dice % 2), uint8((dice >> 4) % 8 < 4 ? 1 : (dice >> 4) % 3), uint16((dice >> 8) % 12));
            }
            bytes memory sheets = _votes(d, all);
            bytes memory body = _recordOf(d).start == 0
                ? abi.encodeCall(IDaoRecords.record, (dao, d, _none(), sheets))
                : abi.encodeCall(IDaoRecords.challenge, (dao, d, _none(), sheets));
            (bool ok,) = address(records).call(body);
            for (uint256 i; i < 12; ++i) {
                uint256 reserved = _reserved(d, i);
                assertTrue(reserved >= before[i] && reserved <= 100, "rises, and stays in the credits");
                if (!ok) assertEq(reserved, before[i], "unchanged");
                before[i] = reserved;
            }
        }
    }
}
