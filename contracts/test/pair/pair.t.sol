// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDao} from "../../src/interfaces/IDao.sol";
import {IDaoRecords} from "../../src/interfaces/IDaoRecords.sol";
import {IPair, Side} from "../../src/interfaces/IPair.sol";
import {Call, Decision, Rules} from "../../src/types/Types.sol";
import {LyingDao, MeekDao, OneAfterAnother} from "../actors/Pairs.sol";
import {ReentrantPayee} from "../actors/Targets.sol";
import {PairFixture} from "../base/PairFixture.sol";

/// @notice Two decisions, both or neither (R19), and what two DAOs do with them (R20).
contract PairTest is PairFixture {
    function _refused(bytes memory why, Side memory first, Side memory second) private {
        vm.expectRevert(why);
        pair.enactBoth(first, second);
    }

    function test_R20_twoDaosExchangePowerAndPartAgain() public {
        (Side memory first, Side memory second) = _partnership();
        vm.prank(payee); // anyone
        pair.enactBoth(first, second);
        vm.snapshotGasLastCall("Pair", "a partnership of 12 and 7 members");
        assertEq(_powerIn(0), 2, "of the second in the first");
        assertEq(_powerIn(1), 3, "of the first in the second");
        vm.warp(block.timestamp + 1);
        (Call[] memory a, Call[] memory b) = (_gives(0, 0), _gives(1, 0));
        bytes32 terms = _terms(a, b);
        // The partner has a seat now; the old members sign by the seats of the genesis roster, which is still the order here but for that seat.
        Decision memory d = _reserved(0, 2, terms, a);
        Decision memory e = _reserved(1, 2, terms, b);
        (first, second) = (_sideNow(0, d), _sideNow(1, e));
        pair.enactBoth(first, second);
        assertEq(_powerIn(0) + _powerIn(1), 0, "parted");
        (, , uint256 shares) = daos[0].presentRoster();
        assertTrue(shares > 0, "and nobody lost a share");
    }

    /// @dev Sheets by the seats of the present roster, in which the partner, who is silent, may stand before others.
    function _sideNow(uint256 i, Decision memory d) private returns (Side memory s) {
        _in(i);
        _seatContract(address(daos[1 - i]), 1);
        uint256 all;
        for (uint256 k; k < seats.length; ++k) if (keys[k] != 0) all |= 1 << k;
        s = Side(daos[i], d, new bytes32[](0), _sheets(_one(d), all, 0), false);
    }

    function test_R19_RevertWhen_oneSideEnactsAlone() public {
        (Side memory first, Side memory second) = _partnership();
        for (uint256 i; i < 2; ++i) {
            Side memory s = i == 0 ? first : second;
            bytes32 id = s.dao.decisionId(s.decision);
            vm.expectRevert(abi.encodeWithSelector(IDao.Dao_WrongExecutor.selector, id));
            s.dao.enact(_one(s.decision), s.others, s.sheets);
        }
        _nothingHappened(first, second);
        pair.enactBoth(first, second);
    }

    /// @dev Even where members forgot to reserve it, the first call holds it back.
    function test_R19_1_RevertWhen_itIsNotReserved() public {
        (Side memory first, Side memory second) = _partnership();
        first.decision.executor = address(0);
        first = _side(0, first.decision);
        _refused(abi.encodeWithSelector(IPair.Pair_NotReserved.selector, daos[0]), first, second);
        bytes32 id = daos[0].decisionId(first.decision);
        vm.expectRevert(
            abi.encodeWithSelector(
                IDao.Dao_CallFailed.selector, id, 0, abi.encodeWithSelector(IPair.Pair_NotMeeting.selector, address(daos[0]))
            )
        );
        daos[0].enact(_one(first.decision), first.others, first.sheets);
        _nothingHappened(first, second);
    }

    function test_R19_1_RevertWhen_theOtherSideDoesSomethingElse() public {
        (Side memory first, Side memory second) = _partnership();
        bytes32 terms = _terms(_gives(0, 2), _gives(1, 3));
        // The second DAO signs the same terms and gives less, or nothing.
        Side memory less = _side(1, _reserved(1, 7, terms, _gives(1, 1)));
        _refused(abi.encodeWithSelector(IPair.Pair_WrongTerms.selector, daos[0], _terms(_gives(0, 2), _gives(1, 1))), first, less);
        less = _side(1, _reserved(1, 7, terms, new Call[](0)));
        _refused(abi.encodeWithSelector(IPair.Pair_WrongTerms.selector, daos[0], _terms(_gives(0, 2), new Call[](0))), first, less);
        // It means other terms, and the first one these.
        less = _side(1, _reserved(1, 7, keccak256("others"), _gives(1, 3)));
        _refused(abi.encodeWithSelector(IPair.Pair_WrongTerms.selector, daos[1], terms), first, less);
        // Its first call is no meeting, or there is none.
        second.decision.calls[0].value = 1;
        _refused(abi.encodeWithSelector(IPair.Pair_WrongTerms.selector, daos[1], terms), first, second);
        second.decision.calls = new Call[](0);
        _refused(abi.encodeWithSelector(IPair.Pair_WrongTerms.selector, daos[0], _terms(_gives(0, 2), new Call[](0))), first, second);
        _nothingHappened(first, second);
    }

    /// @dev A stranger that answers like a DAO has no part in terms that name another one.
    function test_R19_1_RevertWhen_theOtherSideIsNotThatDao() public {
        (Side memory first, Side memory second) = _partnership();
        MeekDao meek = _meekAbove(address(daos[0]));
        Side memory fake = Side(IDao(address(meek)), second.decision, second.others, "", false);
        bytes32 terms = keccak256(abi.encode(address(daos[0]), _gives(0, 2), address(meek), _gives(1, 3)));
        _refused(abi.encodeWithSelector(IPair.Pair_WrongTerms.selector, daos[0], terms), first, fake);
        _refused(abi.encodeWithSelector(IPair.Pair_WrongOrder.selector), second, first);
        _refused(abi.encodeWithSelector(IPair.Pair_WrongOrder.selector), first, first);
        _nothingHappened(first, second);
    }

    /// @dev One that says yes to everything and does nothing is found out, whatever terms name it.
    function test_R19_RevertWhen_aSideDoesNothing() public {
        MeekDao meek = _meekAbove(address(daos[0]));
        bytes32 terms = keccak256(abi.encode(address(daos[0]), _gives(0, 2), address(meek), new Call[](0)));
        Side memory first = _side(0, _reserved(0, 1, terms, _gives(0, 2)));
        Side memory fake = Side(IDao(address(meek)), _reserved(1, 1, terms, new Call[](0)), new bytes32[](0), "", false);
        _refused(abi.encodeWithSelector(IPair.Pair_NotEnacted.selector, address(meek)), first, fake);
        assertFalse(daos[0].spent(first.decision.slot), "nothing happened");
    }

    function _meekAbove(address least) private returns (MeekDao meek) {
        do meek = new MeekDao();
        while (address(meek) <= least);
    }

    function test_R19_RevertWhen_oneSideDoesNotPass() public {
        (Side memory first, Side memory second) = _partnership();
        _in(1);
        second.sheets = _sheets(_one(second.decision), 1, 0);
        _refused(abi.encodeWithSelector(IDao.Dao_NotDecisive.selector, daos[1].decisionId(second.decision)), first, second);
        _nothingHappened(first, second);
    }

    function test_R19_C17_RevertWhen_itIsReplayed() public {
        (Side memory first, Side memory second) = _partnership();
        pair.enactBoth(first, second);
        (first, second) = (_sideNow(0, first.decision), _sideNow(1, second.decision));
        _refused(abi.encodeWithSelector(IDao.Dao_AlreadySpent.selector, daos[0].decisionId(first.decision)), first, second);
        assertEq(_powerIn(0) + _powerIn(1), 5, "as it was");
    }

    /// @dev D10: what was enacted in the slot supersedes it, and the other side keeps its own.
    function test_R19_D10_RevertWhen_itIsSuperseded() public {
        (Side memory first, Side memory second) = _partnership();
        _in(1);
        Decision memory d = _decide(1, new Call[](0));
        _enact(d, _everybody());
        _refused(abi.encodeWithSelector(IDao.Dao_AlreadySpent.selector, daos[1].decisionId(second.decision)), first, second);
        assertFalse(daos[0].spent(first.decision.slot), "the first waits");
    }

    function test_R19_C19_RevertWhen_oneSideIsExpired() public {
        (Side memory first, Side memory second) = _partnership();
        second.decision.expiresAt = uint40(block.timestamp);
        second = _side(1, second.decision);
        vm.warp(block.timestamp + 1);
        _refused(abi.encodeWithSelector(IDao.Dao_Expired.selector, daos[1].decisionId(second.decision)), first, second);
        _nothingHappened(first, second);
    }

    /// @dev G12: the roster that one side cites was replaced a voting period ago.
    function test_R19_G12_RevertWhen_oneSideCitesAnOldRoster() public {
        (Side memory first, Side memory second) = _partnership();
        _in(1);
        _enact(_self(9, abi.encodeCall(IDao.changeRoster, (_delta(seats[0].account, true, 2, 0)))), _everybody());
        vm.warp(block.timestamp + 1 days);
        _refused(abi.encodeWithSelector(IDao.Dao_RosterTooOld.selector, daos[1].decisionId(second.decision)), first, second);
        _nothingHappened(first, second);
    }

    function test_R19_3_RevertWhen_anybodyMeetsOutside() public {
        bytes32 terms = _terms(_gives(0, 2), _gives(1, 3));
        vm.expectRevert(abi.encodeWithSelector(IPair.Pair_NotMeeting.selector, address(daos[0])));
        vm.prank(address(daos[0]));
        pair.meet(terms);
        vm.expectRevert(abi.encodeWithSelector(IPair.Pair_NotMeeting.selector, address(this)));
        pair.meet(0);
    }

    /// @dev C1: between the two a payee comes back, with the pair itself, and with a decision of the second DAO that would meet in its place.
    function test_R19_3_C1_RevertWhen_somebodyComesBack() public {
        for (uint256 k; k < 2; ++k) {
            uint256 state = vm.snapshotState();
            ReentrantPayee payee_ = new ReentrantPayee();
            vm.deal(address(daos[0]), 1 ether);
            Call[] memory a = _one(Call(address(payee_), 1, "", 0));
            (Side memory first, Side memory second) = _sides(1, a, _gives(1, 3));
            bytes memory body = abi.encodeCall(IPair.enactBoth, (first, second));
            if (k == 1) {
                // The same terms, signed by the second DAO, without what it owes.
                Decision memory d = _reserved(1, 1, _terms(a, _gives(1, 3)), new Call[](0));
                d.executor = address(0);
                Side memory s = _side(1, d);
                body = abi.encodeCall(IDao.enact, (_one(d), s.others, s.sheets));
            }
            payee_.arm(k == 0 ? address(pair) : address(daos[1]), body);
            pair.enactBoth(first, second);
            assertTrue(payee_.tried() && !payee_.entered(), "it tried and failed");
            assertEq(_powerIn(1), 3, "and the second side gave what it owes");
            vm.revertToState(state);
        }
    }

    /// @dev R5: what is not decided at once is recorded first, and executed here.
    function test_R19_2_aRecordedSideIsExecuted() public {
        (Side memory first, Side memory second) = _partnership();
        _in(1);
        _close(second.decision);
        _record(second.decision, _mask(seats.length / 2), 0, 1 << (seats.length - 1)); // passes and is not decisive
        vm.warp(block.timestamp + 1 hours + 1);
        bytes32 id = daos[1].decisionId(second.decision);
        vm.expectRevert(abi.encodeWithSelector(IDao.Dao_WrongExecutor.selector, id));
        records.execute(daos[1], second.decision, "");
        (second.sheets, second.recorded) = ("", true);
        pair.enactBoth(first, second);
        assertEq(_powerIn(0) + _powerIn(1), 5, "both");
    }

    /// @dev Both sides were recorded, each by its own ballots; nothing of either can be executed before both can.
    function test_R19_2_R5_bothSidesRecordedAndNeitherAlone() public {
        (Side memory first, Side memory second) = _partnership();
        for (uint256 i; i < 2; ++i) {
            Side memory s = i == 0 ? first : second;
            _in(i);
            if (i == 0) _close(s.decision);
            else vm.warp(block.timestamp + 30 minutes);
            _record(s.decision, _mask(seats.length / 2), 0, 1 << (seats.length - 1));
            (s.sheets, s.recorded) = ("", true);
        }
        // The window of the first is over, that of the second is not.
        vm.warp(block.timestamp + 31 minutes);
        bytes32 id = daos[1].decisionId(second.decision);
        uint256 from = records.recordOf(id).executableFrom;
        _refused(abi.encodeWithSelector(IDaoRecords.Records_TooEarly.selector, id, from), first, second);
        _nothingHappened(first, second);
        vm.warp(block.timestamp + 30 minutes);
        pair.enactBoth(first, second);
        assertEq(_powerIn(0) + _powerIn(1), 5, "both");
        _refused(abi.encodeWithSelector(IDao.Dao_AlreadySpent.selector, daos[0].decisionId(first.decision)), first, second);
    }

    /// @dev R5.6: what a challenge turned is rejected, and the other side keeps its slot.
    function test_R19_2_R5_RevertWhen_aChallengeTurnedOneSide() public {
        (Side memory first, Side memory second) = _partnership();
        _in(1);
        _close(second.decision);
        _record(second.decision, _mask(seats.length / 2), 0, 1 << (seats.length - 1));
        _challenge(second.decision, _ballots(second.decision, 0, _mask(seats.length) & ~_mask(seats.length / 2), 0));
        vm.warp(block.timestamp + 2 hours + 1);
        (second.sheets, second.recorded) = ("", true);
        _refused(abi.encodeWithSelector(IDaoRecords.Records_Rejected.selector, daos[1].decisionId(second.decision)), first, second);
        _nothingHappened(first, second);
    }

    /// @dev What was recorded is not enacted by ballots, and what was not is no record.
    function test_R19_2_RevertWhen_aSideComesTheOtherWay() public {
        (Side memory first, Side memory second) = _partnership();
        (first.sheets, first.recorded) = ("", true);
        _refused(abi.encodeWithSelector(IDaoRecords.Records_NotRecorded.selector, daos[0].decisionId(first.decision)), first, second);
        _in(1);
        bytes memory ballots = second.sheets;
        _close(second.decision);
        _record(second.decision, _mask(seats.length / 2), 0, 1 << (seats.length - 1));
        first = _side(0, first.decision);
        second.sheets = ballots;
        _refused(abi.encodeWithSelector(IDao.Dao_Recorded.selector, daos[1].decisionId(second.decision)), first, second);
        _nothingHappened(first, second);
    }

    /// @dev S2.1: members whose sheets answer other proposals too sign the same way here.
    function test_R19_sheetsThatAnswerOtherDecisionsToo() public {
        (Side memory first, Side memory second) = _partnership();
        bytes32[] memory ids = new bytes32[](2);
        (ids[0], ids[1]) = (daos[0].decisionId(first.decision), keccak256("another decision"));
        _in(0);
        first.others = new bytes32[](1);
        first.others[0] = ids[1];
        first.sheets = _sheetsOf(ids, _everybody(), 0, 0);
        pair.enactBoth(first, second);
        assertEq(_powerIn(0) + _powerIn(1), 5, "both");
    }

    /// @dev A first call that meets at another pair is none here, whatever it says there.
    function test_R19_1_RevertWhen_oneSideMeetsAtAnotherPair() public {
        (Side memory first, Side memory second) = _partnership();
        IPair other = IPair(_deploy("Pair", abi.encode(address(records))));
        bytes32 terms = _terms(_gives(0, 2), _gives(1, 3));
        second.decision.calls[0].target = address(other);
        second = _side(1, second.decision);
        _refused(abi.encodeWithSelector(IPair.Pair_WrongTerms.selector, daos[1], terms), first, second);
        _nothingHappened(first, second);
    }

    /// @dev One that only looks like a DAO cannot meet about something else while it is its turn.
    function test_R19_3_RevertWhen_aSideMeetsAboutOtherTerms() public {
        LyingDao liar;
        do liar = new LyingDao();
        while (address(liar) <= address(daos[0]));
        bytes32 terms = keccak256(abi.encode(address(daos[0]), _gives(0, 2), address(liar), new Call[](0)));
        Side memory first = _side(0, _reserved(0, 1, terms, _gives(0, 2)));
        Side memory fake = Side(IDao(address(liar)), _reserved(1, 1, terms, new Call[](0)), new bytes32[](0), "", false);
        liar.say(keccak256("other terms"));
        _refused(abi.encodeWithSelector(IPair.Pair_NotMeeting.selector, address(liar)), first, fake);
        liar.say(terms);
        pair.enactBoth(first, fake);
        assertTrue(daos[0].spent(first.decision.slot), "about these it may, and binds nobody but itself");
    }

    /// @dev C1: a whole other pair, of whoever is not under way, does not come in between; and comes after it in the same transaction.
    function test_R19_3_C1_oneAfterAnotherAndNotInside() public {
        ReentrantPayee payee_ = new ReentrantPayee();
        vm.deal(address(daos[0]), 1 ether);
        (Side memory first, Side memory second) = _sides(1, _one(Call(address(payee_), 1, "", 0)), _gives(1, 3));
        bytes memory between = _pairOfLiars();
        payee_.arm(address(pair), between);
        OneAfterAnother sender = new OneAfterAnother();
        sender.send(address(pair), abi.encodeCall(IPair.enactBoth, (first, second)), between);
        assertTrue(payee_.tried() && !payee_.entered(), "not inside");
        assertEq(_powerIn(1), 3, "and the second side gave what it owes");
    }

    /// @dev Two that say yes to everything: their pair goes through wherever it is tried.
    function _pairOfLiars() private returns (bytes memory) {
        (LyingDao one, LyingDao other) = (new LyingDao(), new LyingDao());
        if (address(one) > address(other)) (one, other) = (other, one);
        bytes32 terms = keccak256(abi.encode(address(one), new Call[](0), address(other), new Call[](0)));
        one.say(terms);
        other.say(terms);
        Decision memory d = _reserved(0, 9, terms, new Call[](0));
        return abi.encodeCall(
            IPair.enactBoth,
            (Side(IDao(address(one)), d, new bytes32[](0), "", false), Side(IDao(address(other)), d, new bytes32[](0), "", false))
        );
    }

    function test_R19_1_termsNameBothAndAllThatTheyDo() public view {
        (Call[] memory a, Call[] memory b) = (_gives(0, 2), _gives(1, 3));
        bytes32 terms = pair.termsOf(address(daos[0]), a, address(daos[1]), b);
        assertEq(terms, _terms(a, b), "as written down a second time");
        b[0].codeHash = bytes32(uint256(1));
        assertTrue(pair.termsOf(address(daos[0]), a, address(daos[1]), b) != terms, "pins too");
    }
}
